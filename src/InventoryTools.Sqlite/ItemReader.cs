using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>Gets items out of the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemReader(StoreConnection store) : IDisposable
{
    private const string Columns = "i.schema_version, i.capture_time, i.content_hash, i.context, i.content";

    private readonly SqliteCommand _readItems = store.CreateCommand(
        $"""
        SELECT n.instance_id, t.type_name, {Columns}
        FROM node n JOIN item i USING (node_id) JOIN type t USING (type_id)
        WHERE n.instance_id = $node AND t.type_name = $type AND i.written_at >= $since
        ORDER BY i.item_id
        """,
        "$node",
        "$type",
        "$since");

    private readonly SqliteCommand _findNode = store.CreateCommand(
        "SELECT seen_at FROM node WHERE instance_id = $node AND seen_at >= $since", "$node", "$since");

    private readonly SqliteCommand _count = store.CreateCommand(
        """
        SELECT i.schema_version, count(*) FROM item i JOIN type t USING (type_id)
        WHERE t.type_name = $type AND i.written_at >= $since GROUP BY i.schema_version
        """,
        "$type",
        "$since");

    /// <summary>The items of all nodes, or of one, whose type is among those of the condition, however old.</summary>
    public SqliteCommand CreateScan(string? instanceId, string typeCondition)
    {
        // CROSS JOIN fixes the order of the loops: nodes in the order of their index, so that nothing is sorted.
        SqliteCommand command = store.CreateCommand(
            $"""
            SELECT n.instance_id, t.type_name, {Columns}
            FROM node n CROSS JOIN item i ON i.node_id = n.node_id CROSS JOIN type t ON t.type_id = i.type_id
            WHERE {(instanceId is null ? "1" : "n.instance_id = $node")} AND {typeCondition}
            ORDER BY n.instance_id, t.type_name, i.item_id
            """,
            "$node");
        command.Parameters["$node"].Value = (object?)instanceId ?? DBNull.Value;
        return command;
    }

    /// <summary>The condition that the type is one of those that match.</summary>
    public string TypeCondition(Func<string, bool>? matches)
    {
        if (matches is null)
        {
            return "1";
        }

        // Types are few, so which of them match is found out before the first item is read.
        List<string> ids = [];
        using SqliteCommand command = store.CreateCommand("SELECT type_id, type_name FROM type");
        using SqliteDataReader types = command.ExecuteReader();
        while (types.Read())
        {
            if (matches(types.GetString(1)))
            {
                ids.Add(types.GetInt64(0).ToString(CultureInfo.InvariantCulture));
            }
        }

        return $"i.type_id IN ({string.Join(",", ids)})";
    }

    public IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName, long since)
    {
        _readItems.Parameters["$node"].Value = instanceId;
        _readItems.Parameters["$type"].Value = typeName;
        _readItems.Parameters["$since"].Value = since;
        List<InventoryItem> items = [];
        using SqliteDataReader row = _readItems.ExecuteReader();
        while (row.Read())
        {
            items.Add(Item(row, row.GetString(0), row.GetString(1), 2));
        }

        return items;
    }

    public StoredNode? FindNode(string instanceId, long since)
    {
        _findNode.Parameters["$node"].Value = instanceId;
        _findNode.Parameters["$since"].Value = since;
        return _findNode.ExecuteScalar() is long seenAt
            ? new StoredNode(instanceId, DateTimeOffset.FromUnixTimeSeconds(seenAt), [])
            : null;
    }

    public IEnumerable<StoredNode> ReadNodes(string? after, IReadOnlyCollection<string> typeNames, long since)
    {
        using SqliteCommand command = store.CreateCommand(
            $"""
            SELECT n.instance_id, n.seen_at, t.type_name, {Columns}
            FROM node n
                 LEFT JOIN item i ON i.node_id = n.node_id AND {TypeCondition(typeNames.Contains)} AND i.written_at >= $since
                 LEFT JOIN type t ON t.type_id = i.type_id
            WHERE n.instance_id > $after AND n.seen_at >= $since
            ORDER BY n.instance_id
            """,
            "$after",
            "$since");
        command.Parameters["$after"].Value = after ?? "";
        command.Parameters["$since"].Value = since;
        using SqliteDataReader row = command.ExecuteReader();
        string? instanceId = null;
        DateTimeOffset seenAt = default;
        List<InventoryItem> items = [];
        while (row.Read())
        {
            string node = row.GetString(0);
            if (node != instanceId)
            {
                if (instanceId is not null)
                {
                    yield return new StoredNode(instanceId, seenAt, items);
                }

                instanceId = node;
                seenAt = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1));
                items = [];
            }

            if (!row.IsDBNull(2))
            {
                items.Add(Item(row, node, row.GetString(2), 3));
            }
        }

        if (instanceId is not null)
        {
            yield return new StoredNode(instanceId, seenAt, items);
        }
    }

    public IReadOnlyDictionary<string, int> CountNodes(string typeName, long since)
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        _count.Parameters["$type"].Value = typeName;
        _count.Parameters["$since"].Value = since;
        using SqliteDataReader row = _count.ExecuteReader();
        while (row.Read())
        {
            counts.Add(row.GetString(0), row.GetInt32(1));
        }

        return counts;
    }

    /// <summary>The item of a row of <see cref="CreateScan"/>.</summary>
    public InventoryItem ReadItem(SqliteDataReader row) => Item(row, row.GetString(0), row.GetString(1), 2);

    public void Dispose()
    {
        _readItems.Dispose();
        _findNode.Dispose();
        _count.Dispose();
    }

    private InventoryItem Item(SqliteDataReader row, string instanceId, string typeName, int at)
    {
        string hash = row.GetString(at + 2);
        InventoryItem item = new()
        {
            InstanceId = instanceId,
            TypeName = typeName,
            SchemaVersion = row.GetString(at),
            CaptureTime = row.GetString(at + 1),
            ContentHash = hash.Length == 0 ? null : hash,
        };
        try
        {
            item.Context = row.IsDBNull(at + 3) ? null : ContentText.ReadContext(row.GetString(at + 3));
            item.Content = ContentText.ReadContent(row.GetString(at + 4));
            return item;
        }
        catch (JsonException error)
        {
            throw StoreErrors.DamagedItem(store.Path, item, error);
        }
    }
}
