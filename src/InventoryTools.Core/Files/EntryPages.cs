namespace InventoryTools.Files;

/// <summary>Puts the pages of an answer of ListInventoryEntries together, and reports pages that are missing.</summary>
/// <param name="report">Receives the problems.</param>
internal sealed class EntryPages(FileReport report)
{
    private const string NextRemedy = "Append the next page to the file; -Force reads what is there";

    private InventoryItem? _item;
    private FilePlace? _place;
    private bool _isMore;

    // The last page of GetInventory, where it tells a next one.
    private FilePlace? _entities;

    /// <summary>Adds a page, and returns the item that is complete now.</summary>
    public IEnumerable<InventoryItem> Add(InventoryItem page, FilePlace place, string? nextToken)
    {
        List<InventoryItem> done = [];
        if (_item is not null && _isMore && IsNext(page))
        {
            foreach (InventoryEntry entry in page.Content!)
            {
                _item.Content!.Add(entry);
            }
        }
        else
        {
            done.AddRange(End());
            (_item, _place) = (page, place);
        }

        _isMore = !string.IsNullOrEmpty(nextToken);
        if (!_isMore)
        {
            done.AddRange(End());
        }

        return done;
    }

    /// <summary>Takes note of a page of GetInventory.</summary>
    public void Note(FilePlace place, string? nextToken) => _entities = string.IsNullOrEmpty(nextToken) ? null : place;

    /// <summary>Returns the item whose pages end here. One of which a page is missing is reported.</summary>
    public IEnumerable<InventoryItem> End()
    {
        InventoryItem? item = _item;
        _item = null;
        if (item is null)
        {
            return [];
        }

        bool isWhole = !_isMore || report.Allow(
            _place!,
            $"the answer of ListInventoryEntries tells a further page (NextToken), and {item} would be incomplete "
                + "without it",
            NextRemedy,
            FileProblem.PageMissing);
        return isWhole && report.Identify(item, _place!) ? [item] : [];
    }

    /// <summary>Returns the last item, and reports pages that are missing.</summary>
    public IEnumerable<InventoryItem> Complete()
    {
        if (_entities is not null)
        {
            report.Warn(
                _entities,
                "the answer of GetInventory tells a further page (NextToken), which is not in the file: nodes are "
                    + "missing",
                isWhole: true);
        }

        return End();
    }

    private bool IsNext(InventoryItem page) =>
        (page.InstanceId, page.TypeName, page.SchemaVersion, page.CaptureTime)
            == (_item!.InstanceId, _item.TypeName, _item.SchemaVersion, _item.CaptureTime);
}
