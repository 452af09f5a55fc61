namespace InventoryTools.Service;

/// <summary>A request of PutInventory.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">The items, of different types. The node that an item names is ignored.</param>
internal sealed record PutInventoryRequest(string InstanceId, IReadOnlyList<InventoryItem> Items);

/// <summary>A response of PutInventory.</summary>
/// <param name="Message">Information about the request; usually null.</param>
/// <param name="RequestId">The ID that the service gave the request.</param>
internal sealed record PutInventoryResponse(string? Message, string? RequestId);
