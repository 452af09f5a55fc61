using System.Collections.Generic;

namespace InventoryTools.Service;

/// <summary>What DescribeInventoryDeletions asks for; what is null is left to the service.</summary>
internal sealed record DescribeInventoryDeletionsRequest
{
    /// <summary>The deletion; those of the last 30 days when left out.</summary>
    public string? DeletionId { get; init; }

    /// <summary>Where the page before this one ended.</summary>
    public string? NextToken { get; init; }

    /// <summary>Deletions a page, 1 to 50.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>One page of what DescribeInventoryDeletions answers.</summary>
/// <param name="Deletions">The deletions.</param>
/// <param name="NextToken">Where the next page begins; null on the last one.</param>
internal sealed record DescribeInventoryDeletionsResponse(
    IReadOnlyList<InventoryDeletion> Deletions, string? NextToken);
