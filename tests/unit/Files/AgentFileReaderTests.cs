using System.Text;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>Custom inventory, read as the SSM agent reads it.</summary>
public sealed class AgentFileReaderTests : IDisposable
{
    private const InventoryFileFormat Agent = InventoryFileFormat.Agent;

    private const string Head = """{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    // Names of members in any case, the last of two, no unknown ones; one entry without a list; half characters.
    [InlineData(
        """{"schemaversion":"1.0","TYPENAME":"Custom:X","content":{"A":"1"},"Unknown":1,"TypeName":"Custom:Last"}""",
        "Custom:Last A=1", "does not read the TypeName that another one follows, Unknown. It sends TypeName, ")]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[]}""", "Custom:X ", null)]
    [InlineData(Head + """[{"A":"1","A":"2"}]}""", "Custom:X A=2", "the value of 'A' in Content[0] that another one")]
    [InlineData(Head + """[{"A":"1","A":"1"}]}""", "Custom:X A=1", null)]
    [InlineData(
        Head + """{"A":"\ud800 \udc00x \ud83d\ude00 \\ud800"}}""",
        "Custom:X A=\ufffd \ufffdx \ud83d\ude00 \\ud800", null)]
    // Null leaves the text of a member as it was, and empties the content.
    [InlineData(Head + """[],"TypeName":null,"SchemaVersion":null}""", "Custom:X ", null)]
    [InlineData(Head + """[],"Content":null}""", null, "it has no Content")]
    [InlineData(
        """{"SchemaVersion":"1.0","TypeName":1,"Content":[],"TypeName":"Custom:X"}""",
        null, "TypeName is not text but 1")]
    // Go takes two letters beyond ASCII for s and k, and no other for one of ASCII.
    [InlineData("""{"\u017fchemaVer\u017fion":"1.0","TypeName":"Custom:X","Content":[]}""", "Custom:X ", null)]
    [InlineData("""{"SchemaVers\u0131on":"1.0","TypeName":"Custom:X","Content":[]}""", null, "its SchemaVersion ''")]
    // A number that Go can't hold drops the file, in Content only, wherever it is.
    [InlineData(Head + """[{"A":1e400},{"A":"2"}]}""", null, "the number 1e400 is too large")]
    [InlineData(Head + """[{"A":[{"B":-1e999}]},{"A":"2"}]}""", null, "the number -1e999 is too large")]
    [InlineData(Head + """[1e400],"Content":{"A":"1"}}""", null, "the number 1e400 is too large")]
    [InlineData(Head + """[{"A":1e-400},{"A":"2"}]}""", "Custom:X A=2", "the value of A is not text but 1e-400")]
    // An invalid entry is left out, unless it is the last.
    [InlineData(
        Head + """[{"A":1},{"A":"2"}]}""",
        "Custom:X A=2", "leaves Content[0] out without a word: the value of A is not text but 1")]
    [InlineData(
        Head + """[{"A":"1"},{"A":null}]}""",
        null, "its last entry, Content[1], is not valid: the value of A is not text but null")]
    // An entry that is not an object costs the file, wherever it is.
    [InlineData(Head + """[{"A":"1"},"B"]}""", null, "Content[1] is not an object")]
    [InlineData(Head + """["B",{"A":"1"}]}""", null, "Content[0] is not an object")]
    [InlineData(Head + """[{"A":"1"},null,[],{"A":"1"}]}""", null, "Content[1] is not an object")]
    // A broken file.
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X"}""", null, "it has no Content")]
    [InlineData(Head + "\"A\"}", null, "it has no Content that is an object")]
    [InlineData(
        """{"SchemaVersion":"1","TypeName":"AWS:File","Content":[]}""",
        null, "its TypeName 'AWS:File' does not begin with Custom:; its SchemaVersion '1' is not two numbers")]
    [InlineData(
        """{"SchemaVersion":1.0,"TypeName":"Custom:X","Content":[]}""",
        null, "SchemaVersion is not text but 1.0")]
    [InlineData("""{"SchemaVersion":"1.0","Content":[]}""", null, "it has no TypeName")]
    [InlineData(Head + """[],}""", null, "it is not JSON that the agent reads: line 1, byte 59")]
    [InlineData("[]", null, "it is not a JSON object")]
    [InlineData(" ", null, "it is empty")]
    public void A_file_is_read_as_the_agent_reads_it(string json, string? expected, string? problem)
    {
        string path = InventoryFiles.Write(_folder.FileNamed("x.json"), json);
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(path, Agent);
        Assert.Equal(
            expected is null ? [] : [expected],
            items.Select(item => $"{item.TypeName} {string.Join(" ", item.Content!)}"));
        Assert.Equal(problem is null ? 0 : 1, problems.Length);
        Assert.All(problems, one => Assert.Contains(problem!, one.Message, StringComparison.Ordinal));
        Assert.All(
            problems,
            one => Assert.Equal(
                (expected is null ? FileProblem.AgentFileDropped : FileProblem.AgentEntryDropped, path),
                (one.Problem, one.Path)));
    }

    [Theory]
    [InlineData(9_999, true)]
    [InlineData(10_000, false)]
    public void A_file_is_read_as_deep_as_the_agent_reads(int depth, bool isRead)
    {
        string deep = new string('[', depth) + new string(']', depth);
        string path = InventoryFiles.Write(
            _folder.FileNamed("x.json"), $$"""{{Head}}{"A":"1"},"Unknown":{{deep}}}""");
        Assert.Equal(isRead ? 1 : 0, InventoryFiles.Read(path, Agent).Items.Length);
    }

    [Theory]
    [InlineData("""{"SchemaVersion":"1","TypeName":"AWS:File","Content":[{"A":1},{"A":null},{"A":"3"}]}""", "1||3", 3)]
    [InlineData(Head + """[{"A":{"B":[1e400]}}]}""", """{"B":[1e400]}""", 1)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":["A",{"A":"1"}]}""", null, 1)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":"A"}""", null, 1)]
    [InlineData("""{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":null}""", null, 1)]
    [InlineData("{", null, 1)]
    public void Force_reads_what_can_be_read(string json, string? values, int problems)
    {
        (InventoryItem[] items, InventoryFileException[] found) = InventoryFiles.Read(
            InventoryFiles.Write(_folder.FileNamed("x.json"), json), Agent, isForced: true);
        Assert.Equal(problems, found.Length);
        Assert.Equal(
            values,
            items.SingleOrDefault() is InventoryItem item
                ? string.Join("|", item.Content!.Select(entry => entry["A"]))
                : null);
    }

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    public void A_file_with_a_byte_order_mark_is_read_by_force_only(string encoding, string name)
    {
        File.WriteAllText(
            _folder.FileNamed("x.json"),
            """{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"ü"}}""",
            Encoding.GetEncoding(encoding));
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path, Agent);
        Assert.Empty(items);
        Assert.Equal(FileProblem.AgentFileDropped, Assert.Single(problems).Problem);
        Assert.Contains(
            $"a byte order mark of {name}, which the agent does not read",
            problems[0].Message,
            StringComparison.Ordinal);
        (items, problems) = InventoryFiles.Read(_folder.Path, Agent, isForced: true);
        Assert.Equal("ü", Assert.Single(items).Content![0]["A"]);
        Assert.Single(problems);
    }

    [Fact]
    public void A_folder_tells_its_node_and_the_first_file_of_a_type_counts()
    {
        string folder = Path.Combine(_folder.Path, Items.Node, "inventory", "custom");
        Write("b.json", "Custom:X", "second");
        Write("a.json", "Custom:X", "first");
        Write("c.JSON", "Custom:Y", "1");
        InventoryFiles.Write(Path.Combine(folder, "notes.txt"), "no inventory");
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(folder);
        Assert.Equal(
            (Items.Node, "Custom:X", "first", InventoryFiles.Now),
            (items.Single().InstanceId, items[0].TypeName, items[0].Content![0]["A"], items[0].CaptureTime));
        Assert.All(problems, problem => Assert.Equal(FileProblem.AgentFileDropped, problem.Problem));
        Assert.Collection(
            problems,
            problem => Assert.Contains(
                "it reads files that end in .json, in small letters", problem.Message, StringComparison.Ordinal),
            problem => Assert.Contains(
                "'a.json' has the same type Custom:X", problem.Message, StringComparison.Ordinal));
        Assert.Equal(Items.Node, InventoryFiles.Read(Path.Combine(folder, "a.json")).Items.Single().InstanceId);

        void Write(string name, string type, string value) => InventoryFiles.Write(
            Path.Combine(folder, name),
            $$$"""{"SchemaVersion":"1.0","TypeName":"{{{type}}}","Content":{"A":"{{{value}}}"}}""");
    }

    [Fact]
    public void A_folder_of_twenty_one_files_is_read_by_force_only()
    {
        for (int number = 0; number < 21; number++)
        {
            InventoryFiles.Write(
                _folder.FileNamed($"{number}.json"),
                $$"""{"SchemaVersion":"1.0","TypeName":"Custom:T{{number}}","Content":[]}""");
        }

        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path, Agent);
        Assert.Empty(items);
        Assert.Equal(FileProblem.AgentFolderRefused, Assert.Single(problems).Problem);
        Assert.Contains("there are 21 files in it, and 20 are allowed", problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(21, InventoryFiles.Read(_folder.Path, Agent, isForced: true).Items.Length);
    }
}
