namespace InventoryTools.Service;

/// <summary>A request of GetInventorySchema. Members that are null are not sent.</summary>
internal sealed record GetInventorySchemaRequest
{
    /// <summary>The type; null for all.</summary>
    public string? TypeName { get; init; }

    /// <summary>True to get the types that nodes can be counted by.</summary>
    public bool? Aggregator { get; init; }

    /// <summary>True to get the sub-types of the type.</summary>
    public bool? SubType { get; init; }

    /// <summary>The token of this page; null for the first.</summary>
    public string? NextToken { get; init; }

    /// <summary>The maximum number of types in a page.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>A page of the response of GetInventorySchema.</summary>
/// <param name="Schemas">The types.</param>
/// <param name="NextToken">The token of the next page; null on the last one.</param>
internal sealed record GetInventorySchemaResponse(IReadOnlyList<InventoryItemSchema> Schemas, string? NextToken);
