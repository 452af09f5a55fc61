using System.Text.Json;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

public sealed class AgentExporterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_has_no_byte_order_mark_one_type_and_text_only()
    {
        InventoryItem item = InventoryFiles.Item("Custom:RackInfo", value: "Zürich \"<&>\" 😀");
        Assert.Equal(
            [_folder.FileNamed("RackInfo.json")], InventoryFiles.Export(InventoryFileFormat.Agent, _folder.Path, item));
        byte[] bytes = File.ReadAllBytes(Assert.Single(Directory.GetFileSystemEntries(_folder.Path)));
        Assert.Equal((byte)'{', bytes[0]);
        JsonElement file = JsonElement.Parse(bytes);
        Assert.Equal(["SchemaVersion", "TypeName", "Content"], file.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Zürich \"<&>\" 😀", file.GetProperty("Content")[0].GetProperty("A").GetString());
    }

    [Theory]
    [InlineData("Custom:Rack:Info/2", "Rack_Info_2.json")]
    [InlineData(@"Custom:..\..", "_____.json")]
    [InlineData("Custom:a\0\nb", "a__b.json")]
    public void The_name_of_a_file_is_the_name_of_its_type_without_what_a_path_means(string type, string name) =>
        Assert.Equal(
            [_folder.FileNamed(name)],
            InventoryFiles.Export(InventoryFileFormat.Agent, _folder.Path, InventoryFiles.Item(type)));

    [Fact]
    public void Types_whose_names_differ_in_case_alone_have_two_files() => Assert.Equal(
        ["a.json", "A-2.json", "a_b.json", "a_b-2.json"],
        InventoryFiles.Export(
            InventoryFileFormat.Agent,
            _folder.Path,
            [.. new[] { "a", "A", "a/b", "a.b" }.Select(name => InventoryFiles.Item($"Custom:{name}"))])
            .Select(Path.GetFileName));

    [Fact]
    public void A_type_keeps_the_file_that_it_is_in()
    {
        InventoryFiles.Write(
            _folder.FileNamed("old name.json"),
            """{ "SchemaVersion": "1.0", "TypeName": "Custom:X", "Content": [] }""");
        Assert.Equal(
            [_folder.FileNamed("old name.json")],
            InventoryFiles.Export(InventoryFileFormat.Agent, _folder.Path, InventoryFiles.Item("Custom:X")));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    public static TheoryData<string, Action<InventoryItem>> Dropped => new()
    {
        { "its TypeName 'AWS:File' does not begin with Custom:", item => item.TypeName = "AWS:File" },
        { "its TypeName has more than 100 bytes", item => item.TypeName = "Custom:" + new string('ü', 47) },
        { "its SchemaVersion '1' is not two numbers with a dot", item => item.SchemaVersion = "1" },
        {
            "Content[1]: A has 6000 bytes, and 4096 are allowed",
            item => item.Content!.Add(Items.Entry(("A", new string('ü', 3000))))
        },
        { "has 80 bytes, and 1 to 64 are allowed", item => item.Content!.Add(Items.Entry((new string('ü', 40), "x"))) },
        { "Content[1]: it has 51 attributes, and 50 are allowed", item => item.Content!.Add(Items.EntryOf(51)) },
        { "it has no content", item => item.Content = null },
        { "it has a context", item => item.Context = new InventoryEntry { ["A"] = "1" } },
    };

    [Theory]
    [MemberData(nameof(Dropped))]
    public void An_item_that_the_agent_would_drop_is_refused(string why, Action<InventoryItem> change)
    {
        InventoryItem item = InventoryFiles.Item("Custom:X");
        change(item);
        InventoryFileException refused = InventoryFiles.Refuse(new AgentExporter(_folder.Path), item);
        Assert.Equal(FileProblem.NotForAgent, refused.Problem);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_twenty_first_file_is_refused()
    {
        InventoryFiles.Export(
            InventoryFileFormat.Agent,
            _folder.Path,
            [.. Enumerable.Range(1, 20).Select(number => InventoryFiles.Item($"Custom:T{number}"))]);
        Assert.Equal(20, Directory.GetFiles(_folder.Path).Length);
        InventoryFileException refused = InventoryFiles.Refuse(
            new AgentExporter(_folder.Path), InventoryFiles.Item("Custom:T21"));
        Assert.Equal(FileProblem.NotForAgent, refused.Problem);
        Assert.Contains(
            "with more than 20 the agent sends no inventory at all", refused.Message, StringComparison.Ordinal);
        InventoryFiles.Export(InventoryFileFormat.Agent, _folder.Path, InventoryFiles.Item("Custom:T20"));
    }

    [Fact]
    public void A_folder_takes_one_node_and_a_refused_item_does_not_decide_which()
    {
        using AgentExporter exporter = new(_folder.Path);
        Assert.Throws<InventoryFileException>(() => exporter.Add(InventoryFiles.Item("AWS:File", "i-00000001")));
        Assert.Single(exporter.Add(InventoryFiles.Item("Custom:X", "i-00000002")));
        InventoryFileException refused = Assert.Throws<InventoryFileException>(
            () => exporter.Add(InventoryFiles.Item("Custom:Y", "i-00000003")));
        Assert.Equal(FileProblem.NotForAgent, refused.Problem);
        Assert.Contains("Export each node to its own folder", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_agents_own_folder_takes_no_path_as_a_node()
    {
        InventoryFileException refused = InventoryFiles.Refuse(
            new AgentExporter(folder: null), InventoryFiles.Item("Custom:X", "../../i-00000001"));
        Assert.Equal(FileProblem.InvalidItem, refused.Problem);
        Assert.Contains("is not an instance ID", refused.Message, StringComparison.Ordinal);
    }
}
