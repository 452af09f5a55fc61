using System.Collections.Generic;

namespace InventoryTools.Service;

/// <summary>What ListInventoryEntries asks for; what is null is left to the service.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
internal sealed record ListInventoryEntriesRequest(string InstanceId, string TypeName)
{
    /// <summary>Which entries; 1 to 5 filters, all of which must match.</summary>
    public IReadOnlyList<InventoryFilter>? Filters { get; init; }

    /// <summary>Where the page before this one ended.</summary>
    public string? NextToken { get; init; }

    /// <summary>Entries a page, 1 to 50.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>One page of what ListInventoryEntries answers.</summary>
/// <param name="Item">The item, with the entries of this page as its content.</param>
/// <param name="NextToken">Where the next page begins; null on the last one.</param>
internal sealed record ListInventoryEntriesResponse(InventoryItem Item, string? NextToken);
