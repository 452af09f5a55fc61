namespace InventoryTools.Service;

/// <summary>A request of GetInventory. Members that are null are not sent.</summary>
internal sealed record GetInventoryRequest
{
    /// <summary>The filters of nodes, all of which must match.</summary>
    public IReadOnlyList<InventoryFilter>? Filters { get; init; }

    /// <summary>The aggregators that nodes are counted by, instead of a list of nodes.</summary>
    public IReadOnlyList<InventoryAggregator>? Aggregators { get; init; }

    /// <summary>The type of the items to return; the default of the service is AWS:InstanceInformation.</summary>
    public string? ResultTypeName { get; init; }

    /// <summary>The token of this page; null for the first.</summary>
    public string? NextToken { get; init; }

    /// <summary>The maximum number of nodes in a page.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>A page of the response of GetInventory.</summary>
/// <param name="Entities">
/// The nodes; the only element of an aggregation has no <see cref="InventoryEntity.Id"/>.
/// </param>
/// <param name="NextToken">The token of the next page; null on the last one.</param>
internal sealed record GetInventoryResponse(IReadOnlyList<InventoryEntity> Entities, string? NextToken);

/// <summary>One node and its items, by type.</summary>
/// <param name="Id">The node.</param>
/// <param name="Data">The items by their types, or by the names of groups.</param>
internal sealed record InventoryEntity(string? Id, IReadOnlyDictionary<string, InventoryItem> Data);
