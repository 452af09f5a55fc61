namespace InventoryTools.Service;

/// <summary>A request of DescribeInventoryDeletions. Members that are null are not sent.</summary>
internal sealed record DescribeInventoryDeletionsRequest
{
    /// <summary>The ID of a deletion; null for all that are kept.</summary>
    public string? DeletionId { get; init; }

    /// <summary>The token of this page; null for the first.</summary>
    public string? NextToken { get; init; }

    /// <summary>The maximum number of deletions in a page.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>A page of the response of DescribeInventoryDeletions.</summary>
/// <param name="Deletions">The deletions.</param>
/// <param name="NextToken">The token of the next page; null on the last one.</param>
internal sealed record DescribeInventoryDeletionsResponse(
    IReadOnlyList<InventoryDeletion> Deletions, string? NextToken);
