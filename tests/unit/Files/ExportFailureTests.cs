using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

/// <summary>
/// Exports that fail: nothing is left of them, what was there is as it was, and the error names the remedy.
/// </summary>
public sealed class ExportFailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<InventoryFileFormat> Formats =>
        [InventoryFileFormat.Agent, InventoryFileFormat.CliInputJson, InventoryFileFormat.JsonLines,
            InventoryFileFormat.ResourceDataSync];

    [SkippableTheory]
    [MemberData(nameof(Formats))]
    public void A_full_disk_leaves_what_was_there(InventoryFileFormat format)
    {
        using SmallDisk disk = SmallDisk.TryMake(_folder.FileNamed("disk"), megabytes: 1);
        Skip.IfNot(disk.IsMounted, "This machine lets no test mount a disk.");
        string target = Path.Combine(disk.Path, "deep", "x.jsonl");
        InventoryFileException full = Assert.Throws<InventoryFileException>(
            () => InventoryFiles.Export(format, target, Large()));
        Assert.Equal(FileProblem.FileFailed, full.Problem);
        Assert.EndsWith(
            " No file was changed. Free space there, or export to another disk.",
            full.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));

        InventoryItem small = InventoryFiles.Item("Custom:X");
        InventoryFiles.Export(format, target, small);
        Assert.Throws<InventoryFileException>(() => InventoryFiles.Export(format, target, Large()));
        Assert.Equal("1", Assert.Single(InventoryFiles.Read(target).Items).Content![0]["A"]);
        Assert.Single(Directory.GetFiles(disk.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_that_has_gone_is_an_error_with_the_remedy()
    {
        string folder = _folder.FileNamed("gone");
        using JsonLinesExporter exporter = new(Path.Combine(folder, "x.jsonl"));
        exporter.Add(InventoryFiles.Item("Custom:X")).Count();
        if (OperatingSystem.IsWindows())
        {
            return; // Windows deletes no folder with an open file.
        }

        Directory.Delete(folder, recursive: true);
        InventoryFileException gone = Assert.Throws<InventoryFileException>(() => exporter.Complete().Count());
        Assert.EndsWith(
            "No file was changed. Export to another place, or repeat the export.",
            gone.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_a_killed_export_has_left_is_deleted_by_the_next(InventoryFileFormat format)
    {
        string target = _folder.FileNamed("x.jsonl");
        string file = InventoryFiles.Export(format, target, InventoryFiles.Item("Custom:X")).Single();
        string left = Path.Combine(Path.GetDirectoryName(file)!, $".inventory-{Guid.NewGuid():N}.tmp");
        string open = Path.Combine(Path.GetDirectoryName(file)!, $".inventory-{Guid.NewGuid():N}.tmp");
        File.WriteAllText(left, "{");
        using (new FileStream(open, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            InventoryFiles.Export(format, target, InventoryFiles.Item("Custom:X", value: "2"));
            Assert.False(File.Exists(left));
            Assert.True(File.Exists(open));
        }
    }

    [SkippableFact]
    public void A_pipe_is_not_overwritten()
    {
        string pipe = Pipes.Make(_folder.FileNamed("x.jsonl"));
        using JsonLinesExporter exporter = new(pipe);
        InventoryFileException refused = Assert.Throws<InventoryFileException>(
            () => exporter.Add(InventoryFiles.Item("Custom:X")).Count());
        Assert.Contains("It is a pipe", refused.Message, StringComparison.Ordinal);
    }

    private static InventoryItem Large()
    {
        InventoryItem item = InventoryFiles.Item("Custom:X");
        item.Content = [.. Enumerable.Range(0, 1000).Select(at => Items.Entry(("A", new string('x', 4000) + at)))];
        return item;
    }
}
