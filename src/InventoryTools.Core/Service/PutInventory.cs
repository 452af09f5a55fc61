using System.Collections.Generic;

namespace InventoryTools.Service;

/// <summary>What PutInventory asks for.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">1 to 30 items of different types; the node that an item itself names does not count.</param>
internal sealed record PutInventoryRequest(string InstanceId, IReadOnlyList<InventoryItem> Items);

/// <summary>What PutInventory answers.</summary>
/// <param name="Message">Information about the request; the service sends none as a rule.</param>
/// <param name="RequestId">The service's name for the request.</param>
internal sealed record PutInventoryResponse(string? Message, string? RequestId);
