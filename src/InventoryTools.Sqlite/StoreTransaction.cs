using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The tables of a store as one transaction sees them. It is made once a connection and used by one transaction after
/// the other; <see cref="Begin"/> says at what time.
/// </summary>
internal sealed class StoreTransaction : IStoreTransaction
{
    private readonly ItemTableReader _reader;
    private readonly ItemTableWriter _writer;
    private readonly TypeSchemaTable _schemas;
    private readonly DeletionTable _deletions;
    private readonly NameTable _nodes;
    private readonly SqliteCommand _deleteItems;
    private readonly SqliteCommand _addBytes;
    private readonly StoreConnection _store;
    private long? _since;

    public StoreTransaction(StoreConnection store)
    {
        _store = store;
        _reader = new ItemTableReader(store);
        _writer = new ItemTableWriter(store);
        _schemas = new TypeSchemaTable(store);
        _deletions = new DeletionTable(store);
        _nodes = NameTable.OfNodes(store);
        _deleteItems = store.CreateCommand(
            "DELETE FROM item WHERE type_id = (SELECT type_id FROM type WHERE type_name = $type)");
        _addBytes = store.CreateCommand(
            """
            INSERT INTO received (node_id, day, bytes) VALUES ($node, $day, $bytes)
            ON CONFLICT DO UPDATE SET
                bytes = iif(day = excluded.day, bytes, 0) + excluded.bytes,
                day = excluded.day
            RETURNING bytes
            """);
    }

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<StoredSchema> Schemas => RequireCurrentSchema(_schemas).Read();

    public IReadOnlyList<StoredDeletion> Deletions => RequireCurrentSchema(_deletions).Read(Since);

    /// <summary>Begins to write.</summary>
    public void Begin(DateTimeOffset now)
    {
        Now = now;
        BeginReading(now);
        RequireCurrentSchema(_writer).Begin(now);
    }

    /// <summary>Begins to read; without a time, everything is seen.</summary>
    public void BeginReading(DateTimeOffset? now) =>
        _since = now?.AddDays(-ServiceQuotas.RetentionDays).ToUnixTimeSeconds();

    /// <summary>Discards cached schemas after a transaction was rolled back.</summary>
    public void Invalidate() => _schemas.Invalidate();

    public IEnumerable<StoredNode> ReadNodes(StoreQuery query) =>
        (_since is null ? _reader : RequireCurrentSchema(_reader)).ReadNodes(query, _since);

    public IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName) =>
        RequireCurrentSchema(_reader).ReadItems(instanceId, typeName, Since);

    public IReadOnlyDictionary<string, int> CountNodes(string typeName) =>
        RequireCurrentSchema(_reader).CountNodes(typeName, Since);

    public StoreOutcome WriteItem(StoreWrite write) => _writer.Write(write);

    public void SaveSchema(StoredSchema schema) => _schemas.Save(schema);

    public void DeleteItems(string typeName) => _deleteItems.Bind(typeName).ExecuteNonQuery();

    public void DeleteSchemas(string typeName) => _schemas.Delete(typeName);

    public void AddDeletion(StoredDeletion deletion) => _deletions.Add(deletion);

    public long AddBytes(string instanceId, DateTime day, long bytes) => (long)_addBytes
        .Bind(
            _nodes.FindOrAdd(instanceId),
            day.ToString(SqliteSubmissionLedger.DayFormat, CultureInfo.InvariantCulture),
            bytes)
        .ExecuteScalar()!;

    private long Since => _since ?? 0;

    // A store of an older version lacks tables and columns.
    private T RequireCurrentSchema<T>(T part) =>
        _store.IsCurrentVersion ? part : throw SqliteErrors.OlderSchema(_store.Path);
}
