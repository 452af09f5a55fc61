using System.Text.Json;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>Requests of <c>put-inventory --cli-input-json</c>, written and read.</summary>
public sealed class CliInputTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_a_call_of_thirty_items_for_one_node()
    {
        string[] files = Export(
            [
                .. Enumerable.Range(1, 31).Select(number => InventoryFiles.Item($"Custom:T{number}", "i-00000001")),
                InventoryFiles.Item("Custom:X", "i-00000002"),
            ]);
        Assert.Equal(["i-00000001.json", "i-00000001-2.json", "i-00000002.json"], files.Select(Path.GetFileName));
        JsonElement request = JsonElement.Parse(File.ReadAllBytes(files[0]));
        Assert.Equal(
            ("i-00000001", 30),
            (request.GetProperty("InstanceId").GetString(), request.GetProperty("Items").GetArrayLength()));
        Assert.Equal(32, InventoryFiles.Read(_folder.Path).Items.Length);
    }

    [Fact]
    public void The_files_of_a_node_are_read_in_their_order_and_a_smaller_export_leaves_no_old_ones()
    {
        Export([.. Enumerable.Range(1, 12).Select(number => InventoryFiles.Item("Custom:X", value: $"{number}"))]);
        Assert.Equal(
            Enumerable.Range(1, 12).Select(number => $"{number}"),
            InventoryFiles.Read(_folder.Path).Items.Select(item => item.Content![0]["A"]));
        Export(InventoryFiles.Item("Custom:X"));
        Assert.Equal(_folder.FileNamed($"{Items.Node}.json"), Assert.Single(Directory.GetFiles(_folder.Path)));
    }

    [Fact]
    public void An_instance_ID_that_is_a_path_is_refused()
    {
        InventoryFileException refused = InventoryFiles.Refuse(
            new CliInputExporter(_folder.FileNamed("deep/out")), InventoryFiles.Item("Custom:X", "../../i-00000001"));
        Assert.Equal(FileProblem.InvalidItem, refused.Problem);
        Assert.Contains("is not an instance ID", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("""{"InstanceId":"i-00000001","Items":[null]}""", "one of its Items is null")]
    [InlineData("""{"InstanceId":"i-00000001"}""", "it has no Items")]
    [InlineData("""{"Items":[""", "x.json': ")]
    public void A_broken_request_is_reported(string json, string why)
    {
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(
            InventoryFiles.Write(_folder.FileNamed("x.json"), json), InventoryFileFormat.CliInputJson);
        Assert.Empty(items);
        Assert.Equal(FileProblem.InvalidFile, Assert.Single(problems).Problem);
        Assert.Contains(why, problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_costs_no_other()
    {
        const string Request =
            """{"InstanceId":"i-00000001","Items":""" +
            """[{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[]}]}""";
        InventoryFiles.Write(_folder.FileNamed("0.json"), Request);
        File.CreateSymbolicLink(_folder.FileNamed("1.json"), _folder.FileNamed("nowhere"));
        InventoryFiles.Write(
            _folder.FileNamed("2.json"), Request.Replace("Custom:X", "Custom:Y", StringComparison.Ordinal));
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path);
        Assert.Equal(["Custom:X", "Custom:Y"], items.Select(item => item.TypeName));
        Assert.Equal(
            (FileProblem.FileFailed, _folder.FileNamed("1.json")), (Assert.Single(problems).Problem, problems[0].Path));

        // As files of the agent, which the two others are not.
        Assert.Equal(
            [
                (FileProblem.AgentFileDropped, "0.json"),
                (FileProblem.FileFailed, "1.json"),
                (FileProblem.AgentFileDropped, "2.json"),
            ],
            InventoryFiles.Read(_folder.Path, InventoryFileFormat.Agent).Problems
                .Select(problem => (problem.Problem, Path.GetFileName(problem.Path))));
    }

    private string[] Export(params InventoryItem[] items) =>
        InventoryFiles.Export(InventoryFileFormat.CliInputJson, _folder.Path, items);
}
