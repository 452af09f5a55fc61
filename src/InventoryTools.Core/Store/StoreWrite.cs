using InventoryTools.Model;

namespace InventoryTools.Store;

/// <summary>One item on its way into a store.</summary>
/// <param name="InstanceId">The node to write to, whatever the item itself says.</param>
/// <param name="Item">The item.</param>
/// <param name="ContentHash">
/// The token of the item's content; for an item without content the one that it carries; empty where there is none,
/// and then nothing is the same.
/// </param>
internal sealed record StoreWrite(string InstanceId, InventoryItem Item, string ContentHash)
{
    /// <summary>What tells the items apart that a node has of one type; empty for all types but those with sub-types.</summary>
    public string SubType => ComplianceSubType.Of(Item);
}

/// <summary>What became of an item that was written to a store.</summary>
internal enum StoreOutcome
{
    /// <summary>The node had no item of the type before.</summary>
    Created,

    /// <summary>The node's item of the type was replaced, or its context where the item has no content.</summary>
    Updated,

    /// <summary>The content is the same as before; only the capture time may be new.</summary>
    Unchanged,

    /// <summary>The item has no content, and its hash is not that of the stored one. Nothing was written.</summary>
    HashMismatch,

    /// <summary>The item has no content, and nothing is stored that it could be unchanged from. Nothing was written.</summary>
    NothingStored,
}
