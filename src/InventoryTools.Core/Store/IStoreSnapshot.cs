using System.Collections.Generic;
using InventoryTools.Rules;

namespace InventoryTools.Store;

/// <summary>
/// A store as it is at one moment: with a time, without what was last written longer before it than
/// <see cref="RetentionPeriod.Time"/>; without one, everything.
/// </summary>
/// <remarks>Of a store of an older version, <see cref="ReadNodes"/> alone can be read, and only without a time.</remarks>
internal interface IStoreSnapshot
{
    /// <summary>The schemas of custom types, by type in the order in which types came, then by version.</summary>
    IReadOnlyList<StoredSchema> Schemas { get; }

    /// <summary>
    /// The nodes in the order of their IDs, each with those of its items that the query asks for, by type, read as they
    /// are enumerated. A node of which no item is left or asked for is among them without items.
    /// </summary>
    IEnumerable<StoredNode> ReadNodes(StoreQuery query);

    /// <summary>The node's item of the type, or its items where the type has sub-types.</summary>
    IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName);

    /// <summary>How many nodes have an item of the type, by schema version.</summary>
    IReadOnlyDictionary<string, int> CountNodes(string typeName);

    /// <summary>The deletions within the retention, the newest first.</summary>
    IReadOnlyList<StoredDeletion> Deletions { get; }
}
