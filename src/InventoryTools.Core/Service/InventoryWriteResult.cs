namespace InventoryTools;

/// <summary>The results of writing an item.</summary>
public enum WriteStatus
{
    /// <summary>The node had no item of the type before.</summary>
    Created,

    /// <summary>The node's item of the type was replaced.</summary>
    Updated,

    /// <summary>The target had the same content. Its capture time was updated.</summary>
    Unchanged,

    /// <summary>The item was refused. An error record has the reason.</summary>
    Rejected,

    /// <summary>The service took the item in full. It does not report if the node had one before.</summary>
    Accepted,

    /// <summary>The service could not be reached. An error record has the reason. The item can be sent again.</summary>
    Failed,

    /// <summary>The item is valid but was not kept: the schema version of its type is disabled.</summary>
    Ignored,
}

/// <summary>The result of writing an item to a node.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The item's type.</param>
/// <param name="Status">The result.</param>
/// <param name="Bytes">The size of the item as it is counted against the quotas.</param>
/// <param name="Attempts">The number of calls in which it was sent.</param>
/// <param name="ErrorCode">The code of the fault with which it was refused, or null.</param>
public sealed record InventoryWriteResult(
    string? InstanceId,
    string TypeName,
    WriteStatus Status,
    long Bytes,
    int Attempts,
    string? ErrorCode);
