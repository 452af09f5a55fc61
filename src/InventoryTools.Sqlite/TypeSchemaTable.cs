using System.Text.Json;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The schemas of custom types in a store. They are small and read by every call, so they are cached until
/// another connection has changed the file.
/// </summary>
internal sealed class TypeSchemaTable
{
    private readonly StoreConnection _store;
    private readonly SqliteCommand _version;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _save;
    private readonly SqliteCommand _delete;
    private readonly NameTable _types;
    private List<StoredSchema>? _schemas;
    private long _readAt;
    private bool _isCurrent;

    public TypeSchemaTable(StoreConnection store)
    {
        _store = store;
        _types = NameTable.OfTypes(store);
        _version = store.CreateCommand("PRAGMA data_version");
        _read = store.CreateCommand(
            """
            SELECT type_name, version, attributes, is_disabled
            FROM type_schema JOIN type USING (type_id) ORDER BY type_id, schema_id
            """);
        _save = store.CreateCommand(
            """
            INSERT INTO type_schema (type_id, version, attributes, is_disabled)
            VALUES ($type, $version, $attributes, $disabled)
            ON CONFLICT (type_id, version) DO UPDATE SET
                attributes = excluded.attributes,
                is_disabled = excluded.is_disabled
            """);
        _delete = store.CreateCommand(
            "DELETE FROM type_schema WHERE type_id = (SELECT type_id FROM type WHERE type_name = $name)");
    }

    /// <summary>Says that a transaction begins: another connection may have changed the schemas.</summary>
    public void Begin() => _isCurrent = false;

    public IReadOnlyList<StoredSchema> Read()
    {
        // In one transaction, the changes of other connections are not seen.
        if (_schemas is not null && _isCurrent)
        {
            return _schemas;
        }

        long version = (long)_version.ExecuteScalar()!;
        _isCurrent = true;
        if (_schemas is not null && version == _readAt)
        {
            return _schemas;
        }

        List<StoredSchema> schemas =
        [
            .. _store.Query(
                _read,
                row => new StoredSchema(
                    row.GetString(0),
                    StoredVersion.Check(row.GetString(1)),
                    JsonSerializer.Deserialize<string[]>(row.GetString(2)) ?? [],
                    row.GetBoolean(3))),
        ];
        _readAt = version;
        return _schemas = schemas;
    }

    public void Save(StoredSchema schema)
    {
        _save
            .Bind(
                _types.FindOrAdd(schema.TypeName),
                schema.Version,
                JsonSerializer.Serialize(schema.Attributes),
                schema.IsDisabled)
            .ExecuteNonQuery();
        Invalidate();
    }

    public void Delete(string typeName)
    {
        _delete.Bind(typeName).ExecuteNonQuery();
        Invalidate();
    }

    /// <summary>Discards the cached schemas.</summary>
    public void Invalidate() => _schemas = null;
}
