using System.Text.Json;
using FsCheck.Xunit;
using InventoryTools.Files;
using InventoryTools.Tests.Rules;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>The layout of a resource data sync, written and read.</summary>
public sealed class DataSyncTests : IDisposable
{
    private static readonly string s_tail = Path.Combine(
        "accountid=123456789012", "region=eu-west-1", "resourcetype=ManagedInstanceInventory", Items.Node + ".json");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_type_and_node_has_a_file_and_each_entry_a_line()
    {
        InventoryItem racks = Items.Valid(
            Items.Entry(("Rack", "A1"), ("Text", "Zürich \"<&>\" 😀")), Items.Entry(("Rack", "B7")));
        string[] files = Export(racks, Compliance("Custom:A"), Compliance("Custom:B"));
        Assert.Equal(
            [s_tail, s_tail],
            files.Select(file => Path.Combine(file.Split(Path.DirectorySeparatorChar)[^4..])));
        Assert.Equal(
            ["Custom:RackInfo", "AWS:ComplianceItem"], files.Select(file => DataSyncLayout.Read(file)!.Value.TypeName));
        string[] rows = File.ReadAllLines(files[0]);
        Assert.Equal(
            """{"Rack":"B7","resourceId":"i-0123456789abcdef0",""" +
            "\"captureTime\":\"2026-01-31T12:00:00Z\",\"schemaVersion\":\"1.0\"}",
            rows[1]);
        Assert.Equal("Zürich \"<&>\" 😀", JsonElement.Parse(rows[0]).GetProperty("Text").GetString());
        Assert.Equal(
            ["Custom:A", "Custom:B"],
            File.ReadAllLines(files[1])
                .Select(row => JsonElement.Parse(row).GetProperty("ComplianceType").GetString()));
    }

