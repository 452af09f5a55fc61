using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using InventoryTools.Local;
using InventoryTools.Store;

namespace InventoryTools.Reading;

/// <summary>
/// Reads a store as it is, with contexts, and with what the service would hide because it was not written for too
/// long. It disposes of the store.
/// </summary>
internal sealed class StoreReader(IInventoryStore store) : IInventoryReader, IDisposable
{
    // Nodes that are read in one go where each must be looked at; their items are in memory meanwhile.
    private const int NodesAtOnce = 50;

    /// <summary>Reads the items of nodes that match the filters.</summary>
    public IEnumerable<InventoryItem> ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        store.ReadEach(
        snapshot => ReadNodes(snapshot, query, IsInformationAsked(query), after: null).SelectMany(node => node.Items), null, cancellationToken);

    /// <summary>
    /// The same items, some nodes at a time, each time as the store is at that moment: for reading that takes long
    /// while others write. What nodes have not said themselves is not among them.
    /// </summary>
    public IEnumerable<InventoryItem> ReadInParts(InventoryQuery query, CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            StoredNode[] part = store.Read(
                snapshot => ReadNodes(snapshot, query, isInformationAsked: false, after).Take(NodesAtOnce).ToArray(), null, cancellationToken);
            foreach (InventoryItem item in part.SelectMany(node => node.Items))
            {
                yield return item;
            }

            if (part.Length < NodesAtOnce)
            {
                yield break;
            }

            after = part[part.Length - 1].InstanceId;
        }
    }

    /// <summary>Reads the entries that match the filters, as <see cref="IInventoryReader.ReadEntries"/> does.</summary>
    public IEnumerable<InventoryItem> ReadEntries(InventoryQuery query, CancellationToken cancellationToken)
    {
        if (query.Filters.Count > 0)
        {
            EntryFilters.Check(query.Filters, FindTypes(query, cancellationToken));
        }

        foreach (InventoryItem item in ReadItems(query with { Filters = [] }, cancellationToken))
        {
            EntryCondition[] conditions = [.. EntryFilters.Of(query.Filters, item.TypeName)];
            if (conditions.Length > 0)
            {
                item.Content = new InventoryContent(
                    item.Content!.Where(entry => Array.TrueForAll(conditions, one => one.Matches(entry))));
            }

            yield return item;
        }
    }

    IEnumerable<ReadEvent> IInventoryReader.ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadItems(query, cancellationToken).Select(item => new ItemRead(item));

    IEnumerable<ReadEvent> IInventoryReader.ReadEntries(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadEntries(query, cancellationToken).Select(item => new ItemRead(item));

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    private string[] FindTypes(InventoryQuery query, CancellationToken cancellationToken) =>
        query.TypeNames is { IsLiteral: true } exact
        ? [.. exact.Literals]
        : store.Read(
            snapshot => new TypeCatalog(snapshot).Names.Where(name => query.TypeNames?.Matches(name) != false).ToArray(), null, cancellationToken);

    private static bool IsInformationAsked(InventoryQuery query) =>
        query.TypeNames?.HasLiteral(InstanceInformation.TypeName) == true;

    // The nodes that match, each with the items that are asked for.
    private static IEnumerable<StoredNode> ReadNodes(
        IStoreSnapshot snapshot, InventoryQuery query, bool isInformationAsked, string? after)
    {
        FilterSplitter.Split(query.Filters);
        NodeCondition? condition = query.Filters.Count == 0
            ? null
            : NodeCondition.Of(query.Filters, new TypeCatalog(snapshot), isCounted: false);
        HashSet<string> judged = new(condition?.TypeNames ?? [], StringComparer.Ordinal);
        bool IsAsked(string typeName) => query.TypeNames?.Matches(typeName) != false;
        StoreQuery nodes = new()
        {
            InstanceIds = query.InstanceIds is { IsLiteral: true } literal ? literal.Literals : null,
            MatchesInstanceId = query.InstanceIds is null ? null : query.InstanceIds.Matches,
            After = after,
            MatchesTypeName = query.TypeNames is null ? null : name => IsAsked(name) || judged.Contains(name),
        };
        foreach (StoredNode node in snapshot.ReadNodes(nodes))
        {
            if (condition is null && !isInformationAsked)
            {
                yield return node;
                continue;
            }

            NodeView view = new(node);
            if (condition?.Matches(view) != false)
            {
                IEnumerable<InventoryItem> items = node.Items.Where(item => IsAsked(item.TypeName));
                yield return node with { Items = isInformationAsked ? WithInformation(items, view) : [.. items] };
            }
        }
    }

    private static InventoryItem[] WithInformation(IEnumerable<InventoryItem> items, NodeView node) =>
    [
        .. items
            .Where(item => item.TypeName != InstanceInformation.TypeName)
            .Append(node.Item(InstanceInformation.TypeName)!)
            .OrderBy(item => item.TypeName, StringComparer.Ordinal),
    ];
}
