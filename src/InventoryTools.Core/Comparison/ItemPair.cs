namespace InventoryTools.Comparison;

/// <summary>Two items of a type that are compared with each other. One of them may be missing.</summary>
/// <param name="ReferenceInstanceId">The node of the reference.</param>
/// <param name="InstanceId">The node that is compared with it.</param>
/// <param name="Reference">The item of the reference; null when it has none.</param>
/// <param name="Difference">The item that is compared with it; null when there is none.</param>
internal sealed record ItemPair(
    string? ReferenceInstanceId, string? InstanceId, InventoryItem? Reference, InventoryItem? Difference)
{
    /// <summary>The type.</summary>
    public string TypeName => (Reference ?? Difference)!.TypeName;

    /// <summary>The items that are there.</summary>
    public IEnumerable<InventoryItem> Items => new[] { Reference, Difference }.OfType<InventoryItem>();
}

/// <summary>The items of a node.</summary>
internal sealed record NodeItems(string? InstanceId, IReadOnlyList<InventoryItem> Items)
{
    /// <summary>The nodes of items that come in the order of their nodes. One node is in memory at a time.</summary>
    public static IEnumerable<NodeItems> Of(IEnumerable<InventoryItem> items)
    {
        using IEnumerator<InventoryItem> all = items.GetEnumerator();
        for (bool isMore = all.MoveNext(); isMore;)
        {
            string? node = all.Current.InstanceId;
            List<InventoryItem> taken = [];
            do
            {
                taken.Add(all.Current);
                isMore = all.MoveNext();
            }
            while (isMore && all.Current.InstanceId == node);

            yield return new NodeItems(node, taken);
        }
    }
}
