using BenchmarkDotNet.Attributes;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Benchmarks;

/// <summary>
/// Writing 10,000 items in batches of 1,000 to a new store, beside the same texts put into one bare table with the
/// same durability.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class StoreBenchmarks
{
    private const int Items = 10000;
    private const int Batch = 1000;

    private StoreWrite[][] _batches = [];
    private string _path = "";

    [GlobalSetup]
    public void MakeItems() => _batches =
    [
        .. Enumerable.Range(0, Items)
            .Select(node => SampleItems.WithEntries(3, node))
            .Select(item => new StoreWrite(item.InstanceId!, item, ContentHash.Compute(item.Content!)))
            .Chunk(Batch),
    ];

    [IterationSetup]
    public void NewFile() => _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".db");

    [IterationCleanup]
    public void DeleteFile()
    {
        foreach (string file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(_path) + "*"))
        {
            File.Delete(file);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Items)]
    public void BareTable()
    {
        using SqliteConnection connection = new($"Data Source={_path};Pooling=False");
        connection.Open();
        Execute(
            connection,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT)");
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t VALUES ($k, $v)";
        insert.Parameters.Add("$k", SqliteType.Text);
        insert.Parameters.Add("$v", SqliteType.Text);
        string text = new('x', 400);
        foreach (StoreWrite[] batch in _batches)
        {
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (StoreWrite write in batch)
            {
                insert.Parameters["$k"].Value = write.InstanceId;
                insert.Parameters["$v"].Value = text;
                insert.ExecuteNonQuery();
            }

            Execute(connection, "COMMIT");
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Store()
    {
        using SqliteInventoryStore store = Open();
        Write(store);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int StoreWriteTwiceAndRead()
    {
        using SqliteInventoryStore store = Open();
        Write(store);
        Write(store);
        return store.ReadEach(
            snapshot => snapshot.ReadNodes(new StoreQuery()).SelectMany(node => node.Items),
            null,
            CancellationToken.None)
            .Count();
    }

    private SqliteInventoryStore Open() =>
        SqliteInventoryStore.OpenForWriting(_path, SqliteInventoryStore.DefaultPatience, CancellationToken.None);

    private void Write(SqliteInventoryStore store)
    {
        foreach (IReadOnlyList<StoreWrite> batch in _batches)
        {
            ItemAcceptance.WriteAll(store, batch, DateTimeOffset.UtcNow, CancellationToken.None);
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
