using System.Text;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>One item a line, written and read.</summary>
public sealed class JsonLinesTests : IDisposable
{
    private const string Line =
        """{"InstanceId":"i-00000001","TypeName":"Custom:X",""" +
        "\"SchemaVersion\":\"1.0\",\"CaptureTime\":\"2026-01-31T12:00:00Z\",\"Content\":[{\"A\":\"Müller\"}]}";

    private readonly TempFolder _folder = new();

    private string File1 => _folder.FileNamed("x.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_broken_line_costs_no_other()
    {
        InventoryFiles.Write(File1, $$"""
            {{Line}}
            {"TypeName":"Custom:X","Content":[{"A":1}]}

            {{Line.Replace("i-00000001", "i-00000002", StringComparison.Ordinal)}}
            """);
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(_folder.Path);
        Assert.Equal(["i-00000001", "i-00000002"], items.Select(item => item.InstanceId));
        Assert.Equal((FileProblem.InvalidFile, File1), (Assert.Single(problems).Problem, problems[0].Path));
        Assert.Contains("x.jsonl', line 2: ", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_reported_with_their_line()
    {
        File.WriteAllBytes(File1, [.. Encoding.UTF8.GetBytes(Line), (byte)'\n', .. Encoding.Latin1.GetBytes(Line)]);
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(File1);
        Assert.Single(items);
        Assert.Contains("x.jsonl', line 2: ", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void A_byte_order_mark_tells_the_encoding(string encoding)
    {
        File.WriteAllText(File1, Line, Encoding.GetEncoding(encoding));
        Assert.Equal("Müller", Assert.Single(InventoryFiles.Read(File1).Items).Content![0]["A"]);
    }

    [Fact]
    public void A_database_is_neither_replaced_nor_read()
    {
        InventoryFiles.Write(File1, "SQLite format 3\0 and so on");
        InventoryFileException refused = InventoryFiles.Refuse(new JsonLinesExporter(File1), Items.Valid());
        Assert.Equal(FileProblem.FileFailed, refused.Problem);
        Assert.Contains("is a database, such as a store", refused.Message, StringComparison.Ordinal);
        (InventoryItem[] items, InventoryFileException[] problems) = InventoryFiles.Read(File1);
        Assert.Empty(items);
        Assert.Equal(FileProblem.InvalidFile, Assert.Single(problems).Problem);
        Assert.Contains(
            "Get-Inventory -Path reads the items of a store", problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_empty_only_where_it_was_begun()
    {
        InventoryFiles.Write(File1, "old");
        Assert.Empty(InventoryFiles.Export(InventoryFileFormat.JsonLines, File1));
        Assert.Equal("old", File.ReadAllText(File1));
        using JsonLinesExporter exporter = new(File1);
        exporter.Begin();
        Assert.Equal("old", File.ReadAllText(File1));
        Assert.Equal([File1], exporter.Complete());
        Assert.Equal("", File.ReadAllText(File1));
    }
}
