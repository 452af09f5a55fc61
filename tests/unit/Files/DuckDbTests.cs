using DuckDB.NET.Data;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>The query of docs/scale.md, on what Export-Inventory writes.</summary>
public sealed class DuckDbTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void DuckDB_reads_the_exported_layout()
    {
        Skip.IfNot(
            Directory.GetFiles(AppContext.BaseDirectory, "*duckdb.*")
                .Any(file => !file.EndsWith(".dll", StringComparison.Ordinal) || OperatingSystem.IsWindows()),
            "DuckDB's package has nothing for this platform.");
        string bucket = Path.Combine(_folder.Path, "bucket");
        Export(bucket, "eu-west-1", ("i-00000001", ["A1", "A1", "B7"]), ("i-00000002", ["A1"]), ("i-00000003", []));
        Export(bucket, "us-east-1", ("i-00000004", ["A1"]));
        string query = Query().Replace("'bucket/", $"'{bucket.Replace('\\', '/')}/", StringComparison.Ordinal);
        if (OperatingSystem.IsWindows())
        {
            query = query.Replace("Custom:RackInfo", "Custom%3ARackInfo", StringComparison.Ordinal);
        }

        using DuckDBConnection connection = new("DataSource=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // It stands in the documentation.
        command.CommandText = query;
#pragma warning restore CA2100
        using DuckDBDataReader row = command.ExecuteReader();
        List<(string, long, long)> rows = [];
        while (row.Read())
        {
            rows.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
        }

        Assert.Equal([("A1", 3, 2), ("B7", 1, 1)], rows);
    }

    private static void Export(string bucket, string region, params (string Node, string[] Racks)[] nodes)
    {
        using DataSyncExporter exporter = new(bucket, "123456789012", region);
        foreach ((string node, string[] racks) in nodes)
        {
            InventoryItem item = Items.Valid();
            item.InstanceId = node;
            item.Content = new InventoryContent(racks.Select(rack => Items.Entry(("Rack", rack), ("Shelf", "1"))));
            exporter.Add(item).Count();
        }

        Assert.Single(exporter.Complete());
    }

    // The SQL of the page that reads JSON.
    private static string Query() => File.ReadAllText(Repository.PathOf("docs", "scale.md")).ReplaceLineEndings("\n")
        .Split("```sql\n").Skip(1).Select(block => block.Split("```")[0])
            .Single(sql => sql.Contains("read_json", StringComparison.Ordinal));
}
