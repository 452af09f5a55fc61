namespace InventoryTools;

/// <summary>The options of DeleteInventory for the schema of the type.</summary>
public enum SchemaDeleteOption
{
    /// <summary>It is kept, and later data of its version or an earlier one is ignored.</summary>
    DisableSchema,

    /// <summary>It is deleted with all data.</summary>
    DeleteSchema,
}

/// <summary>The progress of a deletion, in items. A node has one item of a type.</summary>
/// <param name="TotalCount">The number of items.</param>
/// <param name="RemainingCount">The number of items that are not deleted yet.</param>
/// <param name="Items">The counts by version of the schema.</param>
public sealed record InventoryDeletionSummary(
    int TotalCount,
    int RemainingCount,
    IReadOnlyList<InventoryDeletionSummaryItem> Items)
{
    /// <inheritdoc/>
    public override string ToString() => $"{RemainingCount} of {TotalCount} remain";
}

/// <summary>The progress of a deletion for one version of the schema.</summary>
/// <param name="Version">The version.</param>
/// <param name="Count">The number of its items.</param>
/// <param name="RemainingCount">The number of items that are not deleted yet.</param>
public sealed record InventoryDeletionSummaryItem(string Version, int Count, int RemainingCount)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Version}: {RemainingCount} of {Count} remain";
}

/// <summary>A deletion of a custom type's data.</summary>
/// <param name="DeletionId">The ID.</param>
/// <param name="TypeName">The type.</param>
/// <param name="StartTime">The time at which it began.</param>
/// <param name="LastStatus">InProgress or Complete.</param>
/// <param name="LastStatusMessage">The status as a sentence.</param>
/// <param name="LastStatusUpdateTime">The time at which the status was last updated.</param>
/// <param name="Summary">The progress.</param>
public sealed record InventoryDeletion(
    string DeletionId,
    string TypeName,
    DateTimeOffset? StartTime,
    string LastStatus,
    string? LastStatusMessage,
    DateTimeOffset? LastStatusUpdateTime,
    InventoryDeletionSummary? Summary);
