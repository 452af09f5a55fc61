using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace InventoryTools;

/// <summary>
/// Reads a store as it is, with contexts, and with what the service would hide because it was not written for too
/// long. It disposes of the store.
/// </summary>
public sealed class StoreReader(IInventoryStore store) : IInventoryReader
{
    // Nodes that are read in one go where each must be looked at; their items are in memory meanwhile.
    private const int NodesAtOnce = 50;

    // At this time the retention begins with the first moment that a store knows.
    private static readonly DateTimeOffset s_everything = DateTimeOffset.FromUnixTimeSeconds(0) + Retention.Time;

    /// <summary>Reads the items of nodes that match the filters.</summary>
    public IEnumerable<InventoryItem> ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        query.Filters.Count > 0 || IsInformationAsked(query)
            ? ReadNodes(query, IsInformationAsked(query), cancellationToken)
            : store.Read(
                new StoreQuery
                {
                    InstanceIds = query.InstanceIds is { IsLiteral: true } nodes ? nodes.Literals : null,
                    MatchesInstanceId = query.InstanceIds is null ? null : query.InstanceIds.Matches,
                    MatchesTypeName = query.TypeNames is null ? null : query.TypeNames.Matches,
                },
                cancellationToken);

    /// <summary>
    /// The same items, some nodes at a time, each time as the store is at that moment: for reading that takes long
    /// while others write. What nodes have not said themselves is not among them.
    /// </summary>
    public IEnumerable<InventoryItem> ReadInParts(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadNodes(query, isInformationAsked: false, cancellationToken);

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
                item.Content = new InventoryContent(item.Content!.Where(entry => Array.TrueForAll(conditions, one => one.Matches(entry))));
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

    private string[] FindTypes(InventoryQuery query, CancellationToken cancellationToken) => query.TypeNames is { IsLiteral: true } exact
        ? [.. exact.Literals]
        : store.Read(
            snapshot => new KnownTypes(snapshot).Names.Where(name => query.TypeNames?.Matches(name) != false).ToArray(), s_everything, cancellationToken);

    private static bool IsInformationAsked(InventoryQuery query) => query.TypeNames?.HasLiteral(NodeInformation.TypeName) == true;

    private IEnumerable<InventoryItem> ReadNodes(InventoryQuery query, bool isInformationAsked, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            (IReadOnlyList<InventoryItem> items, after) = store.Read(
                snapshot => ReadPage(snapshot, query, isInformationAsked, after), s_everything, cancellationToken);
            foreach (InventoryItem item in items)
            {
                yield return item;
            }
        }
        while (after is not null);
    }

    private static (IReadOnlyList<InventoryItem> Items, string? After) ReadPage(
        IStoreSnapshot snapshot,
        InventoryQuery query,
        bool isInformationAsked,
        string? after)
    {
        KnownTypes types = new(snapshot);
        FilterPlan.Split(query.Filters);
        NodeCondition condition = NodeCondition.Of(query.Filters, types, isCounted: false);
        HashSet<string> asked = new(types.Names.Where(name => query.TypeNames?.Matches(name) != false), StringComparer.Ordinal);
        HashSet<string> needed = new(asked.Concat(condition.TypeNames), StringComparer.Ordinal);
        List<InventoryItem> items = [];
        int read = 0;
        foreach (StoredNode node in Nodes(snapshot, query, after, needed))
        {
            if (query.InstanceIds?.Matches(node.InstanceId) != false && condition.Matches(new NodeView(node)))
            {
                IEnumerable<InventoryItem> ofNode = node.Items.Where(item => asked.Contains(item.TypeName));
                if (isInformationAsked)
                {
                    ofNode = ofNode
                        .Where(item => item.TypeName != NodeInformation.TypeName)
                        .Append(new NodeView(node).Item(NodeInformation.TypeName)!);
                }

                items.AddRange(ofNode.OrderBy(item => item.TypeName, StringComparer.Ordinal));
            }

            if (++read == NodesAtOnce)
            {
                return (items, node.InstanceId);
            }
        }

        return (items, null);
    }

    private static IEnumerable<StoredNode> Nodes(IStoreSnapshot snapshot, InventoryQuery query, string? after, HashSet<string> typeNames) =>
        query.InstanceIds is { IsLiteral: true } nodes
            ? StoredNodes.Find(snapshot, nodes.Literals, after, typeNames)
            : snapshot.ReadNodes(after, typeNames);
}
