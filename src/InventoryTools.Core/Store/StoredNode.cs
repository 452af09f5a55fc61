namespace InventoryTools.Store;

/// <summary>A node as a store knows it.</summary>
/// <param name="InstanceId">Its ID.</param>
/// <param name="SeenAt">The hour in which an item of it was last written.</param>
/// <param name="Items">Its items of the query.</param>
internal sealed record StoredNode(string InstanceId, DateTimeOffset SeenAt, IReadOnlyList<InventoryItem> Items);
