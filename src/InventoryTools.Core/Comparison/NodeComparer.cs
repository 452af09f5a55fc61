namespace InventoryTools.Comparison;

/// <summary>Finds the differences between the items of many nodes. At most two nodes are in memory.</summary>
internal sealed class NodeComparer(ItemComparer items)
{
    /// <summary>The differences.</summary>
    /// <param name="reference">Items in the order of their nodes.</param>
    /// <param name="difference">The same.</param>
    public IEnumerable<InventoryDifference> Compare(
        IEnumerable<InventoryItem> reference, IEnumerable<InventoryItem> difference)
    {
        using IEnumerator<InventoryItem> before = reference.GetEnumerator();
        using IEnumerator<InventoryItem> after = difference.GetEnumerator();
        bool hasBefore = before.MoveNext();
        bool hasAfter = after.MoveNext();
        while (hasBefore || hasAfter)
        {
            int order = !hasBefore ? 1 : !hasAfter ? -1 : string.CompareOrdinal(
                before.Current.InstanceId, after.Current.InstanceId);
            List<InventoryItem> removed = order <= 0 ? TakeNode(before, ref hasBefore) : [];
            List<InventoryItem> added = order >= 0 ? TakeNode(after, ref hasAfter) : [];
            foreach (InventoryDifference found in CompareNode(removed, added))
            {
                yield return found;
            }
        }
    }

    /// <summary>The differences between two nodes, also of different IDs.</summary>
    public IEnumerable<InventoryDifference> CompareNode(
        IEnumerable<InventoryItem> reference, IEnumerable<InventoryItem> difference)
    {
        SortedDictionary<string, (InventoryItem? Before, InventoryItem? After)> types = new(StringComparer.Ordinal);
        foreach (InventoryItem item in reference)
        {
            types[item.Key] = (item, null);
        }

        foreach (InventoryItem item in difference)
        {
            types.TryGetValue(item.Key, out (InventoryItem? Before, InventoryItem? After) pair);
            types[item.Key] = (pair.Before, item);
        }

        return types.Values.SelectMany(pair => items.Compare(pair.Before, pair.After));
    }

    private static List<InventoryItem> TakeNode(IEnumerator<InventoryItem> items, ref bool isMore)
    {
        string? node = items.Current.InstanceId;
        List<InventoryItem> taken = [];
        do
        {
            taken.Add(items.Current);
            isMore = items.MoveNext();
        }
        while (isMore && items.Current.InstanceId == node);

        return taken;
    }
}
