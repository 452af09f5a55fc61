using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>A table that gives each name a number. What it finds or adds holds for the caller's transaction.</summary>
internal sealed class NameTable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _add;

    private NameTable(StoreConnection store, string table, string key, string name)
    {
        _find = store.CreateCommand($"SELECT {key} FROM {table} WHERE {name} = $name");
        _add = store.CreateCommand($"INSERT INTO {table} ({name}) VALUES ($name) RETURNING {key}");
    }

    public static NameTable OfNodes(StoreConnection store) => new(store, "node", "node_id", "instance_id");

    public static NameTable OfTypes(StoreConnection store) => new(store, "type", "type_id", "type_name");

    public static NameTable OfTargets(StoreConnection store) => new(store, "target", "target_id", "target_name");

    public long? Find(string name) => (long?)_find.Bind(name).ExecuteScalar();

    public long Add(string name) => (long)_add.Bind(name).ExecuteScalar()!;

    public long FindOrAdd(string name) => Find(name) ?? Add(name);
}
