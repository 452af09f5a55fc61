using System;
using System.Collections.Generic;

namespace InventoryTools;

/// <summary>What DescribeInventoryDeletions asks for; what is null is left to the service.</summary>
public sealed record DescribeInventoryDeletionsRequest
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
public sealed record DescribeInventoryDeletionsResponse(IReadOnlyList<InventoryDeletion> Deletions, string? NextToken);

/// <summary>A deletion of a custom type's data.</summary>
/// <param name="DeletionId">Its name.</param>
/// <param name="TypeName">The type.</param>
/// <param name="StartTime">When it began.</param>
/// <param name="LastStatus">InProgress or Complete.</param>
/// <param name="LastStatusMessage">The same as a sentence.</param>
/// <param name="LastStatusUpdateTime">When the status was last looked at.</param>
/// <param name="Summary">How far it has come.</param>
public sealed record InventoryDeletion(
    string DeletionId,
    string TypeName,
    DateTimeOffset? StartTime,
    string LastStatus,
    string? LastStatusMessage,
    DateTimeOffset? LastStatusUpdateTime,
    InventoryDeletionSummary? Summary);
