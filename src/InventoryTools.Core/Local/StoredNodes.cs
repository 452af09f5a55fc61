using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>Nodes that are looked up by their IDs.</summary>
internal static class StoredNodes
{
    /// <summary>Those of the nodes that are there, behind <paramref name="after"/> and in the order of their IDs.</summary>
    public static IEnumerable<StoredNode> Find(
        IStoreSnapshot store,
        IEnumerable<string> instanceIds,
        string? after,
        IReadOnlyCollection<string> typeNames) => instanceIds
        .Distinct(StringComparer.Ordinal)
        .Where(id => string.CompareOrdinal(id, after) > 0)
        .OrderBy(id => id, StringComparer.Ordinal)
        .Select(store.FindNode)
        .OfType<StoredNode>()
        .Select(node => node with { Items = [.. typeNames.SelectMany(type => store.ReadItems(node.InstanceId, type))] });
}
