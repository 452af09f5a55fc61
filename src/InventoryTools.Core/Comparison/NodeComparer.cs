namespace InventoryTools.Comparison;

/// <summary>Finds the items of nodes that are compared with each other.</summary>
internal static class NodeComparer
{
    /// <summary>The pairs of nodes with the same ID. At most two nodes are in memory.</summary>
    /// <param name="reference">Nodes in the order of their IDs.</param>
    /// <param name="difference">The same.</param>
    public static IEnumerable<ItemPair> PairById(IEnumerable<NodeItems> reference, IEnumerable<NodeItems> difference)
    {
        using IEnumerator<NodeItems> before = reference.GetEnumerator();
        using IEnumerator<NodeItems> after = difference.GetEnumerator();
        bool hasBefore = before.MoveNext();
        bool hasAfter = after.MoveNext();
        while (hasBefore || hasAfter)
        {
            int order = !hasBefore ? 1 : !hasAfter ? -1 : string.CompareOrdinal(
                before.Current.InstanceId, after.Current.InstanceId);
            string? id = (order <= 0 ? before : after).Current.InstanceId;
            NodeItems removed = order <= 0 ? before.Current : new NodeItems(id, []);
            NodeItems added = order >= 0 ? after.Current : new NodeItems(id, []);
            foreach (ItemPair pair in Pair(removed, added))
            {
                yield return pair;
            }

            hasBefore = order <= 0 ? before.MoveNext() : hasBefore;
            hasAfter = order >= 0 ? after.MoveNext() : hasAfter;
        }
    }

    /// <summary>The pairs of one node with each of others, whatever their IDs.</summary>
    public static IEnumerable<ItemPair> PairWithEach(NodeItems reference, IEnumerable<NodeItems> difference) =>
        difference.SelectMany(node => Pair(reference, node));

    private static SortedDictionary<string, ItemPair>.ValueCollection Pair(NodeItems reference, NodeItems difference)
    {
        SortedDictionary<string, ItemPair> types = new(StringComparer.Ordinal);
        foreach (InventoryItem item in reference.Items)
        {
            types[item.Key] = new(reference.InstanceId, difference.InstanceId, item, null);
        }

        foreach (InventoryItem item in difference.Items)
        {
            types.TryGetValue(item.Key, out ItemPair? pair);
            types[item.Key] =
                new(reference.InstanceId, difference.InstanceId, pair?.Reference, item);
        }

        return types.Values;
    }
}
