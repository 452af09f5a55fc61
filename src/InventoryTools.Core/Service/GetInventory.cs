using System.Collections.Generic;

namespace InventoryTools.Service;

/// <summary>What GetInventory asks for; what is null is left to the service.</summary>
internal sealed record GetInventoryRequest
{
    /// <summary>Which nodes; 1 to 5 filters, all of which must match.</summary>
    public IReadOnlyList<InventoryFilter>? Filters { get; init; }

    /// <summary>What to count by instead of listing nodes; 1 to 10.</summary>
    public IReadOnlyList<InventoryAggregator>? Aggregators { get; init; }

    /// <summary>The one type whose items are wanted; AWS:InstanceInformation when left out.</summary>
    public string? ResultTypeName { get; init; }

    /// <summary>Where the page before this one ended.</summary>
    public string? NextToken { get; init; }

    /// <summary>Nodes a page, 1 to 50.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>One page of what GetInventory answers.</summary>
/// <param name="Entities">The nodes; the one answer of an aggregation has no <see cref="InventoryEntity.Id"/>.</param>
/// <param name="NextToken">Where the next page begins; null on the last one.</param>
internal sealed record GetInventoryResponse(IReadOnlyList<InventoryEntity> Entities, string? NextToken);

/// <summary>One node and its items, by type.</summary>
/// <param name="Id">The node.</param>
/// <param name="Data">The items by their types, or by the names of groups.</param>
internal sealed record InventoryEntity(string? Id, IReadOnlyDictionary<string, InventoryItem> Data);
