using InventoryTools.Service;

namespace InventoryTools.Store;

/// <summary>
/// A store as it is at one moment. With a time, it lacks items that were last written more than
/// <see cref="ServiceQuotas.RetentionDays"/> before that time.
/// </summary>
/// <remarks>A store of an older version has only <see cref="ReadNodes"/>, and only without a time.</remarks>
internal interface IStoreSnapshot
{
    /// <summary>The schemas of custom types, by type in the order in which types came, then by version.</summary>
    IReadOnlyList<StoredSchema> Schemas { get; }

    /// <summary>The names of the types of which a node has an item, in their order.</summary>
    IReadOnlyList<string> TypeNames { get; }

    /// <summary>
    /// The nodes in the order of their IDs, each with its items of the query, by type. They are read as they
    /// are enumerated. Nodes without such an item are included.
    /// </summary>
    IEnumerable<StoredNode> ReadNodes(StoreQuery query);

    /// <summary>The node's item of the type, or its items where the type has sub-types.</summary>
    IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName);

    /// <summary>The number of nodes with an item of the type, by schema version.</summary>
    IReadOnlyDictionary<string, int> CountNodes(string typeName);

    /// <summary>The deletions within the retention, the newest first.</summary>
    IReadOnlyList<StoredDeletion> Deletions { get; }
}
