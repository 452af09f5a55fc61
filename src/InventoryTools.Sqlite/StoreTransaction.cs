using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The tables of a store as one transaction sees them. It is made once a connection and used by one transaction after
/// the other; <see cref="Begin"/> says at what time. Each table is made when it is first used.
/// </summary>
internal sealed class StoreTransaction(StoreConnection store) : IStoreTransaction
{
    private ItemTableReader? _reader;
    private ItemTableWriter? _writer;
    private TypeSchemaTable? _schemas;
    private DeletionTable? _deletions;
    private NameTable? _nodes;
    private (StoreStatement Begin, StoreStatement Keep, StoreStatement Undo)? _part;
    private StoreStatement? _addBytes;
    private SqliteCommand? _deleteItems;
    private long? _since;

    public DateTimeOffset Now { get; private set; }

    public IReadOnlyList<StoredSchema> Schemas => RequireCurrentSchema(SchemaTable).Read();

    public IReadOnlyList<StoredDeletion> Deletions => RequireCurrentSchema(DeletionTable).Read(Since);

    /// <summary>Begins to write.</summary>
    public void Begin(DateTimeOffset now)
    {
        Now = now;
        BeginReading(now);
        RequireCurrentSchema(Writer).Begin(now);
    }

    /// <summary>Begins to read; without a time, everything is seen.</summary>
    public void BeginReading(DateTimeOffset? now)
    {
        _since = now?.AddDays(-ServiceQuotas.RetentionDays).ToUnixTimeSeconds();
        _schemas?.Begin();
    }

    /// <summary>Discards cached schemas after a transaction was rolled back.</summary>
    public void Invalidate() => _schemas?.Invalidate();

    public Exception? Try(Action part)
    {
        (StoreStatement begin, StoreStatement keep, StoreStatement undo) = _part ??= (
            store.CreateStatement("SAVEPOINT part"),
            store.CreateStatement("RELEASE part"),
            store.CreateStatement("ROLLBACK TO part"));
        begin.Run();
        try
        {
            part();
            keep.Run();
            return null;
        }
        catch (Exception error) when (begin.IsInTransaction)
        {
            undo.Run();
            keep.Run();
            Invalidate();
            Writer.Begin(Now);
            return error is SqliteException sqlite ? SqliteErrors.Translate(sqlite, store.Path) : error;
        }
    }

    public IReadOnlyList<string> TypeNames => RequireCurrentSchema(Reader).ReadTypeNames();

    public IEnumerable<StoredNode> ReadNodes(StoreQuery query) =>
        (_since is null ? Reader : RequireCurrentSchema(Reader)).ReadNodes(query, _since);

    public IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName) =>
        RequireCurrentSchema(Reader).ReadItems(instanceId, typeName, Since);

    public IReadOnlyDictionary<string, int> CountNodes(string typeName) =>
        RequireCurrentSchema(Reader).CountNodes(typeName, Since);

    public StoreOutcome WriteItem(StoreWrite write) => Writer.Write(write);

    public void SaveSchema(StoredSchema schema) => SchemaTable.Save(schema);

    public void DeleteItems(string typeName)
    {
        using SqliteCommand command = store.CreateCommand(
            "DELETE FROM item WHERE type_id = (SELECT type_id FROM type WHERE type_name = $type)");
        command.Bind(typeName).ExecuteNonQuery();
    }

    public void DeleteItems(string instanceId, string typeName, string? subType)
    {
        _deleteItems ??= store.CreateCommand(
            """
            DELETE FROM item
            WHERE node_id = (SELECT node_id FROM node WHERE instance_id = $node)
                AND type_id = (SELECT type_id FROM type WHERE type_name = $type)
                AND sub_type = coalesce($sub, sub_type)
            """);
        _deleteItems.Bind(instanceId, typeName, subType).ExecuteNonQuery();
    }

    public void DeleteSchemas(string typeName) => SchemaTable.Delete(typeName);

    public void AddDeletion(StoredDeletion deletion) => DeletionTable.Add(deletion);

    public long AddBytes(string instanceId, DateTime day, long bytes)
    {
        _nodes ??= NameTable.OfNodes(store);
        _addBytes ??= store.CreateStatement(
            """
            INSERT INTO received (node_id, day, bytes) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET
                bytes = iif(day = excluded.day, bytes, 0) + excluded.bytes,
                day = excluded.day
            RETURNING bytes
            """);
        string text = day.ToString(SqliteSubmissionLedger.DayFormat, CultureInfo.InvariantCulture);
        _ = _addBytes.Bind(1, _nodes.FindOrAdd(instanceId)).Bind(2, text).Bind(3, bytes).Find();
        return _addBytes.Read(static row => row.Number(0));
    }

    private ItemTableReader Reader => _reader ??= new ItemTableReader(store);

    private ItemTableWriter Writer => _writer ??= new ItemTableWriter(store);

    private TypeSchemaTable SchemaTable => _schemas ??= new TypeSchemaTable(store);

    private DeletionTable DeletionTable => _deletions ??= new DeletionTable(store);

    private long Since => _since ?? 0;

    // A store of an older version lacks tables and columns.
    private T RequireCurrentSchema<T>(T part) =>
        store.IsCurrentVersion ? part : throw SqliteErrors.OlderSchema(store.Path);
}
