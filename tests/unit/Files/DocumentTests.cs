using System.Text;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>JSON documents of items and of answers.</summary>
public sealed class DocumentTests : IDisposable
{
    private const string Item =
        """{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z",""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]

    // Names in any case, members of clients, one entry without a list, the hash of the content, and none of it.
    [InlineData(
        """{"typeName":"Custom:X","schemaversion":"1.0","content":{"A":"1"},"$metadata":{}}""", "Custom:X 1", null)]
    [InlineData(Item + @"""Content"":[{}]}", "Custom:X 1", null)]
    [InlineData(Item + @"""Content"":null,""Context"":null,""ContentHash"":""x""}", "Custom:X -1", null)]
    [InlineData(Item + @"""Content"":[],""ContentHash"":""any text""}", "Custom:X 0", null)]
    [InlineData("[[[" + Item + @"""Content"":[]}]]]", "Custom:X 0", null)]
    [InlineData("[]", "", null)]
    [InlineData("[[[[" + Item + @"""Content"":[]}]]]]", "", "lists are nested too deep")]

    // What would be lost.
    [InlineData(Item + @"""Content"":[],""content"":[{""A"":""1""}]}", "", "the member content is there twice")]
    [InlineData(
        Item + @"""Content"":[{""A"":""\ud800""}]}", "", "Content[0].A: half of a surrogate pair is not a character")]
    [InlineData(
        Item + @"""Content"":[{""A"":""1""}],""Context"":[""B""]}", "", "Context: here is a list, and not an object")]
    [InlineData(
        Item + @"""Content"":[{""A"":""1""}],""Context"":{""B"":1}}", "", "Context.B: the value is not text but 1")]
    [InlineData("""{"TypeName":1,"SchemaVersion":"1.0"}""", "", "TypeName: it is not text but 1")]
    [InlineData(
        """{"InstanceId":"i-00000001","Items":[{"InstanceId":"i-00000002","TypeName":"Custom:X","Content":[]}]}""",
        "", "InstanceId is 'i-00000002' in the item and 'i-00000001' around it")]
    [InlineData(
        """{"Id":"i-00000001","Data":{"AWS:File":{"TypeName":"AWS:Tag","CaptureTime":"x","Content":[]}}}""",
        "", "TypeName is 'AWS:Tag' in the item and 'AWS:File' around it")]

    // Shapes that are broken.
    [InlineData("""{"Items":{}}""", "", "Items is an object, and not a list")]
    [InlineData("""{"Items":["A"]}""", "", "Items[0]: here is text (\"A\"), and not an item")]
    [InlineData("""{"Entities":{}}""", "", "Entities is an object, and not a list")]
    [InlineData("""{"Entities":[1]}""", "", "an entity is an object, and this is 1")]
    [InlineData("""{"Id":"i-00000001","Data":[]}""", "", "Data is a list, and not an object")]
    [InlineData(
        """{"TypeName":"AWS:File","Entries":"A"}""", "", "Entries: here is text (\"A\"), and not a list of objects")]
    [InlineData("""{"value":1,"Count":1}""", "", "'value' is not a list")]
    [InlineData("\"A\"", "", "it is text, and not an object")]
    [InlineData("{}", "", "it is an empty object, and not an item")]
    [InlineData(
        """{"TypeName":"Custom:X","\ud800":1,"Content":[]}""", "", "the name of a member has half of a surrogate")]
    [InlineData("""{"TypeName":"Custom:X","Content":[{"\udc00":""}]}""", "", "the name of a member has half of a")]
    [InlineData("""[{"\ud800x":1}]""", "", "the name of a member has half of a surrogate pair")]
    public void A_document_is_read_whole_or_refused(string json, string expected, string? problem)
    {
        string path = InventoryFiles.Write(_folder.FileNamed("x.json"), json);
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(path);
        Assert.Equal(
            expected,
            string.Join("|", items.Select(item => $"{item.TypeName} {item.Content?.Count ?? -1}")));
        Assert.Equal(problem is null ? 0 : 1, problems.Length);
        Assert.All(problems, one => Assert.Contains(problem!, one.Message, StringComparison.Ordinal));
        Assert.All(problems, one => Assert.False(one.IsWarning || one.IsWhole));
    }

    [Fact]
    public void The_hash_of_the_content_is_kept_and_that_of_changed_content_is_computed_anew()
    {
        InventoryItem item = InventoryFiles.Item("Custom:X");
        item.ContentHash = InventoryTools.Model.ContentHash.Compute(item.Content!);
        string path = _folder.FileNamed("x.jsonl");
        InventoryFiles.Export(InventoryFileFormat.JsonLines, path, item);
        Assert.Equal(item.ContentHash, Assert.Single(InventoryFiles.Read(path).Items).ContentHash);
        item.Content![0]["A"] = "2";
        InventoryFiles.Export(InventoryFileFormat.JsonLines, path, item);
        InventoryItem read = Assert.Single(InventoryFiles.Read(path).Items);
        Assert.Equal(InventoryTools.Model.ContentHash.Compute(read.Content!), read.ContentHash);
    }

    // "+" after a page means that it tells a next one, and "!" that it is broken. "o" is a page of another node, and
    // "t" one of another time.
    [Theory]
    [InlineData("a+ b", "a|b", 0)]
    [InlineData("a+ b+ c", "a|b|c", 0)]
    [InlineData("a b", "a,b", 0)]
    [InlineData("a+ o b", "a|b,o", 0)]
    [InlineData("a+ o+ b o", "a|b,o|o", 0)]
    [InlineData("a+", "", 1)]
    [InlineData("b a+", "", 1)]
    [InlineData("a b+ o", "o", 1)]
    [InlineData("a+ b+ c a+", "", 1)]
    [InlineData("a+ t", "", 1)]
    [InlineData("a+ t b", "a|b,t", 0)]
    [InlineData("a t", "a,t", 0)]
    [InlineData("a! b", "", 2)]
    [InlineData("a+ b! c", "", 2)]
    [InlineData("a! o", "o", 1)]
    public void Pages_that_follow_each_other_are_one_item(string pages, string expected, int missing)
    {
        string text = string.Concat(pages.Split(' ').Select(page =>
            $$"""{"TypeName":"AWS:File","InstanceId":"i-0000000{{(page[0] == 'o' ? 2 : 1)}}","SchemaVersion":"1.0","""
            + $"\"CaptureTime\":\"2026-01-31T{(page[0] == 't' ? 13 : 12)}:00:00Z\","
            + $"\"Entries\":[{(page.EndsWith('!') ? "1" : $"{{\"Name\":\"{page[0]}\"}}")}]"
            + (page.EndsWith('+') ? ""","NextToken":"t"}""" : "}")));
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(
            InventoryFiles.Write(_folder.FileNamed("x.json"), text));
        Assert.Equal(
            expected,
            string.Join(",", items.Select(item => string.Join("|", item.Content!.Select(entry => entry["Name"])))));
        Assert.Equal(missing, problems.Length);
        Assert.All(
            problems.Skip(pages.Contains('!') ? 1 : 0),
            problem => Assert.Equal(FileProblem.PageMissing, problem.Problem));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"Data\":", "}")]
    [InlineData("{\"Entities\":[", "]}")]
    [InlineData("{\"value\":[", "],\"Count\":1}")]
    [InlineData(Item + "\"Content\":[{\"A\":", "}]}")]
    public void Nesting_of_any_depth_is_a_problem_and_no_more(string open, string close)
    {
        foreach (int depth in new[] { 100, 3_000, 200_000 })
        {
            string path = InventoryFiles.Write(
                _folder.FileNamed("x.json"),
                $"{new StringBuilder().Insert(0, open, depth)}1{new StringBuilder().Insert(0, close, depth)}");
            foreach (bool isForced in new[] { false, true })
            {
                (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(
                    path, isForced: isForced);
                Assert.True(items.Length + problems.Length > 0);
            }
        }
    }

    [Fact]
    public void A_link_to_a_file_that_was_read_in_part_is_not_written()
    {
        string path = InventoryFiles.Write(_folder.FileNamed("x.jsonl"), "old");
        string link = _folder.FileNamed("link.jsonl");
        File.CreateSymbolicLink(link, path);
        using PartlyReadFiles import = new();
        import.Add(path);
        Assert.True(PartlyReadFiles.Contains(link));
    }

    [Fact]
    public void A_file_that_was_read_in_part_is_not_replaced_until_the_import_ends()
    {
        string path = InventoryFiles.Write(_folder.FileNamed("x.jsonl"), "old");
        using (PartlyReadFiles import = new())
        {
            import.Add(path);
            import.Add(path);
            using (PartlyReadFiles other = new())
            {
                other.Add(path);
            }

            InventoryFileException refused = Assert.Throws<InventoryFileException>(
                () => InventoryFiles.Export(InventoryFileFormat.JsonLines, path, InventoryFiles.Item("Custom:X")));
            Assert.Equal((FileProblem.PartlyRead, path), (refused.Problem, refused.Path));
            Assert.Equal("old", File.ReadAllText(path));
            Assert.Equal(path, Assert.Single(Directory.GetFiles(_folder.Path)));
        }

        InventoryFiles.Export(InventoryFileFormat.JsonLines, path, InventoryFiles.Item("Custom:X"));
        Assert.Single(InventoryFiles.Read(path).Items);
    }
}
