using System;

namespace InventoryTools.Store;

/// <summary>A store that is being changed. All of the changes are kept, or none.</summary>
internal interface IStoreTransaction : IStoreSnapshot
{
    /// <summary>The moment.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Writes one item, unless its content is the stored one, or it has none that would fit.</summary>
    StoreOutcome Write(StoreWrite write);

    /// <summary>Keeps the schema, in place of the one of the same type and version.</summary>
    void Save(StoredSchema schema);

    /// <summary>Deletes the items of a type.</summary>
    void DeleteItems(string typeName);

    /// <summary>Deletes the schemas of a type.</summary>
    void DeleteSchemas(string typeName);

    /// <summary>Takes note of a deletion.</summary>
    void Add(StoredDeletion deletion);

    /// <summary>Counts what was received for a node on a day, in bytes, and returns the sum for that day.</summary>
    long AddBytes(string instanceId, DateTime day, long bytes);
}
