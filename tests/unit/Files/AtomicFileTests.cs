using System.Runtime.Versioning;
using InventoryTools.Files;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File1 => _folder.FileNamed("x");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_there_as_a_whole_or_not_at_all()
    {
        using (AtomicFile unfinished = new(_folder.FileNamed("deep/x")))
        {
            unfinished.Stream.WriteByte(1);
            Assert.False(File.Exists(_folder.FileNamed("deep/x")));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Write(File1, stream => stream.WriteByte(1));
        Assert.Equal("Broken.", Assert.Throws<InvalidOperationException>(() => Write(File1, stream =>
        {
            stream.WriteByte(2);
            throw new InvalidOperationException("Broken.");
        })).Message);
        Assert.Equal([1], File.ReadAllBytes(Assert.Single(Directory.GetFiles(_folder.Path))));
    }

    [Fact]
    public void A_folder_is_not_replaced_and_a_file_is_not_a_folder()
    {
        InventoryFileException refused = Assert.Throws<InventoryFileException>(() => new AtomicFile(_folder.Path));
        Assert.Equal((FileProblem.FileFailed, _folder.Path), (refused.Problem, refused.Path));
        Assert.Contains("It is a folder", refused.Message, StringComparison.Ordinal);
        InventoryFiles.Write(File1, "");
        Assert.Equal(
            FileProblem.FileFailed,
            Assert.Throws<InventoryFileException>(() => new AtomicFile(Path.Combine(File1, "y"))).Problem);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_keeps_its_mode_a_link_its_target_and_a_device_its_place()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other links and modes.");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        InventoryFiles.Write(File1, "");
        File.SetUnixFileMode(File1, Private);
        File.CreateSymbolicLink(_folder.FileNamed("link"), File1);
        Write(_folder.FileNamed("link"), stream => stream.WriteByte(1));
        Assert.Equal(File1, new FileInfo(_folder.FileNamed("link")).LinkTarget);
        Assert.Equal((1, Private), (File.ReadAllBytes(File1).Length, File.GetUnixFileMode(File1)));
        Write("/dev/null", stream => stream.WriteByte(1));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    private static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        write(file.Stream);
        file.Complete();
    }
}
