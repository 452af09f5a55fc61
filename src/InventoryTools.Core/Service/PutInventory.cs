using InventoryTools.Model;

namespace InventoryTools.Service;

/// <summary>A request of PutInventory.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">The items, of different types. The node that an item names is ignored.</param>
internal sealed record PutInventoryRequest(string InstanceId, IReadOnlyList<InventoryItem> Items)
{
    private readonly byte[]? _json;

    /// <summary>The request as it is sent. A submission has its items as JSON already.</summary>
    public byte[] Json
    {
        get => _json ?? Write();
        init => _json = value;
    }

    private byte[] Write() => ItemText.WriteRequest(
        InstanceId, Items, static (json, item) => ItemText.Append(json, item, item.ContentHash));
}

/// <summary>A response of PutInventory.</summary>
/// <param name="Message">Information about the request; usually null.</param>
/// <param name="RequestId">The ID that the service gave the request.</param>
internal sealed record PutInventoryResponse(string? Message, string? RequestId);
