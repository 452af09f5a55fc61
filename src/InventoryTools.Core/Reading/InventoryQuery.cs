using System.Collections.Generic;

namespace InventoryTools.Reading;

/// <summary>Which items or entries to read. All parts must match; a part that is null or empty matches everything.</summary>
internal sealed record InventoryQuery
{
    /// <summary>The nodes.</summary>
    public NameSelection? InstanceIds { get; init; }

    /// <summary>
    /// The types. AWS:InstanceInformation has a node even where it has put none itself; what follows from its ID alone
    /// is read only where the type is named exactly.
    /// </summary>
    public NameSelection? TypeNames { get; init; }

    /// <summary>Which nodes, where items are read; which entries, where entries are read.</summary>
    public IReadOnlyList<InventoryFilter> Filters { get; init; } = [];
}
