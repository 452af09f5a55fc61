using System.Collections.Concurrent;
using InventoryTools.Local;
using InventoryTools.Model;

namespace InventoryTools.Reading;

/// <summary>A read from a service whose types are known.</summary>
/// <param name="Query">The query.</param>
/// <param name="Types">The types, in ordinal order.</param>
/// <param name="NodeFilters">The filters that find the nodes.</param>
/// <param name="IsWhole">True for items, false for entries.</param>
internal sealed record ReadRequest(
    InventoryQuery Query,
    IReadOnlyList<string> Types,
    IReadOnlyList<InventoryFilter> NodeFilters,
    bool IsWhole)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<IReadOnlyList<InventoryFilter>>> _entryFilters = new(
        StringComparer.Ordinal);

    /// <summary>The filters of each call for the entries of a type; one empty list for no filters.</summary>
    public IReadOnlyList<IReadOnlyList<InventoryFilter>> EntryFilters(string type) =>
        _entryFilters.GetOrAdd(type, _ => FilterSplitter.Split(FiltersOf(type)));

    /// <summary>True when patch summaries are read with other types, in pages of GetInventory.</summary>
    public bool IsSummarized => Types.Count > 1 && Types.Contains(TypeNames.PatchSummary, StringComparer.Ordinal)
        && EntryFilters(TypeNames.PatchSummary) is [{ Count: 0 }];

    /// <summary>True where all entries of the item match the filters on entries.</summary>
    public bool IsSelected(InventoryItem item)
    {
        InventoryFilter[] ofType = FiltersOf(item.TypeName);
        return ofType.Length == 0 || (ofType.Length == NodeFilters.Count && item.Content is { Count: <= 1 });
    }

    /// <summary>False for information that follows from the ID of a node alone, unless its type is named.</summary>
    public bool IsMeant(InventoryItem item) =>
        Query.TypeNames?.HasLiteral(item.TypeName) == true || !InstanceInformation.IsDerived(item);

    private InventoryFilter[] FiltersOf(string type) =>
        IsWhole ? [] : [.. InventoryTools.Reading.EntryFilters.OfType(Query.Filters, type)];
}
