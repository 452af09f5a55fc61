using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Sqlite;

/// <summary>Puts items into the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemTableWriter
{
    // To the hour: retention is counted in days, and most nodes are written several times in a row.
    private const long SeenInterval = 60 * 60;

    private readonly StoreConnection _store;
    private readonly NameTable _types;
    private readonly StoreStatement _findNode;
    private readonly StoreStatement _addNode;
    private readonly StoreStatement _seeNode;
    private readonly StoreStatement _findItem;
    private readonly StoreStatement _addItem;
    private readonly StoreStatement _replaceItem;
    private readonly StoreStatement _refreshItem;
    private readonly StoreStatement _refreshUnchanged;
    private readonly Func<StoreStatement, (long Node, bool IsSeen)> _readNode;
    private readonly Func<StoreStatement, StoredItem> _readItem;
    private readonly JsonBuffer _content = new();

    private string? _lastInstanceId;
    private long? _lastNode;
    private string? _lastTypeName;
    private long? _lastType;
    private long _now;
    private long _since;
    private StoreWrite _write;
    private bool _wasUnchanged;

    public ItemTableWriter(StoreConnection store)
    {
        _store = store;
        _types = NameTable.OfTypes(store);
        _findNode = store.CreateStatement("SELECT node_id, seen_at FROM node WHERE instance_id = ?1");
        _addNode = store.CreateStatement("INSERT INTO node (instance_id, seen_at) VALUES (?1, ?2)");
        _seeNode = store.CreateStatement("UPDATE node SET seen_at = ?2 WHERE node_id = ?1");
        _findItem = store.CreateStatement(
            """
            SELECT item_id, schema_version, content_hash, context, written_at, capture_time
            FROM item WHERE node_id = ?1 AND type_id = ?2 AND sub_type = ?3
            """);
        _addItem = store.CreateStatement(
            """
            INSERT INTO item (
                schema_version, capture_time, content_hash, context, content, written_at, node_id, type_id, sub_type)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """);
        _replaceItem = store.CreateStatement(
            """
            UPDATE item SET schema_version = ?1, capture_time = ?2, content_hash = ?3,
                            context = ?4, content = ?5, written_at = ?6
            WHERE item_id = ?7
            """);
        _refreshItem = store.CreateStatement(
            "UPDATE item SET capture_time = ?1, context = ?2, written_at = ?3 WHERE item_id = ?4");
        _refreshUnchanged = store.CreateStatement(
            """
            UPDATE item SET capture_time = ?1, written_at = ?2
            WHERE node_id = (SELECT node_id FROM node WHERE instance_id = ?3 AND seen_at >= ?4)
                AND type_id = ?5 AND sub_type = ?6
                AND schema_version = ?7 AND content_hash = ?8 AND context IS ?9 AND written_at >= ?10
            """);
        _readNode = row => (row.Number(0), !row.IsNull(1) && row.Number(1) >= _now - SeenInterval);
        _readItem = row => new StoredItem(
            row.Number(0),
            row.IsText(1, _write.Item.SchemaVersion),
            _write.ContentHash.Length > 0 && row.IsText(2, _write.ContentHash),
            row.IsNull(3) ? null : row.Text(3),
            row.Number(4) < _since,
            _write.Item.Content is null ? row.Text(5) : "");
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
        _store.ThrowIfCancelled();
        if (write.Item.TypeName != _lastTypeName)
        {
            _lastType = _types.Find(write.Item.TypeName);
            _lastTypeName = write.Item.TypeName;
        }

        // Unchanged items come in a row, and one statement is half the time of three.
        if (_wasUnchanged && IsUnchanged(write))
        {
            return StoreOutcome.Unchanged;
        }

        StoreOutcome outcome = FindAndWrite(write);
        _wasUnchanged = outcome == StoreOutcome.Unchanged;
        return outcome;
    }

    private bool IsUnchanged(StoreWrite write) =>
        write.Item.Content is not null && write.ContentHash.Length > 0 && _lastType is not null
        && _refreshUnchanged
            .Bind(1, write.Item.CaptureTime)
            .Bind(2, _now)
            .Bind(3, write.InstanceId)
            .Bind(4, _now - SeenInterval)
            .Bind(5, _lastType.Value)
            .Bind(6, write.Item.SubType)
            .Bind(7, write.Item.SchemaVersion)
            .Bind(8, write.ContentHash)
            .Bind(9, ContentSerializer.Write(write.Item.Context))
            .Bind(10, _since)
            .Change() > 0;

    private StoreOutcome FindAndWrite(StoreWrite write)
    {
        _write = write;
        if (write.InstanceId != _lastInstanceId)
        {
            _lastNode = FindNode(write.InstanceId);
            _lastInstanceId = write.InstanceId;
        }

        StoredItem? stored = _lastNode is null || _lastType is null
            ? null
            : FindItem(_lastNode.Value, _lastType.Value, write.Item.SubType);
        if (stored is { IsForgotten: false } known)
        {
            return Update(known, write);
        }

        if (write.Item.Content is null)
        {
            return StoreOutcome.NothingStored;
        }

        if (stored is { } forgotten)
        {
            Replace(forgotten, write, ContentSerializer.Write(write.Item.Context));
            return StoreOutcome.Created;
        }

        _lastNode ??= _addNode.Bind(1, write.InstanceId).Bind(2, _now).Add();
        Insert(_lastNode.Value, _lastType ??= _types.Add(write.Item.TypeName), write);
        return StoreOutcome.Created;
    }

    // A node that is known is seen now.
    private long? FindNode(string instanceId)
    {
        if (!_findNode.Bind(1, instanceId).Find())
        {
            return null;
        }

        (long node, bool isSeen) = _findNode.Read(_readNode);
        if (!isSeen)
        {
            _seeNode.Bind(1, node).Bind(2, _now).Run();
        }

        return node;
    }

    private StoredItem? FindItem(long node, long type, string subType) =>
        _findItem.Bind(1, node).Bind(2, type).Bind(3, subType).Find() ? _findItem.Read(_readItem) : null;

    private void Insert(long node, long type, StoreWrite write) =>
        BindItem(_addItem, write, ContentSerializer.Write(write.Item.Context))
            .Bind(7, node).Bind(8, type).Bind(9, write.Item.SubType)
            .Run();

    private StoreOutcome Update(StoredItem stored, StoreWrite write)
    {
        if (write.Item.Content is null && !stored.HasSameHash)
        {
            return StoreOutcome.HashMismatch;
        }

        string? context = ContentSerializer.Write(write.Item.Context);
        if (write.Item.Content is null)
        {
            return Confirm(stored, write, write.Item.Context is { Count: > 0 } ? context : stored.Context);
        }

        if (stored.HasSameHash && stored.HasSameVersion && context == stored.Context)
        {
            return Refresh(stored, write.Item.CaptureTime, context);
        }

        Replace(stored, write, context);

        // The hash tells it: the content itself is not read.
        return write.Item.Content.Count == 0 && !stored.HasSameHash
            ? StoreOutcome.Emptied
            : StoreOutcome.Updated;
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
        _refreshItem.Bind(1, captureTime).Bind(2, context).Bind(3, _now).Bind(4, stored.ItemId).Run();
        return StoreOutcome.Unchanged;
    }

    private void Replace(StoredItem stored, StoreWrite write, string? context) =>
        BindItem(_replaceItem, write, context).Bind(7, stored.ItemId).Run();

    // The parameters that both statements have.
    private StoreStatement BindItem(StoreStatement statement, StoreWrite write, string? context)
    {
        ContentSerializer.Write(write.Item.Content!, _content);
        return statement
            .Bind(1, write.Item.SchemaVersion)
            .Bind(2, write.Item.CaptureTime)
            .Bind(3, write.ContentHash)
            .Bind(4, context)
            .Bind(5, _content.Bytes, _content.Length)
            .Bind(6, _now);
    }

    /// <summary>The stored item beside the one that is written.</summary>
    /// <param name="ItemId">Its key.</param>
    /// <param name="HasSameVersion">True when the schema version is the same.</param>
    /// <param name="HasSameHash">True when there is a hash, and it is the same.</param>
    /// <param name="Context">Its context.</param>
    /// <param name="IsForgotten">True when it is older than the retention.</param>
    /// <param name="CaptureTime">Its capture time; empty when content comes with the item.</param>
    private readonly record struct StoredItem(
        long ItemId, bool HasSameVersion, bool HasSameHash, string? Context, bool IsForgotten, string CaptureTime);
}
