using System.Collections.Generic;

namespace InventoryTools;

/// <summary>What GetInventorySchema asks for; what is null is left to the service.</summary>
public sealed record GetInventorySchemaRequest
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
public sealed record GetInventorySchemaResponse(IReadOnlyList<InventoryItemSchema> Schemas, string? NextToken);

/// <summary>An inventory type at one of its versions.</summary>
/// <param name="TypeName">The type.</param>
/// <param name="Version">The version of its schema.</param>
/// <param name="DisplayName">The name for people; only types that can be counted by have one.</param>
/// <param name="Attributes">The attributes.</param>
public sealed record InventoryItemSchema(
    string TypeName,
    string? Version,
    string? DisplayName,
    IReadOnlyList<InventoryItemAttribute> Attributes);

/// <summary>An attribute of an inventory type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its data type as the service spells it: STRING or NUMBER.</param>
public sealed record InventoryItemAttribute(string Name, string DataType)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({DataType})";
}
