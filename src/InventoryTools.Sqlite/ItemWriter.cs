using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>Puts items into the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemWriter : IDisposable
{
    private readonly ContentText _text = new();
    private readonly NameTable _nodes;
    private readonly NameTable _types;
    private readonly SqliteCommand _findItem;
    private readonly SqliteCommand _addItem;
    private readonly SqliteCommand _replaceItem;
    private readonly SqliteCommand _refreshItem;

    public ItemWriter(StoreConnection store)
    {
        _nodes = NameTable.OfNodes(store);
        _types = NameTable.OfTypes(store);
        _findItem = store.CreateCommand(
            "SELECT item_id, schema_version, content_hash, context FROM item WHERE node_id = $node AND type_id = $type",
            "$node",
            "$type");
        _addItem = store.CreateCommand(
            """
            INSERT INTO item (node_id, type_id, schema_version, capture_time, content_hash, context, content)
            VALUES ($node, $type, $version, $time, $hash, $context, $content)
            """,
            "$node",
            "$type",
            "$version",
            "$time",
            "$hash",
            "$context",
            "$content");
        _replaceItem = store.CreateCommand(
            """
            UPDATE item SET schema_version = $version, capture_time = $time, content_hash = $hash,
                            context = $context, content = $content
            WHERE item_id = $item
            """,
            "$item",
            "$version",
            "$time",
            "$hash",
            "$context",
            "$content");
        _refreshItem = store.CreateCommand(
            "UPDATE item SET capture_time = $time WHERE item_id = $item", "$item", "$time");
    }

    public IReadOnlyList<StoreOutcome> Write(IReadOnlyList<StoreWrite> batch)
    {
        // What was looked up holds for this transaction only: a rollback takes new rows back.
        Dictionary<string, long> types = new(StringComparer.Ordinal);
        string? instanceId = null;
        long? node = null;
        StoreOutcome[] outcomes = new StoreOutcome[batch.Count];
        for (int i = 0; i < outcomes.Length; i++)
        {
            StoreWrite write = batch[i];
            if (write.InstanceId != instanceId)
            {
                instanceId = write.InstanceId;
                node = _nodes.Find(instanceId);
            }

            if (!types.TryGetValue(write.Item.TypeName, out long type) && _types.Find(write.Item.TypeName) is long known)
            {
                type = known;
                types.Add(write.Item.TypeName, type);
            }

            StoredItem? stored = node is null || type == 0 ? null : FindItem(node.Value, type);
            if (stored is not null)
            {
                outcomes[i] = Update(stored, write);
            }
            else if (write.Item.Content is null)
            {
                outcomes[i] = StoreOutcome.NothingStored;
            }
            else
            {
                node ??= _nodes.Add(instanceId);
                if (type == 0)
                {
                    type = _types.Add(write.Item.TypeName);
                    types.Add(write.Item.TypeName, type);
                }

                Insert(node.Value, type, write);
                outcomes[i] = StoreOutcome.Created;
            }
        }

        return outcomes;
    }

    public void Dispose()
    {
        _nodes.Dispose();
        _types.Dispose();
        _findItem.Dispose();
        _addItem.Dispose();
        _replaceItem.Dispose();
        _refreshItem.Dispose();
    }

    private StoredItem? FindItem(long node, long type)
    {
        _findItem.Parameters["$node"].Value = node;
        _findItem.Parameters["$type"].Value = type;
        using SqliteDataReader row = _findItem.ExecuteReader();
        return row.Read()
            ? new StoredItem(row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))
            : null;
    }

    private void Insert(long node, long type, StoreWrite write)
    {
        _addItem.Parameters["$node"].Value = node;
        _addItem.Parameters["$type"].Value = type;
        Bind(_addItem, write, _text.Write(write.Item.Context));
        _addItem.ExecuteNonQuery();
    }

    private StoreOutcome Update(StoredItem stored, StoreWrite write)
    {
        bool sameHash = write.ContentHash == stored.ContentHash;
        if (write.Item.Content is null && !sameHash)
        {
            return StoreOutcome.HashMismatch;
        }

        string? context = _text.Write(write.Item.Context);
        bool unchanged = write.Item.Content is null
            || (sameHash && write.Item.SchemaVersion == stored.SchemaVersion && context == stored.Context);
        if (unchanged)
        {
            _refreshItem.Parameters["$item"].Value = stored.ItemId;
            _refreshItem.Parameters["$time"].Value = write.Item.CaptureTime;
            _refreshItem.ExecuteNonQuery();
            return StoreOutcome.Unchanged;
        }

        _replaceItem.Parameters["$item"].Value = stored.ItemId;
        Bind(_replaceItem, write, context);
        _replaceItem.ExecuteNonQuery();
        return StoreOutcome.Updated;
    }

    private void Bind(SqliteCommand command, StoreWrite write, string? context)
    {
        command.Parameters["$version"].Value = write.Item.SchemaVersion;
        command.Parameters["$time"].Value = write.Item.CaptureTime;
        command.Parameters["$hash"].Value = write.ContentHash;
        command.Parameters["$context"].Value = (object?)context ?? DBNull.Value;
        command.Parameters["$content"].Value = _text.Write(write.Item.Content!);
    }

    private sealed record StoredItem(long ItemId, string SchemaVersion, string ContentHash, string? Context);
}
