using InventoryTools.Model;

namespace InventoryTools.Service;

/// <summary>
/// Checks the tokens of the pages of one request. A token that comes twice would make the pages endless.
/// </summary>
/// <param name="operation">The operation, for the message.</param>
internal sealed class NextTokenGuard(string operation)
{
    // Hashes: a token may be as long as an answer.
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The pages, each read when it is enumerated.</summary>
    /// <param name="operation">The operation, for the message.</param>
    /// <param name="read">Reads the page of a token; null for the first page.</param>
    /// <param name="nextTokenOf">The token of the next page.</param>
    /// <exception cref="InventoryAnswerException">A token came before.</exception>
    public static IEnumerable<T> Pages<T>(string operation, Func<string?, T> read, Func<T, string?> nextTokenOf)
    {
        NextTokenGuard tokens = new(operation);
        string? token = null;
        do
        {
            T page = read(token);
            yield return page;
            token = tokens.Next(nextTokenOf(page));
        }
        while (token is not null);
    }

    /// <summary>The token of the next page; null after the last page.</summary>
    /// <exception cref="InventoryAnswerException">The token came before.</exception>
    public string? Next(string? token) =>
        string.IsNullOrEmpty(token) ? null
        : _seen.Add(ContentHash.OfText(token!)) ? token
        : throw new InventoryAnswerException(
            $"{operation} answered the same NextToken twice (after page {_seen.Count + 1}), so its pages have no end.");
}
