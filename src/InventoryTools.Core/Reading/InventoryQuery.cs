namespace InventoryTools.Reading;

/// <summary>A query of items or entries. All members must match; null or empty matches everything.</summary>
internal sealed record InventoryQuery
{
    /// <summary>The nodes.</summary>
    public NameSelection? InstanceIds { get; init; }

    /// <summary>
    /// The types. Every node has AWS:InstanceInformation. Information that follows from its ID alone is read only when
    /// the type is a literal name.
    /// </summary>
    public NameSelection? TypeNames { get; init; }

    /// <summary>The filters: of nodes where items are read, of entries where entries are read.</summary>
    public IReadOnlyList<InventoryFilter> Filters { get; init; } = [];
}
