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

/// <summary>What DeleteInventory asks for; what is null is left to the service.</summary>
/// <param name="TypeName">The custom type.</param>
public sealed record DeleteInventoryRequest(string TypeName)
{
    /// <summary>What becomes of the schema; it is kept when left out.</summary>
    public SchemaDeleteOption? SchemaDeleteOption { get; init; }

    /// <summary>Whether only the counts are wanted.</summary>
    public bool? DryRun { get; init; }

    /// <summary>A UUID by which a repeated request is recognised.</summary>
    public string? ClientToken { get; init; }
}

/// <summary>What DeleteInventory answers.</summary>
/// <param name="DeletionId">The name of the deletion; a dry run may have none.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Summary">How much there is to delete.</param>
public sealed record DeleteInventoryResponse(string? DeletionId, string TypeName, InventoryDeletionSummary? Summary);

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
