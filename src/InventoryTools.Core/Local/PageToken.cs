using System;
using System.Text;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Local;

/// <summary>
/// Where a page ended, as the opaque text that a client sends back. It holds for the request that it was answered to
/// and no other, and holds no secret.
/// </summary>
internal sealed class PageToken
{
    private const char Separator = '\u001f';

    private readonly string _request;

    /// <summary>Makes and reads the tokens of one request, which is known by all that decides what its pages are.</summary>
    public PageToken(string operation, params string?[] request)
    {
        StringBuilder text = new(operation);
        foreach (string? part in request)
        {
            text.Append(Separator).Append(part is null ? "-" : "+").Append(part);
        }

        _request = ContentHash.OfText(new ArraySegment<byte>(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The token for what follows <paramref name="position"/>.</summary>
    public string Write(string position) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(_request + Separator + position));

    /// <summary>The position that a token means; null where there is no token.</summary>
    /// <exception cref="InventoryFaultException">It is no token of this request.</exception>
    public string? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        string text = Decode(token!);
        return text.StartsWith(_request + Separator, StringComparison.Ordinal)
            ? text.Substring(_request.Length + 1)
            : throw Invalid();
    }

    /// <summary>The fault for a token that means nothing, or nothing any longer.</summary>
    public static InventoryFaultException Invalid(string? why = null) => FaultFactory.Exception(
        FaultCode.InvalidNextToken,
        why ?? "The token is none that this request was answered with. Begin without a token, and change nothing but the token from page to page.");

    private static string Decode(string token)
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
