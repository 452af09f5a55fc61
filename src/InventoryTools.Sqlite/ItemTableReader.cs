using System.Globalization;
using System.Text.Json;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>Gets items out of the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemTableReader(StoreConnection store)
{
    private const string Columns = "i.schema_version, i.capture_time, i.content_hash, i.context, i.content";

    private readonly SqliteCommand _readItems = store.CreateCommand(
        $"""
        SELECT n.instance_id, t.type_name, {Columns}
        FROM node n JOIN item i USING (node_id) JOIN type t USING (type_id)
        WHERE n.instance_id = $node AND t.type_name = $type AND i.written_at >= $since
        ORDER BY i.item_id
        """);

    private readonly SqliteCommand _count = store.CreateCommand(
        """
        SELECT i.schema_version, count(*) FROM item i JOIN type t USING (type_id)
        WHERE t.type_name = $type AND i.written_at >= $since GROUP BY i.schema_version
        """);

    public IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName, long since) =>
    [
        .. store.Query(
            _readItems.Bind(instanceId, typeName, since), row => Item(row, row.GetString(0), row.GetString(1), 2)),
    ];

    /// <summary>The nodes and their items; with a time, those that were written since.</summary>
    public IEnumerable<StoredNode> ReadNodes(StoreQuery query, long? since)
    {
        // Named nodes are found one by one; all others in one scan after a node.
        IEnumerable<string> starts = query.InstanceIds is null
            ? [query.After ?? ""]
            : query.InstanceIds
                .Distinct(StringComparer.Ordinal)
                .Where(id => string.CompareOrdinal(id, query.After) > 0)
                .OrderBy(id => id, StringComparer.Ordinal);
        using SqliteCommand command = CreateScan(query, since);
        foreach (string start in starts)
        {
            command.Parameters["$node"].Value = start;
            foreach (StoredNode node in Scan(command, query.InstanceIds is null ? query.MatchesInstanceId : null))
            {
                yield return node;
            }
        }
    }

    public IReadOnlyList<string> ReadTypeNames()
    {
        using SqliteCommand command = store.CreateCommand(
            """
            SELECT type_name FROM type t
            WHERE EXISTS (SELECT 1 FROM item i WHERE i.type_id = t.type_id) ORDER BY type_name
            """);
        return [.. store.Query(command, row => row.GetString(0))];
    }

    public IReadOnlyDictionary<string, int> CountNodes(string typeName, long since) => store
        .Query(_count.Bind(typeName, since), row => (Version: row.GetString(0), Count: row.GetInt32(1)))
        .ToDictionary(row => row.Version, row => row.Count, StringComparer.Ordinal);

    // The outer join keeps nodes without items, and fixes the order of the loops: nodes in the order of their index, so
    // that nothing is sorted.
    private SqliteCommand CreateScan(StoreQuery query, long? since)
    {
        // A store of an older version does not know when a node was seen.
        bool isKnown = store.IsCurrentVersion;
        string comparison = query.InstanceIds is null ? ">" : "=";
        string writtenSince = since is null ? "" : "AND i.written_at >= $since";
        string seenSince = !isKnown ? "" : since is null ? "AND n.seen_at IS NOT NULL" : "AND n.seen_at >= $since";
        SqliteCommand command = store.CreateCommand(
            $"""
            SELECT n.instance_id, {(isKnown ? "n.seen_at" : "0")}, t.type_name, i.item_id, {Columns}
            FROM node n
                 LEFT JOIN item i ON i.node_id = n.node_id AND {TypeCondition(query.MatchesTypeName)} {writtenSince}
                 LEFT JOIN type t ON t.type_id = i.type_id
            WHERE n.instance_id {comparison} $node {seenSince}
            ORDER BY n.instance_id
            """);
        if (since is not null)
        {
            command.Parameters["$since"].Value = since;
        }

        return command;
    }

    private IEnumerable<StoredNode> Scan(SqliteCommand command, Func<string, bool>? matches)
    {
        string? last = null;
        bool isMeant = false;
        StoredNode? node = null;
        List<(InventoryItem Item, long Id)> items = [];
        foreach (ScannedRow? row in store.Query(command, Read))
        {
            if (row is null)
            {
                continue;
            }

            if (node is not null && row.InstanceId != node.InstanceId)
            {
                yield return node with { Items = InOrder(items) };
                items.Clear();
            }

            node = new StoredNode(row.InstanceId, row.SeenAt, []);
            if (row.Item is not null)
            {
                items.Add((row.Item, row.ItemId));
            }
        }

        if (node is not null)
        {
            yield return node with { Items = InOrder(items) };
        }

        // The content of other nodes is not read.
        ScannedRow? Read(SqliteDataReader row)
        {
            string id = row.GetString(0);
            isMeant = id == last ? isMeant : matches?.Invoke(id) != false;
            last = id;
            DateTimeOffset seenAt = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1));
            return !isMeant ? null
                : row.IsDBNull(2) ? new ScannedRow(id, seenAt, null, 0)
                : new ScannedRow(id, seenAt, Item(row, id, row.GetString(2), 4), row.GetInt64(3));
        }
    }

    // By type, and sub-types in the order in which they came.
    private static InventoryItem[] InOrder(List<(InventoryItem Item, long Id)> items)
    {
        items.Sort((left, right) =>
            string.CompareOrdinal(left.Item.TypeName, right.Item.TypeName) is int byType and not 0
                ? byType
                : left.Id.CompareTo(right.Id));
        return [.. items.Select(one => one.Item)];
    }

    // Types are few: the matching ones are found before the first item is read.
    private string TypeCondition(Func<string, bool>? matches)
    {
        if (matches is null)
        {
            return "1";
        }

        using SqliteCommand command = store.CreateCommand("SELECT type_id, type_name FROM type");
        IEnumerable<string> ids = store
            .Query(command, row => (Id: row.GetInt64(0), Name: row.GetString(1)))
            .Where(type => matches(type.Name))
            .Select(type => type.Id.ToString(CultureInfo.InvariantCulture));
        return $"i.type_id IN ({string.Join(",", ids)})";
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
            item.Context = row.IsDBNull(at + 3) ? null : ContentSerializer.ReadContext(row.GetString(at + 3));
            item.Content = ContentSerializer.ReadContent(row.GetString(at + 4));
            return item;
        }
        catch (JsonException error)
        {
            throw SqliteErrors.DamagedItem(store.Path, item, error);
        }
    }

    private sealed record ScannedRow(string InstanceId, DateTimeOffset SeenAt, InventoryItem? Item, long ItemId);
}
