using System.Text;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>
/// The end of a page as opaque text, which a client sends back to read the next page. A token is valid for the request
/// that it was made for and contains no secret.
/// </summary>
internal sealed class PageToken
{
    private const char Separator = '\u001f';

    private readonly string _request;

    /// <summary>Makes and reads the tokens of one request.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="request">The members of the request that decide its pages.</param>
    public PageToken(string operation, params string?[] request)
    {
        StringBuilder text = new(operation);
        foreach (string? part in request)
        {
            text.Append(Separator).Append(part is null ? "-" : "+").Append(part);
        }

        _request = ContentHash.OfText(text.ToString());
    }

    /// <summary>The filters of a request as one text.</summary>
    public static string? TextOf(IReadOnlyList<InventoryFilter>? filters) => filters is null
        ? null
        : string.Join(
            "\u001e",
            filters.Select(
                filter => string.Join("\u001d", [filter.Key, filter.Operator.ToString(), .. filter.Values])));

    /// <summary>The token for what follows <paramref name="position"/>.</summary>
    public string Encode(string position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(_request + Separator + position));

    /// <summary>The position in a token; null without a token.</summary>
    /// <exception cref="InventoryFaultException">The token is not one of this request.</exception>
    public string? Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        string text = FromBase64(token!);
        return text.StartsWith(_request + Separator, StringComparison.Ordinal)
            ? text.Substring(_request.Length + 1)
            : throw Invalid();
    }

    /// <summary>A page of a list, and the token for the page after it.</summary>
    /// <param name="all">The list.</param>
    /// <param name="position">Returns the position of an element, which no other one has.</param>
    /// <param name="token">The token of the request.</param>
    /// <param name="size">The maximum length of the page.</param>
    /// <exception cref="InventoryFaultException">The token is not valid, or its element was deleted.</exception>
    public (List<T> Page, string? Next) Page<T>(List<T> all, Func<T, string> position, string? token, int size)
    {
        int first = 0;
        if (Decode(token) is string last && (first = all.FindIndex(element => position(element) == last) + 1) == 0)
        {
            throw Invalid("The last element of the page before was deleted. Begin again without a token.");
        }

        List<T> page = all.GetRange(first, Math.Min(size, all.Count - first));
        return (page, first + page.Count == all.Count ? null : Encode(position(page[page.Count - 1])));
    }

    /// <summary>The fault for a token that is not valid, or not any longer.</summary>
    public static InventoryFaultException Invalid(string? why = null) => FaultFactory.Exception(
        FaultCode.InvalidNextToken,
        why ?? "The token is not one of this request. "
            + "Begin without a token, and change nothing but the token from page to page.");

    private static string FromBase64(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
