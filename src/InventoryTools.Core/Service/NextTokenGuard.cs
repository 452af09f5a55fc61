namespace InventoryTools.Service;

/// <summary>
/// Checks the tokens of the pages of one request. A token that comes twice would make the pages endless.
/// </summary>
/// <param name="operation">The operation, for the message.</param>
internal sealed class NextTokenGuard(string operation)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The token of the next page; null after the last page.</summary>
    /// <exception cref="InventoryAnswerException">The token came before.</exception>
    public string? Next(string? token) =>
        string.IsNullOrEmpty(token) ? null : _seen.Add(token!) ? token : throw new InventoryAnswerException(
            $"{operation} answered the same NextToken twice (after page {_seen.Count + 1}), so its pages have no end.");
}
