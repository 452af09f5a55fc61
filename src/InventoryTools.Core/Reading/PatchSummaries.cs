namespace InventoryTools.Reading;

/// <summary>
/// The AWS:PatchSummary items of a read of several types, in pages of nodes that are read when they are needed. A
/// failure ends the pages: the summaries of the other nodes must be listed, which reports a failure of every call.
/// </summary>
/// <param name="pages">The nodes with their summaries, by GetInventory.</param>
internal sealed class PatchSummaries(IEnumerable<FoundNode> pages) : IDisposable
{
    private readonly IEnumerator<FoundNode> _pages = pages.GetEnumerator();
    private readonly Dictionary<string, InventoryItem?> _passed = new(StringComparer.Ordinal);
    private bool _isEnd;

    /// <summary>Finds the summary of a node, once; null without one. False when no page has the node.</summary>
    public bool TryTake(string instanceId, out InventoryItem? summary)
    {
        while (!_passed.TryGetValue(instanceId, out summary))
        {
            if (!MoveNext())
            {
                return false;
            }

            _passed[_pages.Current.InstanceId] = _pages.Current.Item;
        }

        return _passed.Remove(instanceId);
    }

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();

    private bool MoveNext()
    {
        try
        {
            _isEnd = _isEnd || !_pages.MoveNext();
        }
        catch (InventoryServiceException)
        {
            _isEnd = true;
        }

        return !_isEnd;
    }
}
