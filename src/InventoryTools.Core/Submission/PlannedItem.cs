namespace InventoryTools.Submission;

/// <summary>One item on its way to one node.</summary>
/// <param name="instanceId">The node to write to, whatever the item itself says.</param>
/// <param name="item">The item.</param>
/// <param name="hashOnly">Whether to begin with the hash only.</param>
internal sealed class PlannedItem(string instanceId, ItemPayload item, bool hashOnly)
{
    private bool _hashOnly = hashOnly && item.HashOnly is not null;

    /// <summary>The node.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>The item as it was given.</summary>
    public InventoryItem Item => item.Item;

    /// <summary>The item as it is sent.</summary>
    public InventoryItem Wire => _hashOnly ? item.HashOnly! : item.Full;

    /// <summary>The size of <see cref="Wire"/>.</summary>
    public long Bytes => _hashOnly ? item.HashOnlyBytes : item.FullBytes;

    /// <summary>The size of the item in full: what it takes to keep it.</summary>
    public long FullBytes => item.FullBytes;

    /// <summary>Whether the item goes without the content that it has.</summary>
    public bool IsShortened => _hashOnly;

    /// <summary>By what the ledger recognises the content; null where it can't be recognised later.</summary>
    public string? Fingerprint => item.Fingerprint;

    /// <summary>In how many calls the item was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>From now on the item goes with its content.</summary>
    public void SendInFull() => _hashOnly = false;
}
