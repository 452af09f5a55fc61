namespace InventoryTools.Service;

/// <summary>A request of ListInventoryEntries. Members that are null are not sent.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
internal sealed record ListInventoryEntriesRequest(string InstanceId, string TypeName)
{
    /// <summary>The filters of entries, all of which must match.</summary>
    public IReadOnlyList<InventoryFilter>? Filters { get; init; }

    /// <summary>The token of this page; null for the first.</summary>
    public string? NextToken { get; init; }

    /// <summary>The maximum number of entries in a page.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>A page of the response of ListInventoryEntries.</summary>
/// <param name="Item">The item, with the entries of this page as its content.</param>
/// <param name="NextToken">The token of the next page; null on the last one.</param>
internal sealed record ListInventoryEntriesResponse(InventoryItem Item, string? NextToken);
