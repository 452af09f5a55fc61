using System.Diagnostics;
using System.Text.Json.Nodes;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Conformance;

/// <summary>
/// Compares the local service with records of docs/examples/Compare-WithAws.ps1: those of the folder that the
/// environment variable INVENTORYTOOLS_AWS_RECORDS names, and one that is made of the local service itself.
/// </summary>
public sealed class RecordTests(ITestOutputHelper output) : IDisposable
{
    private const string Node = "mi-0aaaaaaaaaaaaaaa1";

    // One of the test, and four of the script: the node, the custom types, and the two permissions for deletion.
    private const int CallsBeforeQuestions = 5;

    private static readonly string s_questions = Repository.PathOf("docs", "examples", "Compare-WithAws.json");

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_local_service_answers_as_the_records_say()
    {
        List<string> differences = [];
        string? folder = Environment.GetEnvironmentVariable("INVENTORYTOOLS_AWS_RECORDS");
        string[] files = string.IsNullOrEmpty(folder) ? [] : Directory.GetFiles(folder, "*.json");
        foreach (string path in files.Order(StringComparer.Ordinal))
        {
            IReadOnlyList<string> found = await CompareAsync(ObservedCases.Read(path));
            output.WriteLine($"{path}: {found.Count} differences.");
            differences.AddRange(found.Select(difference => $"{Path.GetFileName(path)}: {difference}"));
        }

        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public async Task A_record_of_the_local_service_has_no_differences_until_it_is_changed()
    {
        IReadOnlyList<JsonObject> record = ObservedCases.Read(await RecordAsync());
        Assert.Equal(ObservedCases.Read(s_questions).Select(ObservedCases.NameOf), record.Select(ObservedCases.NameOf));
        Assert.Equal(
            AwsJsonProtocol.Operations,
            record.Select(one => (string)one["operation"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await CompareAsync(record));

        JsonObject changed = record.First(one => (string?)one["name"] == "The schema of a custom type");
        changed["answer"]!["body"]!["Schemas"]![0]!["Attributes"]![0]!["DataType"] = "string";
        Assert.Equal(
            [
                "GetInventorySchema: The schema of a custom type: body.Schemas[0].Attributes[0].DataType: "
                    + "expected \"string\", was \"STRING\"",
            ],
            await CompareAsync(record));
    }

    // One conversation: the answer to a question depends on those before it.
    private static async Task<IReadOnlyList<string>> CompareAsync(IReadOnlyList<JsonObject> record)
    {
        using Conversation conversation = new(Door.Wire);
        record[0]["given"] = new JsonArray(NodeOf(record[0]));
        List<string> differences = [];
        foreach (JsonObject one in record)
        {
            differences.AddRange(
                (await conversation.PlayAsync(one)).Select(difference => $"{ObservedCases.NameOf(one)}: {difference}"));
        }

        return differences;
    }

    // The node of the record is the answer to its first question. Values that were left out are replaced by some text.
    private static JsonObject NodeOf(JsonObject first)
    {
        JsonNode entity = first["answer"]!["body"]!["Entities"]![0]!;
        JsonObject item = entity["Data"]!["AWS:InstanceInformation"]!.DeepClone().AsObject();
        item["CaptureTime"] = "2026-01-01T00:00:00Z";
        foreach (JsonObject map in item["Content"]!.AsArray().Select(entry => entry!.AsObject()).Append(item).ToArray())
        {
            foreach (string name in map.Where(pair => pair.Value is JsonObject).Select(pair => pair.Key).ToArray())
            {
                map[name] = "text";
            }
        }

        return new JsonObject
        {
            ["operation"] = "PutInventory",
            ["request"] =
                new JsonObject { ["InstanceId"] = entity["Id"]!.DeepClone(), ["Items"] = new JsonArray(item) },
        };
    }

    private async Task<string> RecordAsync()
    {
        // The deletion ends when the script waits for that, and not before, however long the script takes.
        IReadOnlyList<string> names = [.. ObservedCases.Read(s_questions).Select(one => (string)one["name"]!)];
        LateClock clock = new() { Requests = CallsBeforeQuestions + names.ToList().IndexOf("A deletion at its end") };
        LocalInventoryService local = new(_ => SqliteInventoryStore.OpenInMemory(), 1, clock, TimeSpan.FromMinutes(5));
        using EndpointServer endpoint = EndpointServer.Start(
            local, new EndpointOptions { Key = OpenDoor.Key }, Endpoints.Clock);
        clock.Endpoint = endpoint;
        using IInventoryService service = OpenDoor.Sdk(endpoint.Url, OpenDoor.Key);
        InventoryItem item = Items.Valid(
            Items.Entry(("InstanceId", Node), ("ComputerName", "a-name"), ("PlatformType", "Linux")));
        item.TypeName = "AWS:InstanceInformation";
        await service.PutInventoryAsync(new(Node, [item]), default);

        string path = Path.Combine(_folder.Path, "record.json");
        ProcessStartInfo start = new(
            "dotnet",
            [
                "tool",
                "exec",
                "powershell",
                "--yes",
                "--",
                "-NoProfile",
                "-NonInteractive",
                "-File",
                Repository.PathOf("docs", "examples", "Compare-WithAws.ps1"),
                "-InstanceId",
                Node,
                "-EndpointUrl",
                endpoint.Url.ToString(),
                "-Path",
                path,
                "-Confirm:$false",
            ])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = OpenDoor.Key.AccessKey;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = OpenDoor.Key.SecretKey;
        start.Environment["AWS_SESSION_TOKEN"] = OpenDoor.Key.SessionToken;
        start.Environment["AWS_REGION"] = "eu-west-1";
        using Process process = Process.Start(start)!;
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"{await text}\n{await error}");
        return path;
    }

    // Stands still, and is a day later after so many requests.
    private sealed class LateClock : IClock
    {
        private static readonly DateTimeOffset s_start = DateTimeOffset.UtcNow;

        public EndpointServer? Endpoint { get; set; }

        public required int Requests { get; init; }

        public DateTimeOffset UtcNow => Endpoint?.Statistics.RequestCount > Requests ? s_start.AddDays(1) : s_start;

        public TimeSpan Elapsed => UtcNow - s_start;

        public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
