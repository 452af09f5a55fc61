using System;
using System.Collections.Generic;

namespace InventoryTools;

/// <summary>What DeleteInventory does with the schema of the type.</summary>
public enum SchemaDeleteOption
{
    /// <summary>It is kept, and later data up to its version is ignored.</summary>
    DisableSchema,

    /// <summary>It is deleted with all data.</summary>
    DeleteSchema,
}

/// <summary>How far a deletion has come, in items, which are nodes.</summary>
/// <param name="TotalCount">All of them.</param>
/// <param name="RemainingCount">Those that are still there.</param>
/// <param name="Items">The same by version of the schema.</param>
public sealed record InventoryDeletionSummary(
    int TotalCount,
    int RemainingCount,
    IReadOnlyList<InventoryDeletionSummaryItem> Items)
{
    /// <inheritdoc/>
    public override string ToString() => $"{RemainingCount} of {TotalCount} remain";
}

/// <summary>How far a deletion has come for one version of the schema.</summary>
/// <param name="Version">The version.</param>
/// <param name="Count">All items of it.</param>
/// <param name="RemainingCount">Those that are still there.</param>
public sealed record InventoryDeletionSummaryItem(string Version, int Count, int RemainingCount)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Version}: {RemainingCount} of {Count} remain";
}

/// <summary>A deletion of a custom type's data.</summary>
/// <param name="DeletionId">Its name.</param>
/// <param name="TypeName">The type.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="LastStatus">InProgress or Complete.</param>
/// <param name="LastStatusMessage">The same as a sentence.</param>
/// <param name="LastStatusUpdateTime">When the status was last looked at.</param>
/// <param name="Summary">How far it has come.</param>
public sealed record InventoryDeletion(
    string DeletionId,
    string TypeName,
    DateTimeOffset? StartTime,
    string LastStatus,
    string? LastStatusMessage,
    DateTimeOffset? LastStatusUpdateTime,
    InventoryDeletionSummary? Summary);
