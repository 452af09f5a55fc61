namespace InventoryTools.Store;

/// <summary>A query of nodes and items. All members must match; null matches everything.</summary>
internal sealed record StoreQuery
{
    /// <summary>The nodes, exactly as they are written; null for all.</summary>
    public IReadOnlyCollection<string>? InstanceIds { get; init; }

    /// <summary>The filter of nodes; used when <see cref="InstanceIds"/> is null.</summary>
    public Func<string, bool>? MatchesInstanceId { get; init; }

    /// <summary>The ID after which the nodes begin; null for all.</summary>
    public string? After { get; init; }

    /// <summary>The filter of types.</summary>
    public Func<string, bool>? MatchesTypeName { get; init; }
}
