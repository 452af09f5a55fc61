using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>
/// The same bytes into one bare table of a SQLite file: WAL, synchronous = FULL, a transaction for 10,000 items.
/// </summary>
internal static class SqliteFloor
{
    private const int Batch = 10000;

    public static void Run(string file, int items, int nodes, string order)
    {
        byte[] content = Encoding.ASCII.GetBytes(
            "[{\"Name\":\"" + new string('x', 240) + "\",\"Version\":\"1.2.3\",\"Vendor\":\"v\",\"Arch\":\"amd64\"}]");
        int[] numbers = [.. Enumerable.Range(0, nodes)];
        if (order == "random")
        {
            // The same order in each run.
#pragma warning disable CA5394
            new Random(7).Shuffle(numbers);
#pragma warning restore CA5394
        }

        using SqliteConnection connection = Open(file);
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        foreach (int[] batch in numbers.Chunk(Batch * nodes / items))
        {
            Write(connection, batch, items / nodes, content);
        }

        Floor.Print("SQLite", items, watch.Elapsed, GC.GetTotalAllocatedBytes() - allocated);
    }

    // Content of more than a quarter of a page is faster in a table with row numbers.
    private static SqliteConnection Open(string file, string end = "WITHOUT ROWID")
    {
        SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        Execute(connection, $"""
            CREATE TABLE IF NOT EXISTS item (
                node TEXT NOT NULL, type TEXT NOT NULL, hash TEXT, content BLOB, PRIMARY KEY (node, type)) {end}
            """);
        return connection;
    }

    private static void Write(SqliteConnection connection, int[] nodes, int types, byte[] content)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand upsert = Upsert(connection, transaction);
        foreach (int node in nodes)
        {
            for (int type = 0; type < types; type++)
            {
                upsert.Parameters[0].Value = "mi-" + node.ToString("x17", CultureInfo.InvariantCulture);
                upsert.Parameters[1].Value = "Custom:Type" + type.ToString(CultureInfo.InvariantCulture);
                upsert.Parameters[2].Value = "h2S3423R45iIYNRHpkdDfg==";
                upsert.Parameters[3].Value = content;
                upsert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    /// <summary>
    /// The rows of calls of 15 items of ten rows each, in one transaction for a call or for several calls at once.
    /// </summary>
    public static void RunCalls(string file, int calls, int callsAtOnce)
    {
        const int Items = 15;
        byte[] content = Encoding.ASCII.GetBytes(EndpointConnection.Content("00000000"));
        using SqliteConnection connection = Open(file, end: "");
        Write(connection, [-1], Items, content);
        Stopwatch watch = Stopwatch.StartNew();
        foreach (int[] group in Enumerable.Range(0, calls).Chunk(callsAtOnce))
        {
            Write(connection, group, Items, content);
        }

        Floor.Print("SQLite", calls, watch.Elapsed, 0);
    }

    private static SqliteCommand Upsert(SqliteConnection connection, SqliteTransaction transaction)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """
            INSERT INTO item VALUES ($node, $type, $hash, $content)
            ON CONFLICT (node, type) DO UPDATE SET hash = excluded.hash, content = excluded.content
            WHERE hash IS NOT excluded.hash
            """;
        command.Parameters.Add("$node", SqliteType.Text);
        command.Parameters.Add("$type", SqliteType.Text);
        command.Parameters.Add("$hash", SqliteType.Text);
        command.Parameters.Add("$content", SqliteType.Blob);
        command.Prepare();
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
