using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>An item to be sent for one node.</summary>
/// <param name="instanceId">The node to write to. The ID in the item is ignored.</param>
/// <param name="item">The item.</param>
/// <param name="hashOnly">True to send the hash only at first.</param>
internal sealed class PlannedItem(string instanceId, ItemPayload item, bool hashOnly)
{
    /// <summary>The node.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The item in both forms.</summary>
    public ItemPayload Payload { get; } = item;

    /// <summary>The type.</summary>
    public string TypeName => Payload.Head.TypeName;

    /// <summary>The size of the item as it is sent.</summary>
    public long Bytes => IsHashOnly ? Payload.HashOnlyBytes!.Value : Payload.FullBytes;

    /// <summary>True when the item is sent as a hash only, without the content that it has.</summary>
    public bool IsHashOnly { get; private set; } = hashOnly && item.HashOnlyBytes is not null;

    /// <summary>True when the target has accepted entries before, and the item has none.</summary>
    public bool IsEmptied { get; init; }

    /// <summary>The number of calls in which the item was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>True when a call had no clear answer, so that the target may still apply it.</summary>
    public bool MayStillApply { get; set; }

    /// <summary>The announcement in the ledger; null when the ledger is not used.</summary>
    public LedgerSending? Sending { get; set; }

    /// <summary>Sends the item with its content from now on.</summary>
    public void ResendInFull() => IsHashOnly = false;
}
