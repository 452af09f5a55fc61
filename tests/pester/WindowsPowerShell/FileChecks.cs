using System.Text;
using InventoryTools.Files;

namespace InventoryTools.WindowsPowerShell;

internal sealed class FileChecks : CheckGroup
{
    private readonly List<InventoryFileException> _problems = [];

    public void A_file_for_the_agent_comes_back() =>
        ComesBack(new AgentExporter(PathOf("agent")), "agent", InventoryFileFormat.Agent);

    public void A_request_of_the_AWS_CLI_comes_back() =>
        ComesBack(new CliInputExporter(PathOf("cli")), "cli", InventoryFileFormat.Auto);

    public void Lines_of_JSON_come_back() =>
        ComesBack(new JsonLinesExporter(PathOf("items.jsonl")), "items.jsonl", InventoryFileFormat.Auto);

    public void A_resource_data_sync_comes_back() =>
        ComesBack(new DataSyncExporter(PathOf("sync"), "123456789012", "eu-west-1"), "sync", InventoryFileFormat.Auto);

    public void JSON_is_written_as_PowerShell_7_writes_it() => Equal(
        "{\"InstanceId\":\"mi-0123456789abcdef0\",\"TypeName\":\"Custom:RackInfo\",\"SchemaVersion\":\"1.0\","
            + "\"CaptureTime\":\"2026-01-31T12:00:00Z\","
            + "\"Content\":[{\"Rack\":\"A1 'ü' </> \\\"€\\\"\",\"Size\":\"0.1\"}]}\n",
        File.ReadAllText(PathOf("items.jsonl")));

    public void A_byte_order_mark_is_read_over_in_requests()
    {
        string path = Directory.GetFiles(PathOf("cli")).Single();
        File.WriteAllText(path, File.ReadAllText(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Equal("Custom:RackInfo", Read(path).Single().TypeName);
    }

    public void A_file_that_the_agent_would_drop_is_reported()
    {
        string path = Directory.GetFiles(PathOf("agent")).Single();
        File.WriteAllText(path, File.ReadAllText(path), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        EqualLists([], Read(path, InventoryFileFormat.Agent));
        Equal(FileProblem.AgentFileDropped, _problems.Single().Problem);
    }

    public void Broken_JSON_is_reported_with_its_place()
    {
        _problems.Clear();
        string path = PathOf("broken.json");
        File.WriteAllText(path, "{\n  \"TypeName\": \"Custom:RackInfo\",,\n}");
        EqualLists([], Read(path));
        Equal(true, _problems.Single().Message.Contains("line 2"));
    }

    public void A_store_is_no_file_of_items()
    {
        _problems.Clear();
        EqualLists([], Read(PathOf("fleet.db")));
        Equal(FileProblem.InvalidFile, _problems.Single().Problem);
    }

    private static InventoryItem Odd() => Item([("Rack", "A1 'ü' </> \"€\""), ("Size", "0.1")]);

    private string PathOf(string name) => Path.Combine(Folder, name);

    private IEnumerable<InventoryItem> Read(string path, InventoryFileFormat format = InventoryFileFormat.Auto) =>
        [.. new InventoryFileReader(DateTimeOffset.UtcNow, _problems.Add, isForced: false).Read(path, format)];

    private void ComesBack(ItemExporter exporter, string name, InventoryFileFormat format)
    {
        using (exporter)
        {
            Equal(1, exporter.Add(Odd()).Concat(exporter.Complete()).Count());
        }

        InventoryItem item = Read(PathOf(name), format).Single();
        EqualLists([], _problems.Select(problem => problem.Message));
        EqualLists(
            ["Custom:RackInfo", Odd().Content!.Single().ToString()],
            [item.TypeName, item.Content!.Single().ToString()]);
        Equal(format == InventoryFileFormat.Agent ? null : Node, item.InstanceId);
    }
}
