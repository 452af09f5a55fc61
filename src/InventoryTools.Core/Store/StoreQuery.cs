using System;
using System.Collections.Generic;

namespace InventoryTools.Store;

/// <summary>Which nodes to read, and which of their items. All parts must match; a part that is null matches everything.</summary>
internal sealed record StoreQuery
{
    /// <summary>The nodes, exactly as they are written; null for all.</summary>
    public IReadOnlyCollection<string>? InstanceIds { get; init; }

    /// <summary>Which of the nodes are meant; used where <see cref="InstanceIds"/> is null.</summary>
    public Func<string, bool>? MatchesInstanceId { get; init; }

    /// <summary>The ID after which the nodes begin; null for all.</summary>
    public string? After { get; init; }

    /// <summary>Which types are meant.</summary>
    public Func<string, bool>? MatchesTypeName { get; init; }
}
