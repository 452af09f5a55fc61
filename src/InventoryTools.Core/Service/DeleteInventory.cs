namespace InventoryTools.Service;

/// <summary>A request of DeleteInventory. Members that are null are not sent.</summary>
/// <param name="TypeName">The custom type.</param>
internal sealed record DeleteInventoryRequest(string TypeName)
{
    /// <summary>The option for the schema. The default of the service keeps the schema.</summary>
    public SchemaDeleteOption? SchemaDeleteOption { get; init; }

    /// <summary>True to get the counts only.</summary>
    public bool? DryRun { get; init; }

    /// <summary>A UUID that identifies a repeated request.</summary>
    public string? ClientToken { get; init; }
}

/// <summary>A response of DeleteInventory.</summary>
/// <param name="DeletionId">The ID of the deletion; a dry run may have none.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Summary">The number of items to delete.</param>
internal sealed record DeleteInventoryResponse(string? DeletionId, string TypeName, InventoryDeletionSummary? Summary);
