using InventoryTools.Service;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>Puts items into the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemTableWriter
{
    private readonly StoreConnection _store;
    private readonly NameTable _nodes;
    private readonly NameTable _types;
    private readonly SqliteCommand _seeNode;
    private readonly SqliteCommand _findItem;
    private readonly SqliteCommand _addItem;
    private readonly SqliteCommand _replaceItem;
    private readonly SqliteCommand _refreshItem;

    private string? _lastInstanceId;
    private long? _lastNode;
    private string? _lastTypeName;
    private long? _lastType;
    private long _now;
    private long _since;

    public ItemTableWriter(StoreConnection store)
    {
        _store = store;
        _nodes = NameTable.OfNodes(store);
        _types = NameTable.OfTypes(store);
        _seeNode = store.CreateCommand(
            "UPDATE node SET seen_at = $now WHERE node_id = $node AND (seen_at IS NULL OR seen_at < $hour)");
        _findItem = store.CreateCommand(
            """
            SELECT item_id, schema_version, content_hash, context, written_at, capture_time
            FROM item WHERE node_id = $node AND type_id = $type AND sub_type = $sub
            """);
        _addItem = store.CreateCommand(
            """
            INSERT INTO item (
                node_id, type_id, sub_type, schema_version, capture_time, content_hash, context, content, written_at)
            VALUES ($node, $type, $sub, $version, $time, $hash, $context, $content, $now)
            """);
        _replaceItem = store.CreateCommand(
            """
            UPDATE item SET schema_version = $version, capture_time = $time, content_hash = $hash,
                            context = $context, content = $content, written_at = $now
            WHERE item_id = $item
            """);
        _refreshItem = store.CreateCommand(
            "UPDATE item SET capture_time = $time, context = $context, written_at = $now WHERE item_id = $item");
    }

    /// <summary>Says that a transaction begins: what was looked up before may have been rolled back.</summary>
    public void Begin(DateTimeOffset now)
    {
        _now = now.ToUnixTimeSeconds();
        _since = now.AddDays(-ServiceQuotas.RetentionDays).ToUnixTimeSeconds();
        _lastInstanceId = null;
        _lastTypeName = null;
    }

    public StoreOutcome Write(StoreWrite write)
    {
        if (write.InstanceId != _lastInstanceId)
        {
            _lastInstanceId = write.InstanceId;
            _lastNode = _nodes.Find(write.InstanceId);
            See(_lastNode);
        }

        if (write.Item.TypeName != _lastTypeName)
        {
            _lastTypeName = write.Item.TypeName;
            _lastType = _types.Find(write.Item.TypeName);
        }

        StoredItem? stored = _lastNode is null || _lastType is null
            ? null
            : FindItem(_lastNode.Value, _lastType.Value, write.Item.SubType);
        if (stored?.IsForgotten == false)
        {
            return Update(stored, write);
        }

        if (write.Item.Content is null)
        {
            return StoreOutcome.NothingStored;
        }

        if (stored is not null)
        {
            Replace(stored, write, ContentSerializer.Write(write.Item.Context));
            return StoreOutcome.Created;
        }

        if (_lastNode is null)
        {
            _lastNode = _nodes.Add(write.InstanceId);
            See(_lastNode);
        }

        Insert(_lastNode.Value, _lastType ??= _types.Add(write.Item.TypeName), write);
        return StoreOutcome.Created;
    }

    // To the hour: retention is counted in days, and most nodes are written several times in a row.
    private void See(long? node)
    {
        const long Hour = 60 * 60;
        if (node is not null)
        {
            _seeNode.Bind(_now, node, _now - Hour).ExecuteNonQuery();
        }
    }

    private StoredItem? FindItem(long node, long type, string subType) => _store
        .Query(
            _findItem.Bind(node, type, subType),
            row => new StoredItem(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.GetInt64(4) < _since,
                row.GetString(5)))
        .FirstOrDefault();

    private void Insert(long node, long type, StoreWrite write) => _addItem
        .Bind([node, type, write.Item.SubType, .. Columns(write, ContentSerializer.Write(write.Item.Context))])
        .ExecuteNonQuery();

    private StoreOutcome Update(StoredItem stored, StoreWrite write)
    {
        bool sameHash = write.ContentHash.Length > 0 && write.ContentHash == stored.ContentHash;
        if (write.Item.Content is null && !sameHash)
        {
            return StoreOutcome.HashMismatch;
        }

        string? context = ContentSerializer.Write(write.Item.Context);
        if (write.Item.Content is null)
        {
            return Confirm(stored, write, write.Item.Context is { Count: > 0 } ? context : stored.Context);
        }

        if (sameHash && write.Item.SchemaVersion == stored.SchemaVersion && context == stored.Context)
        {
            return Refresh(stored, write.Item.CaptureTime, context);
        }

        Replace(stored, write, context);
        return StoreOutcome.Updated;
    }

    // A hash names content by node and type. Its schema version may be that of another item, and its capture time too,
    // so the version stays, and time does not go back. A context that comes with it is that of a new run.
    private StoreOutcome Confirm(StoredItem stored, StoreWrite write, string? context)
    {
        string time = string.CompareOrdinal(write.Item.CaptureTime, stored.CaptureTime) > 0
            ? write.Item.CaptureTime
            : stored.CaptureTime;
        Refresh(stored, time, context);
        return context == stored.Context ? StoreOutcome.Unchanged : StoreOutcome.Updated;
    }

    private StoreOutcome Refresh(StoredItem stored, string captureTime, string? context)
    {
        _refreshItem.Bind(captureTime, context, _now, stored.ItemId).ExecuteNonQuery();
        return StoreOutcome.Unchanged;
    }

    private void Replace(StoredItem stored, StoreWrite write, string? context) =>
        _replaceItem.Bind([.. Columns(write, context), stored.ItemId]).ExecuteNonQuery();

    // In the order of both statements.
    private object?[] Columns(StoreWrite write, string? context) =>
    [
        write.Item.SchemaVersion,
        write.Item.CaptureTime,
        write.ContentHash,
        context,
        ContentSerializer.Write(write.Item.Content!),
        _now,
    ];

    private sealed record StoredItem(
        long ItemId, string SchemaVersion, string ContentHash, string? Context, bool IsForgotten, string CaptureTime);
}
