namespace InventoryTools.Service;

/// <summary>What DeleteInventory asks for; what is null is left to the service.</summary>
/// <param name="TypeName">The custom type.</param>
internal sealed record DeleteInventoryRequest(string TypeName)
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
internal sealed record DeleteInventoryResponse(string? DeletionId, string TypeName, InventoryDeletionSummary? Summary);
