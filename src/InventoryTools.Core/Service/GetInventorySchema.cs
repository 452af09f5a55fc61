using System.Collections.Generic;

namespace InventoryTools.Service;

/// <summary>What GetInventorySchema asks for; what is null is left to the service.</summary>
internal sealed record GetInventorySchemaRequest
{
    /// <summary>The type; all when left out.</summary>
    public string? TypeName { get; init; }

    /// <summary>Whether only types that can be counted by are wanted.</summary>
    public bool? Aggregator { get; init; }

    /// <summary>Whether the sub-types of the type are wanted.</summary>
    public bool? SubType { get; init; }

    /// <summary>Where the page before this one ended.</summary>
    public string? NextToken { get; init; }

    /// <summary>Types a page, 50 to 200.</summary>
    public int? MaxResults { get; init; }
}

/// <summary>One page of what GetInventorySchema answers.</summary>
/// <param name="Schemas">The types.</param>
/// <param name="NextToken">Where the next page begins; null on the last one.</param>
internal sealed record GetInventorySchemaResponse(IReadOnlyList<InventoryItemSchema> Schemas, string? NextToken);
