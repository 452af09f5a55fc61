using System.Text;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>Files that would take memory or time without bounds: an error names the file and the limit.</summary>
public sealed class ImportLimitTests : IDisposable
{
    private const string Row = "Custom:X/accountid=123456789012/region=eu-west-1/resourcetype=x/i-00000001.json";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.json", "it has more than 16,777,216 bytes.")]
    [InlineData("x.jsonl", "line 2 has more than 16,777,216 bytes, and nothing after it is read.")]
    [InlineData(Row, "line 2 has more than 16,777,216 bytes, and nothing after it is read.")]
    public void A_line_and_a_document_have_at_most_16_MB(string name, string limit)
    {
        string path = InventoryFiles.Write(_folder.FileNamed(name), name == "x.json" ? "[\n" : "{}\n");
        using (FileStream file = new(path, FileMode.Append))
        {
            file.SetLength(1L << 30); // A hole, which takes no space.
        }

        InventoryFileException problem = TooLarge(path);
        Assert.Equal($"'{path}' is too large: {limit}", problem.Message);
        if (name != Row)
        {
            Assert.Contains(InventoryFiles.Read(_folder.Path).Problems, one => one.Message == problem.Message);
        }
    }

    [Fact]
    public void A_file_of_one_item_has_at_most_16_MB_in_all_its_lines()
    {
        string path = InventoryFiles.Write(
            _folder.FileNamed(Row),
            string.Concat(Enumerable.Repeat($"{{\"A\":\"{new string('x', 1 << 20)}\"}}\n", 17)));
        Assert.Equal(
            $"'{path}' is too large: it is one item, and has more than 16,777,216 bytes.", TooLarge(path).Message);
    }

    [SkippableFact]
    public void A_device_without_an_end_is_read_to_the_limit()
    {
        Skip.IfNot(File.Exists("/dev/zero"), "This system has no such device.");
        foreach (InventoryFileFormat format in Enum.GetValues<InventoryFileFormat>())
        {
            if (format != InventoryFileFormat.ResourceDataSync)
            {
                Assert.Contains("16,777,216 bytes", TooLarge("/dev/zero", format).Message, StringComparison.Ordinal);
            }
        }
    }

    [SkippableTheory]
    [InlineData(InventoryFileFormat.Auto)]
    [InlineData(InventoryFileFormat.Agent)]
    [InlineData(InventoryFileFormat.CliInputJson)]
    [InlineData(InventoryFileFormat.JsonLines)]
    [InlineData(InventoryFileFormat.ResourceDataSync)]
    public void A_pipe_is_not_waited_for(InventoryFileFormat format)
    {
        string folder = Path.GetDirectoryName(InventoryFiles.Write(_folder.FileNamed(Row), "{\"A\":\"1\"}"))!;
        string pipe = Pipes.Make(Path.Combine(folder, "i-00000000.json"));
        InventoryFileException problem = Problem(pipe, format);
        Assert.Equal(
            (FileProblem.FileFailed,
                $"'{pipe}' can't be used: It is a pipe or a terminal, and only files are read. "
                    + "Save its content to a file."),
            (problem.Problem, problem.Message));
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(
            folder, InventoryFileFormat.ResourceDataSync);
        Assert.Equal((1, pipe), (items.Length, Assert.Single(problems).Path));
    }

    [Theory]
    [InlineData(10_000, null)]
    [InlineData(10_001, "an entry has 10,001 attributes, and 10,000 are allowed.")]
    [InlineData(1_000_000, "an entry has 1,000,000 attributes, and 10,000 are allowed.")]
    public void An_entry_has_at_most_10000_attributes(int count, string? limit)
    {
        string entry = $"{{{string.Join(",", Enumerable.Range(0, count).Select(at => $"\"{at}\":\"\""))}}}";
        string item = $$"""{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[{{entry}}]}""";
        string[] files =
        [
            InventoryFiles.Write(_folder.FileNamed("x.jsonl"), item),
            InventoryFiles.Write(_folder.FileNamed("x.json"), $$"""{"InstanceId":"i-00000001","Items":[{{item}}]}"""),
            InventoryFiles.Write(_folder.FileNamed(Row), entry),
        ];
        foreach (string file in files)
        {
            (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(file);
            Assert.Equal(limit is null ? 1 : 0, items.Length);
            Assert.Equal(limit is null ? 0 : 1, problems.Length);
            Assert.All(problems, one => Assert.EndsWith(limit!, one.Message, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("x.jsonl", "10000")]
    [InlineData("x.json", "10000")]
    public void Nesting_is_bounded(string name, string limit)
    {
        string deep = new StringBuilder().Insert(0, "[", 100_000).ToString();
        string path = InventoryFiles.Write(_folder.FileNamed(name), $$"""{"X":{{deep}}""");
        InventoryFileException problem = Problem(path);
        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        Assert.Contains(limit, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_any_size_is_read_in_parts_and_can_be_stopped()
    {
        using CancellationTokenSource stop = new();
        for (int at = 0; at < 12; at++)
        {
            InventoryFiles.Write(_folder.FileNamed($"{at}.jsonl"), """{"TypeName":"Custom:X","SchemaVersion":"1.0"}""");
        }

        FolderListing listing = new(stop.Token);
        Assert.Equal(
            ["10.jsonl", "11.jsonl"],
            listing.Files(_folder.Path, path => Path.GetFileName(path).Length == 8).Select(Path.GetFileName));
        InventoryFileReader reader = new(default, _ => { }, isForced: false, stop: stop.Token);
        using IEnumerator<InventoryItem> items = reader.Read(_folder.Path, InventoryFileFormat.Auto).GetEnumerator();
        Assert.True(items.MoveNext());
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => items.MoveNext());
        Assert.Throws<OperationCanceledException>(() => listing.Files(_folder.Path, _ => true).Count());
    }

    private static InventoryFileException TooLarge(
        string path, InventoryFileFormat format = InventoryFileFormat.Auto)
    {
        InventoryFileException problem = Problem(path, format);
        Assert.Equal((FileProblem.InvalidFile, path), (problem.Problem, problem.Path));
        return problem;
    }

    // The last one of what is reported and what is thrown.
    private static InventoryFileException Problem(string path, InventoryFileFormat format = InventoryFileFormat.Auto)
    {
        List<InventoryFileException> problems = [];
        InventoryFileReader reader = new(default, problems.Add, isForced: false);
        try
        {
            Assert.Empty(reader.Read(path, format));
        }
        catch (InventoryFileException thrown)
        {
            problems.Add(thrown);
        }

        return problems[^1];
    }
}
