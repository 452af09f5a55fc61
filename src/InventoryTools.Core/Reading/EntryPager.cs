using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>The pages of ListInventoryEntries for one node and type. A failure is kept, not thrown.</summary>
internal sealed class EntryPager(CountedCalls calls, ListInventoryEntriesRequest request)
{
    // An item has at most 1 MB.
    private const int MaxMegabytes = 16;

    private readonly NextTokenGuard _tokens = new("ListInventoryEntries");
    private ListInventoryEntriesRequest _next = request with { MaxResults = QueryLimits.PageSize };
    private InventoryItem? _first;
    private long _bytes;

    /// <summary>The node.</summary>
    public string InstanceId => request.InstanceId;

    /// <summary>The type.</summary>
    public string TypeName => request.TypeName;

    /// <summary>The number of pages that were read.</summary>
    public int PageCount { get; private set; }

    /// <summary>True after the last page and after a failure.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The failure that ended the pages; null for none.</summary>
    public InventoryServiceException? Failure { get; private set; }

    /// <summary>True when a response had entries that contradict the filters. They are omitted.</summary>
    public bool HasUnrequested { get; private set; }

    /// <summary>
    /// True for an item that the node has. AWS returns no entries for a node without the type; an item without
    /// entries differs from that by its capture time.
    /// </summary>
    public static bool Exists(InventoryItem item) =>
        !string.IsNullOrEmpty(item.CaptureTime) || item.Content is { Count: > 0 };

    /// <summary>Reads the next page; null after a failure, and for a node without the type.</summary>
    public async Task<InventoryItem?> ReadPageAsync(CancellationToken cancellationToken)
    {
        try
        {
            ListInventoryEntriesResponse page = await calls.ListInventoryEntriesAsync(_next, cancellationToken)
                .ConfigureAwait(false);
            Check(page.Item);
            _first ??= page.Item;
            PageCount++;
            InventoryItem? item = Select(page.Item);
            IsEnd = true;
            if (_tokens.Next(page.NextToken) is string token)
            {
                _next = _next with { NextToken = token };
                IsEnd = false;
            }

            return item;
        }
        catch (InventoryServiceException failure)
        {
            Failure = failure;
            IsEnd = true;
            return null;
        }
    }

    /// <summary>Reads all pages as one item; null after a failure, and for a node without the type.</summary>
    public async Task<InventoryItem?> ReadAllAsync(CancellationToken cancellationToken)
    {
        InventoryItem? whole = null;
        while (!IsEnd)
        {
            InventoryItem? page = await ReadPageAsync(cancellationToken).ConfigureAwait(false);
            if (whole is null)
            {
                whole = page;
            }
            else if (page is not null)
            {
                whole.Content = new InventoryContent(whole.Content!.Concat(page.Content!));
            }
        }

        return Failure is null ? whole : null;
    }

    private void Check(InventoryItem item)
    {
        if (!string.Equals(item.TypeName, request.TypeName, StringComparison.OrdinalIgnoreCase)
            || item.InstanceId != request.InstanceId)
        {
            throw new InventoryAnswerException(
                $"ListInventoryEntries was asked for {request.TypeName} of {request.InstanceId}, and answered "
                    + $"{item.TypeName} of {item.InstanceId}.");
        }

        if (_first is not null
            && (item.CaptureTime != _first.CaptureTime || item.SchemaVersion != _first.SchemaVersion))
        {
            throw new InventoryAnswerException(
                "The item was replaced while its pages were read: a later page has another capture time or "
                    + "schema version.");
        }

        // Pages may have no end, though each has another token.
        _bytes += ItemSize.Measure(item);
        if (_bytes > MaxMegabytes * 1024 * 1024)
        {
            throw new InventoryAnswerException(
                $"The pages of ListInventoryEntries for {request.TypeName} of {request.InstanceId} have more than "
                    + $"{MaxMegabytes} MB.");
        }
    }

    private InventoryItem? Select(InventoryItem item)
    {
        InventoryEntry[] entries = [.. (item.Content ?? []).Where(entry =>
            !(request.Filters ?? []).Any(filter => EntryFilters.IsContradicted(filter, request.TypeName, entry)))];
        if (entries.Length < (item.Content?.Count ?? 0))
        {
            HasUnrequested = true;
            item.Content = new InventoryContent(entries);
        }

        return PageCount == 1 ? Exists(item) ? item : null : entries.Length > 0 ? item : null;
    }
}
