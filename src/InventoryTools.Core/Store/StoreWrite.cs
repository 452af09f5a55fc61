namespace InventoryTools.Store;

/// <summary>An item to be written to a store.</summary>
/// <param name="InstanceId">The node to write to. The ID in the item is ignored.</param>
/// <param name="Item">The item.</param>
/// <param name="ContentHash">
/// The hash of the item's content; for an item without content, the hash that it has. Empty when there is no hash:
/// such content is never taken for unchanged.
/// </param>
internal readonly record struct StoreWrite(string InstanceId, InventoryItem Item, string ContentHash);

/// <summary>The result of writing an item to a store.</summary>
internal enum StoreOutcome
{
    /// <summary>The node had no item of the type before.</summary>
    Created,

    /// <summary>The node's item of the type was replaced; only its context when the item has no content.</summary>
    Updated,

    /// <summary>The node's item of the type had entries, and was replaced by one without.</summary>
    Emptied,

    /// <summary>The content is unchanged. The capture time may be new.</summary>
    Unchanged,

    /// <summary>The item has no content, and the stored item has another hash. Nothing was written.</summary>
    HashMismatch,

    /// <summary>The item has no content, and no item is stored. Nothing was written.</summary>
    NothingStored,
}
