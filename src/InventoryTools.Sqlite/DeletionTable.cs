using System.Text.Json;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The deletions that were made in a store.</summary>
internal sealed class DeletionTable
{
    private readonly StoreConnection _store;
    private readonly SqliteCommand _read;
    private readonly SqliteCommand _add;

    public DeletionTable(StoreConnection store)
    {
        _store = store;
        _read = store.CreateCommand(
            """
            SELECT deletion_id, type_name, schema_option, client_token, deleted_at, counts
            FROM deletion WHERE deleted_at >= $since ORDER BY deletion_no DESC
            """);
        _add = store.CreateCommand(
            """
            INSERT INTO deletion (deletion_id, type_name, schema_option, client_token, deleted_at, counts)
            VALUES ($id, $type, $option, $token, $time, $counts)
            """);
    }

    public IReadOnlyList<StoredDeletion> Read(long since) =>
    [
        .. _store.Query(
            _read.Bind(since),
            row => new StoredDeletion(
                row.GetString(0),
                row.GetString(1),
                row.IsDBNull(2) ? null : (SchemaDeleteOption)Enum.Parse(typeof(SchemaDeleteOption), row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetString(3),
                DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(4)),
                ReadCounts(row.GetString(5)))),
    ];

    private static Dictionary<string, int> ReadCounts(string json)
    {
        Dictionary<string, int> counts = JsonSerializer.Deserialize<Dictionary<string, int>>(json) ?? [];
        foreach (string version in counts.Keys)
        {
            StoredVersion.Check(version);
        }

        return counts;
    }

    public void Add(StoredDeletion deletion) => _add
        .Bind(
            deletion.DeletionId,
            deletion.TypeName,
            deletion.Option?.ToString(),
            deletion.ClientToken,
            deletion.Time.ToUnixTimeSeconds(),
            JsonSerializer.Serialize(deletion.Counts))
        .ExecuteNonQuery();
}
