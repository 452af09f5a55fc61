namespace InventoryTools;

/// <summary>What became of an item that was written.</summary>
public enum WriteStatus
{
    /// <summary>The node had no item of the type before.</summary>
    Created,

    /// <summary>The node's item of the type was replaced.</summary>
    Updated,

    /// <summary>The target has the same content already; its capture time was renewed.</summary>
    Unchanged,

    /// <summary>The item was refused; the error record beside it says why.</summary>
    Rejected,

    /// <summary>The service took the item in full; it does not tell whether there was one before.</summary>
    Accepted,

    /// <summary>The service could not be asked; the error record beside it says why. The same item can go again.</summary>
    Failed,

    /// <summary>Nothing is wrong with the item, but the schema version of its type is disabled: it was not kept.</summary>
    Ignored,
}

/// <summary>What became of one item at one node.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The item's type.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Bytes">The size of the item as it is counted against the quotas.</param>
/// <param name="Attempts">In how many calls it was sent.</param>
/// <param name="ErrorCode">The code of the fault that refused it, or null.</param>
public sealed record InventoryWriteResult(
    string? InstanceId,
    string TypeName,
    WriteStatus Status,
    long Bytes,
    int Attempts,
    string? ErrorCode);
