namespace InventoryTools.Sqlite;

/// <summary>A table that gives each name a number. What it finds or adds holds for the caller's transaction.</summary>
internal sealed class NameTable
{
    private readonly StoreStatement _find;
    private readonly StoreStatement _add;

    private NameTable(StoreConnection store, string table, string key, string name)
    {
        _find = store.CreateStatement($"SELECT {key} FROM {table} WHERE {name} = ?1");
        _add = store.CreateStatement($"INSERT INTO {table} ({name}) VALUES (?1)");
    }

    public static NameTable OfNodes(StoreConnection store) => new(store, "node", "node_id", "instance_id");

    public static NameTable OfTypes(StoreConnection store) => new(store, "type", "type_id", "type_name");

    public static NameTable OfTargets(StoreConnection store) => new(store, "target", "target_id", "target_name");

    public long? Find(string name) =>
        _find.Bind(1, name).Find() ? _find.Read(static row => row.Number(0)) : null;

    public long Add(string name) => _add.Bind(1, name).Add();

    public long FindOrAdd(string name) => Find(name) ?? Add(name);
}
