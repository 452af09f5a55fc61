using System;
using System.Collections.Generic;

namespace InventoryTools;

/// <summary>
/// A store as it is at one moment. What was last written longer ago than <see cref="Retention.Time"/> is not seen.
/// </summary>
public interface IStoreSnapshot
{
    /// <summary>The moment.</summary>
    DateTimeOffset Now { get; }

    /// <summary>The schemas of custom types, by type in the order in which types came, then by version.</summary>
    IReadOnlyList<StoredSchema> Schemas { get; }

    /// <summary>The node without its items, where any was written within the retention, whatever has become of it; or null.</summary>
    StoredNode? FindNode(string instanceId);

    /// <summary>The node's item of the type, or its items where the type has sub-types.</summary>
    IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName);

    /// <summary>
    /// The nodes behind <paramref name="after"/> in the order of their IDs, each with its items of these types, read
    /// as they are enumerated.
    /// </summary>
    IEnumerable<StoredNode> ReadNodes(string? after, IReadOnlyCollection<string> typeNames);

    /// <summary>How many nodes have an item of the type, by schema version.</summary>
    IReadOnlyDictionary<string, int> CountNodes(string typeName);

    /// <summary>The deletions within the retention, the newest first.</summary>
    IReadOnlyList<StoredDeletion> Deletions { get; }
}
