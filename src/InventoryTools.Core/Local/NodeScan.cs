using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>Reads the nodes of a store that match a condition.</summary>
internal static class NodeScan
{
    /// <summary>Reads nodes, in the order of their IDs.</summary>
    /// <param name="store">The store.</param>
    /// <param name="query">The nodes and types to read. Types that the condition needs are read as well.</param>
    /// <param name="condition">The condition; null to read all nodes of the query.</param>
    public static IEnumerable<NodeView> Read(IStoreSnapshot store, StoreQuery query, NodeCondition? condition)
    {
        if (condition is not null && query.MatchesTypeName is Func<string, bool> matches)
        {
            HashSet<string> needed = new(condition.TypeNames, StringComparer.Ordinal);
            query = query with { MatchesTypeName = name => matches(name) || needed.Contains(name) };
        }

        foreach (StoredNode stored in store.ReadNodes(query))
        {
            NodeView node = new(stored);
            if (condition?.Matches(node) != false)
            {
                yield return node;
            }
        }
    }
}
