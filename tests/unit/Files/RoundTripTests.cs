using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using InventoryTools.Tests.Rules;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>An import gives the items that were exported, in each format.</summary>
public sealed class RoundTripTests
{
    /// <summary>Items of several types of one node that the SSM agent takes: it counts bytes.</summary>
    public static class AgentItems
    {
        public static Arbitrary<InventoryItem[]> Items() => (
            from count in Gen.Choose(1, 5)
            from items in One().ListOf(count)
            select items.DistinctBy(item => item.TypeName).ToArray()).ToArbitrary();

        private static Gen<InventoryItem> One() =>
            from type in Texts.Whole
            from names in Texts.Whole.ListOf(3)
            from values in Texts.Whole.ListOf(6)
            select Item(
                First(type, 20),
                values.Chunk(3).Select(row => Tests.Items.Entry(
                    [.. row.Select((value, at) => ($"{at}{First(names[at], 15)}", First(value, 1000)))])));

        private static InventoryItem Item(string name, IEnumerable<InventoryEntry> entries)
        {
            InventoryItem item = InventoryFiles.Item(
                "Custom:" + string.Concat(name.Where(letter => letter is not ('\n' or '\r' or '\u2028' or '\u2029'))));
            item.Content = [.. entries];
            return item;
        }

        private static string First(string text, int runes) => string.Concat(text.EnumerateRunes().Take(runes));
    }

    // The format of files has no capture time and, outside of the agent's own folder, no node.
    [Property(Arbitrary = [typeof(AgentItems)], MaxTest = 30)]
    public void Agent(InventoryItem[] items)
    {
        foreach (InventoryItem item in items)
        {
            item.CaptureTime = InventoryFiles.Now;
        }

        AssertSame(InventoryFileFormat.Agent, Path.Combine(Items.Node, "inventory", "custom"), items);
    }

    // The hash of an item with content is not part of a request.
    [Property(Arbitrary = [typeof(ValidItems)], MaxTest = 20)]
    public void CliInputJson(InventoryItem item, bool isHashOnly)
    {
        item.InstanceId ??= Items.Node;
        item.Content = isHashOnly ? null : item.Content;
        item.ContentHash = isHashOnly ? item.ContentHash : null;
        AssertSame(InventoryFileFormat.CliInputJson, "out", item);
    }

    [Property(Arbitrary = [typeof(ValidItems)], MaxTest = 20)]
    public void JsonLines(InventoryItem item, bool isHashOnly)
    {
        item.Content = isHashOnly ? null : item.Content;
        AssertSame(InventoryFileFormat.JsonLines, "out.jsonl", Items.Compliance(), item, Items.Valid());
    }

    // The layout has entries only, and no place for a hash; the context becomes part of the entries.
    [Property(Arbitrary = [typeof(AgentItems)], MaxTest = 30)]
    public void ResourceDataSync(InventoryItem[] items) =>
        AssertSame(InventoryFileFormat.ResourceDataSync, "out", items);

    public static TheoryData<InventoryFileFormat, string> Formats => new()
    {
        { InventoryFileFormat.Agent, "out" },
        { InventoryFileFormat.CliInputJson, "out" },
        { InventoryFileFormat.JsonLines, "out.jsonl" },
        { InventoryFileFormat.ResourceDataSync, "out" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Half_of_a_character_is_refused_and_not_replaced(InventoryFileFormat format, string path)
    {
        using TempFolder folder = new();
        InventoryFileException refused = InventoryFiles.Refuse(
            InventoryFiles.Exporter(format, folder.FileNamed(path)), InventoryFiles.Item("Custom:X", value: "x\ud83d"));
        Assert.Equal(FileProblem.InvalidItem, refused.Problem);
        Assert.Contains("half of a surrogate pair (U+D83D)", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData(InventoryFileFormat.CliInputJson, "out")]
    [InlineData(InventoryFileFormat.JsonLines, "out.jsonl")]
    [InlineData(InventoryFileFormat.ResourceDataSync, "out")]
    public void A_context_without_a_value_has_an_empty_one(InventoryFileFormat format, string path)
    {
        using TempFolder folder = new();
        InventoryItem item = Items.Compliance();
        item.Context = new InventoryEntry { ["ComplianceType"] = null! };
        InventoryFiles.Export(format, folder.FileNamed(path), item);
        InventoryItem read = Assert.Single(InventoryFiles.Read(folder.FileNamed(path)).Items);
        Assert.Equal("", read.Context!["ComplianceType"]);
    }

    [Theory]
    [InlineData(InventoryFileFormat.Auto, 1)]
    [InlineData(InventoryFileFormat.Agent, 0)]
    public void A_folder_without_inventory_is_reported_where_the_format_is_not_given(
        InventoryFileFormat format, int problems)
    {
        using TempFolder folder = new();
        InventoryFiles.Write(folder.FileNamed("read.me"), "no inventory");
        Assert.Equal(problems, InventoryFiles.Read(folder.Path, format).Problems.Count(problem =>
            problem.Problem == FileProblem.InvalidFile
            && problem.Message.Contains("no file in this folder is one of inventory", StringComparison.Ordinal)));
    }

    private static void AssertSame(InventoryFileFormat format, string path, params InventoryItem[] items)
    {
        using TempFolder folder = new();
        InventoryFiles.Export(format, folder.FileNamed(path), items);
        (InventoryItem[] read, InventoryFileException[] problems) = InventoryFiles.Read(folder.FileNamed(path));
        Assert.Empty(problems.Select(problem => problem.Message));
        IEnumerable<string> expected = items.Select(InventoryFiles.Text);
        IEnumerable<string> actual = read.Select(InventoryFiles.Text);

        // A folder is read in the order of its files.
        bool isOrdered = format is InventoryFileFormat.CliInputJson or InventoryFileFormat.JsonLines;
        Assert.Equal(
            isOrdered ? expected : expected.Order(StringComparer.Ordinal),
            isOrdered ? actual : actual.Order(StringComparer.Ordinal));
    }
}