    [SkippableTheory]
    [InlineData("AWS:ComplianceItem", "AWS:ComplianceItem")]
    [InlineData("Custom:RackInfo", "Custom:RackInfo")]
    [InlineData(@"Custom:../..\x", "Custom:..%2F..%5Cx")]
    [InlineData("Custom:50%", "Custom:50%25")]
    public void The_folder_of_a_type_has_its_name_without_what_a_path_means(string type, string folder)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other names of folders.");
        Assert.Equal([Path.Combine(_folder.Path, folder, s_tail)], Export(InventoryFiles.Item(type)));
    }

    [Property(Arbitrary = [typeof(ValidItems)])]
    public void The_path_of_a_file_tells_its_type_and_node(InventoryItem item)
    {
        string path = DataSyncLayout.PathOf(
            _folder.Path, "123456789012", "eu-west-1", DataSyncLayout.FoldersOf(item.TypeName).Usual, Items.Node);
        Assert.Equal((item.TypeName, Items.Node), DataSyncLayout.Read(path));
        Assert.Equal(5, Path.GetRelativePath(_folder.Path, path).Split(Path.DirectorySeparatorChar).Length);
    }

    [Fact]
    public void Types_whose_names_look_alike_in_a_path_stay_apart()
    {
        string[] types =
            ["Custom:../..\\x", "Custom:50%", "Custom:a%252Fb", "Custom:a%2Fb", "Custom:a/b", "Custom:nul\0"];
        string[] files = Export([.. types.Select(type => InventoryFiles.Item(type))]);
        Assert.Equal(types.Length, Directory.GetDirectories(_folder.Path).Length);
        Assert.All(files, file => Assert.True(File.Exists(file)));
        Assert.Equal(
            types, InventoryFiles.Read(_folder.Path).Items.Select(item => item.TypeName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_was_written_on_Windows_is_read_everywhere()
    {
        InventoryFiles.Write(Path.Combine(_folder.Path, "Custom%3A50%25%2A", s_tail), """{"A":"1"}""");
        Assert.Equal("Custom:50%*", Assert.Single(InventoryFiles.Read(_folder.Path).Items).TypeName);
    }

    public static TheoryData<string, Action<InventoryItem>> Refused => new()
    {
        { "'../../i-00000001' is not an instance ID", item => item.InstanceId = "../../i-00000001" },
        { "'..' is not an inventory type", item => item.TypeName = ".." },
        { "it has no content", item => (item.Content, item.ContentHash) = (null, "x") },
        {
            "it has an attribute 'CaptureTime', and the layout adds one",
            item => item.Content!.Add(Items.Entry(("CaptureTime", "x")))
        },
        { "the name of its type is too long for a folder", item => item.TypeName = "Custom:" + new string('/', 93) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void An_item_that_has_no_place_in_the_layout_is_refused_and_costs_no_other(
        string why, Action<InventoryItem> change)
    {
        InventoryItem bad = InventoryFiles.Item("Custom:Bad");
        change(bad);
        using DataSyncExporter exporter = new(_folder.Path, "123456789012", "eu-west-1");
        Assert.Empty(exporter.Add(InventoryFiles.Item("Custom:Good")));
        InventoryFileException refused = Assert.Throws<InventoryFileException>(() => exporter.Add(bad).Count());
        Assert.Equal(FileProblem.InvalidItem, refused.Problem);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Single(exporter.Complete());
        Assert.Equal("Custom:Good", Assert.Single(InventoryFiles.Read(_folder.Path).Items).TypeName);
    }

    [Fact]
    public void Items_of_one_file_follow_each_other_and_of_the_same_the_last_counts()
    {
        using DataSyncExporter exporter = new(_folder.Path, "123456789012", "eu-west-1");
        InventoryItem[] added =
        [
            Compliance("Custom:A"),
            Compliance("Custom:B"),
            InventoryFiles.Item("Custom:X", value: "old"),
            InventoryFiles.Item("Custom:X", value: "new"),
        ];
        foreach (InventoryItem item in added)
        {
            exporter.Add(item).Count();
        }

        InventoryFileException late = Assert.Throws<InventoryFileException>(
            () => exporter.Add(Compliance("Custom:C")).Count());
        Assert.Equal(FileProblem.InvalidItem, late.Problem);
        Assert.Contains(
            "was written before with other items of that node and type. Sort the items",
            late.Message,
            StringComparison.Ordinal);
        exporter.Complete().Count();
        InventoryItem[] items = InventoryFiles.Read(_folder.Path).Items;
        Assert.Equal(
            ["AWS:ComplianceItem 1", "AWS:ComplianceItem 1", "Custom:X 1"],
            items.Select(item => $"{item.TypeName} {item.Content!.Count}"));
        Assert.Equal(["Custom:A", "Custom:B"], items.Take(2).Select(item => item.Context!["ComplianceType"]));
        Assert.Equal("new", items[2].Content![0]["A"]);
    }

    [Fact]
    public void Half_of_a_file_is_an_item_by_force_only()
    {
        string file = Export(Items.Valid(Items.Entry(("Rack", "A1")), Items.Entry(("Rack", "B7")))).Single();
        File.AppendAllText(file, "{\"Rack\":\"C");
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path);
        Assert.Empty(items);
        Assert.Equal((FileProblem.InvalidFile, file), (Assert.Single(problems).Problem, problems[0].Path));
        Assert.Contains("line 3: ", problems[0].Message, StringComparison.Ordinal);
        string typeFolder = Directory.GetDirectories(_folder.Path).Single();
        Assert.All(
            [_folder.Path, typeFolder, file],
            path => Assert.Equal(2, Assert.Single(InventoryFiles.Read(path, isForced: true).Items).Content!.Count));
    }

    [Fact]
    public void Half_of_a_character_in_the_name_of_an_attribute_is_reported()
    {
        InventoryFiles.Write(Path.Combine(_folder.Path, "Custom%3AX", s_tail), """{"\ud800":"1"}""");
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path);
        Assert.Empty(items);
        Assert.Contains(
            "line 1: the name of a member has half", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_outside_of_the_layout_is_reported()
    {
        string path = InventoryFiles.Write(_folder.FileNamed("x.json"), """{"A":"1"}""");
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(
            path, InventoryFileFormat.ResourceDataSync);
        Assert.Empty(items);
        Assert.Contains(
            "its path is not TypeName/accountid=", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_that_a_row_has_no_room_for_is_refused()
    {
        InventoryItem twice = Items.Valid(Items.Entry(("Rack", "A1"), ("rack", "B7")));
        InventoryItem same = Items.Valid(Items.Entry(("Rack", "A1"), ("RACK", "A1")));
        InventoryItem context = Compliance("Custom:A");
        context.Content![0]["ComplianceType"] = "Custom:B";
        InventoryItem empty = Compliance("Custom:A");
        empty.Content = [];
        using DataSyncExporter exporter = new(_folder.Path, "123456789012", "eu-west-1");
        Assert.Empty(exporter.Add(same));
        foreach ((InventoryItem item, string why) in new[]
            { (twice, "'rack' would be there twice"), (context, "'ComplianceType'"), (empty, "it has no entries") })
        {
            Assert.Contains(
                why,
                Assert.Throws<InventoryFileException>(() => exporter.Add(item).Count()).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_context_comes_back_where_all_rows_have_it_and_the_rest_stays_in_the_rows()
    {
        const string Row =
            """{"Id":"1","ComplianceType":"Patch","ExecutionId":"_","captureTime":"2026-01-31T12:00:00Z"}""";
        string folder = Path.Combine(_folder.Path, "AWS%3AComplianceItem");
        InventoryFiles.Write(
            Path.Combine(folder, s_tail),
            Row + "\n" + Row.Replace("_", "e", StringComparison.Ordinal));
        InventoryItem item = Assert.Single(InventoryFiles.Read(_folder.Path).Items);
        Assert.Equal(["ComplianceType=Patch"], item.Context!.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal(["_", "e"], item.Content!.Select(entry => entry["ExecutionId"]));
        Assert.Equal("2026-01-31T12:00:00Z", item.CaptureTime);
    }

    private string[] Export(params InventoryItem[] items) =>
        InventoryFiles.Export(InventoryFileFormat.ResourceDataSync, _folder.Path, items);

    private static InventoryItem Compliance(string type)
    {
        InventoryItem item = Items.Compliance();
        item.Context!["ComplianceType"] = type;
        return item;
    }
}
