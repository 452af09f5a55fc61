using System.Globalization;
using System.Text.Json;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>Gets items out of the tables of a store, inside a transaction of its caller.</summary>
internal sealed class ItemTableReader(StoreConnection store)
{
    private const string Columns = "i.schema_version, i.capture_time, i.content_hash, i.context, i.content";

    private readonly StoreStatement _readItems = store.CreateStatement(
        $"""
        SELECT n.instance_id, t.type_name, {Columns}
        FROM node n JOIN item i USING (node_id) JOIN type t USING (type_id)
        WHERE n.instance_id = ?1 AND t.type_name = ?2 AND i.written_at >= ?3
        ORDER BY i.item_id
        """);

    private SqliteCommand? _count;

    public IReadOnlyList<InventoryItem> ReadItems(string instanceId, string typeName, long since) =>
    [
        .. _readItems.Bind(1, instanceId).Bind(2, typeName).Bind(3, since)
            .Rows(row => Item(row, row.Text(0), new TypeRows(row.Text(1)), 2)),
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
        Dictionary<long, TypeRows> types = ReadTypes(query.MatchesTypeName);
        using StoreStatement scan = CreateScan(query, since, types);
        foreach (string start in starts)
        {
            scan.Bind(1, start);
            foreach (StoredNode node in Scan(scan, types, query.InstanceIds is null ? query.MatchesInstanceId : null))
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
        .Query(
            Count.Bind(typeName, since),
            row => (Version: StoredVersion.Check(row.GetString(0)), Count: row.GetInt32(1)))
        .ToDictionary(row => row.Version, row => row.Count, StringComparer.Ordinal);

    private SqliteCommand Count => _count ??= store.CreateCommand(
        """
        SELECT i.schema_version, count(*) FROM item i JOIN type t USING (type_id)
        WHERE t.type_name = $type AND i.written_at >= $since GROUP BY i.schema_version
        """);

    // The outer join keeps nodes without items, and fixes the order of the loops: nodes in the order of their index, so
    // that nothing is sorted.
    private StoreStatement CreateScan(StoreQuery query, long? since, Dictionary<long, TypeRows> types)
    {
        // A store of an older version does not know when a node was seen.
        bool isKnown = store.IsCurrentVersion;
        string comparison = query.InstanceIds is null ? ">" : "=";
        string ofTypes = query.MatchesTypeName is null
            ? ""
            : "AND i.type_id IN (" + string.Join(
                ",", types.Keys.Select(id => id.ToString(CultureInfo.InvariantCulture))) + ")";
        string writtenSince = since is null ? "" : "AND i.written_at >= ?2";
        string seenSince = !isKnown ? "" : since is null ? "AND n.seen_at IS NOT NULL" : "AND n.seen_at >= ?2";
        StoreStatement scan = new(
            store,
            store.Handle,
            $"""
            SELECT n.instance_id, {(isKnown ? "n.seen_at" : "0")}, i.type_id, i.item_id, {Columns}
            FROM node n LEFT JOIN item i ON i.node_id = n.node_id {ofTypes} {writtenSince}
            WHERE n.instance_id {comparison} ?1 {seenSince}
            ORDER BY n.instance_id
            """);
        return since is long time && (isKnown || writtenSince != "") ? scan.Bind(2, time) : scan;
    }

    private IEnumerable<StoredNode> Scan(
        StoreStatement scan, Dictionary<long, TypeRows> types, Func<string, bool>? matches)
    {
        StoredNode? node = null;
        ScannedRow current = default;
        List<(InventoryItem Item, long Id)> items = [];
        foreach (ScannedRow row in scan.Rows(Read))
        {
            if (node is not null && row.InstanceId != node.InstanceId)
            {
                yield return node with { Items = InOrder(items) };
                items.Clear();
                node = null;
            }

            if (row.IsMeant)
            {
                node ??= new StoredNode(row.InstanceId, row.SeenAt, []);
            }

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
        ScannedRow Read(StoreStatement row)
        {
            if (current.InstanceId is null || !row.IsText(0, current.InstanceId))
            {
                string id = row.Text(0);
                current = new(
                    id, matches?.Invoke(id) != false, DateTimeOffset.FromUnixTimeSeconds(row.Number(1)), null, 0);
            }

            return !current.IsMeant || row.IsNull(2) || !types.TryGetValue(row.Number(2), out TypeRows? type)
                ? current
                : current with { Item = Item(row, current.InstanceId, type, 4), ItemId = row.Number(3) };
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
    private Dictionary<long, TypeRows> ReadTypes(Func<string, bool>? matches)
    {
        using SqliteCommand command = store.CreateCommand("SELECT type_id, type_name FROM type");
        return store
            .Query(command, row => (Id: row.GetInt64(0), Name: row.GetString(1)))
            .Where(type => matches?.Invoke(type.Name) != false)
            .ToDictionary(type => type.Id, type => new TypeRows(type.Name));
    }

    private InventoryItem Item(StoreStatement row, string instanceId, TypeRows type, int at)
    {
        string hash = row.Text(at + 2);
        InventoryItem item = new()
        {
            InstanceId = instanceId,
            TypeName = type.Name,
            SchemaVersion = row.Text(at, type.SchemaVersion),
            CaptureTime = type.CaptureTime = row.Text(at + 1, type.CaptureTime),
            ContentHash = hash.Length == 0 ? null : hash,
        };
        try
        {
            if (!ReferenceEquals(item.SchemaVersion, type.SchemaVersion))
            {
                type.SchemaVersion = StoredVersion.Check(item.SchemaVersion);
            }

            item.Context = row.IsNull(at + 3) ? null : ContentReader.ReadContext(row.Utf8(at + 3));
            item.Content = type.Content.Read(row.Utf8(at + 4));
            return item;
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw SqliteErrors.DamagedItem(store.Path, item, error);
        }
    }

    private readonly record struct ScannedRow(
        string InstanceId, bool IsMeant, DateTimeOffset SeenAt, InventoryItem? Item, long ItemId);

    /// <summary>The texts that the rows of one type have in common, as a rule, each made once.</summary>
    private sealed class TypeRows(string name)
    {
        public string Name => name;

        public ContentReader Content { get; } = new();

        public string? SchemaVersion { get; set; }

        public string? CaptureTime { get; set; }
    }
}
