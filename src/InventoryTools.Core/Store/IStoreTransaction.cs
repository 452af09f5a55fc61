namespace InventoryTools.Store;

/// <summary>A transaction that changes a store. All of the changes are kept, or none.</summary>
internal interface IStoreTransaction : IStoreSnapshot
{
    /// <summary>The time of the transaction.</summary>
    DateTimeOffset Now { get; }

    /// <summary>
    /// Runs a part of the transaction, and returns the exception that it throws. The changes of that part are undone
    /// then, and the transaction goes on.
    /// </summary>
    /// <exception cref="InventoryStoreException">The whole transaction has ended; nothing of it is kept.</exception>
    Exception? Try(Action part);

    /// <summary>Writes one item, unless its content is the stored one or it lacks content that is not stored.</summary>
    StoreOutcome WriteItem(StoreWrite write);

    /// <summary>Writes the schema, in place of the one of the same type and version.</summary>
    void SaveSchema(StoredSchema schema);

    /// <summary>Deletes the items of a type.</summary>
    void DeleteItems(string typeName);

    /// <summary>Deletes the items of a type of one node; with a sub-type, that of it.</summary>
    void DeleteItems(string instanceId, string typeName, string? subType);

    /// <summary>Deletes the schemas of a type.</summary>
    void DeleteSchemas(string typeName);

    /// <summary>Records a deletion.</summary>
    void AddDeletion(StoredDeletion deletion);

    /// <summary>Adds to the bytes that were received for a node on a day, and returns their sum.</summary>
    long AddBytes(string instanceId, DateTime day, long bytes);
}
