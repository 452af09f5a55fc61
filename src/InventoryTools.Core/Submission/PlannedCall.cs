namespace InventoryTools.Submission;

/// <summary>The items of one PutInventory call.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">The items, in the order in which they were given.</param>
internal sealed record PlannedCall(string InstanceId, IReadOnlyList<PlannedItem> Items)
{
    /// <summary>The size of all items together.</summary>
    public long Bytes => Items.Sum(item => item.Bytes);
}
