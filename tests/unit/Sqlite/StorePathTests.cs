using System.Net.Sockets;
using InventoryTools.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StorePathTests : StoreTest
{
    [SkippableFact]
    public void Each_cause_has_its_problem_for_reading_writing_and_the_trial()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links and other files are those of Unix.");
        File.WriteAllText(Named("file"), "x");
        Directory.CreateDirectory(Named("folder"));
        File.CreateSymbolicLink(Named("dangling"), "nowhere");
        File.CreateSymbolicLink(Named("loop"), "back");
        File.CreateSymbolicLink(Named("back"), "loop");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Named("socket")));
        (string Path, StoreProblem Problem, string Message)[] causes =
        [
            ("file/x.db", StoreProblem.NotAFolder, "/file' is a file, so nothing can be in it"),
            ("file/", StoreProblem.NotAFolder, "Leave the separator at the end out"),
            ("folder", StoreProblem.IsFolder, "is a folder"),
            ("folder/", StoreProblem.IsFolder, "is a folder"),
            ("dangling", StoreProblem.BrokenLink, "/dangling' is a link to 'nowhere', which does not exist"),
            ("dangling/a/x.db", StoreProblem.BrokenLink, "/dangling' is a link to 'nowhere', which does not exist"),
            ("loop", StoreProblem.LinkLoop, "/loop' leads back to itself"),
            ("loop/x.db", StoreProblem.LinkLoop, "/loop' leads back to itself"),
            ("socket", StoreProblem.NotAFile, "is a socket"),
            ("/dev/null", StoreProblem.NotAFile, "is a device"),
            (new string('\u00e4', 130), StoreProblem.NameTooLong, "has 260 bytes, and a file system takes 255 at most"),
            (new string('a', 300) + "/x.db", StoreProblem.NameTooLong, "has 300 bytes"),
            ("a\0b.db", StoreProblem.InvalidPath, "NUL (U+0000)"),
        ];
        foreach ((string path, StoreProblem problem, string message) in causes)
        {
            string full = path[0] == '/' ? path : Named(path);
            foreach (Action use in Uses(full))
            {
                InventoryStoreException found = Assert.Throws<InventoryStoreException>(use);
                Assert.Equal((path, problem), (path, found.Problem));
                Assert.Contains(message, found.Message);
                Assert.Equal(full, found.Path);
            }
        }

        Assert.False(File.Exists(Named("nowhere")));
    }

    [SkippableFact]
    public void AUnc_path_is_one_of_Windows()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows opens it.");
        foreach (Action use in Uses(@"\\server\share\store.db"))
        {
            Assert.Equal(StoreProblem.UncPath, Assert.Throws<InventoryStoreException>(use).Problem);
        }
    }

    [SkippableFact]
    public void The_name_of_another_store_does_not_end_at_a_NUL()
    {
        Skip.If(OperatingSystem.IsWindows(), "The call is one of Unix.");
        Write("i-a");
        Assert.Equal(StoreProblem.InvalidPath, ReadProblem(Folder.Store + "\0"));
        Assert.Equal(StoreProblem.InvalidPath, WriteProblem(Folder.Store + "\0"));
    }

    [SkippableFact]
    public void Links_that_lead_to_a_store_are_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "To make a link takes a privilege.");
        Write("i-a");
        File.CreateSymbolicLink(Named("link.db"), "store.db");
        Directory.CreateSymbolicLink(Named("folder"), ".");
        Assert.Equal(["i-a"], Ids(Named("link.db")));
        Assert.Equal(["i-a"], Ids(Named("folder/link.db")));
        Write("i-b", Named("folder/link.db"));
        Assert.Equal(["i-a", "i-b"], Ids());
    }

    [Fact]
    public void The_folder_that_is_missing_is_the_outermost_one()
    {
        string path = Named(Path.Combine("a", "b", "store.db"));
        foreach (Action use in Uses(path))
        {
            InventoryStoreException found = Assert.Throws<InventoryStoreException>(use);
            Assert.Contains(found.Problem, new[] { StoreProblem.NotFound, StoreProblem.FolderNotFound });
            Assert.Contains($"its folder '{Named("a")}' does not exist", found.Message);
        }
    }

    [Fact]
    public void ATrial_changes_nothing()
    {
        Assert.Null(SqliteInventoryStore.OpenForTrial(Folder.Store, TimeSpan.Zero, default));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
        Write("i-a");
        Folder.Execute("PRAGMA user_version = 3");
        byte[] before = File.ReadAllBytes(Folder.Store);
        Trial();
        Assert.Equal(before, File.ReadAllBytes(Folder.Store));
        Assert.Equal([Folder.Store], Directory.GetFiles(Folder.Path));
        File.WriteAllBytes(Named("empty.db"), []);
        Trial(Named("empty.db"));
        Assert.Equal(0, new FileInfo(Named("empty.db")).Length);
    }

    [Fact]
    public void ATrial_finds_what_is_no_store_and_what_is_locked()
    {
        Write("i-a");
        using (SqliteInventoryStore other = Open())
        {
            other.Write(
                _ =>
                {
                    Assert.Equal(StoreProblem.Locked, TrialProblem());
                    return true;
                },
                StoreBatch.Now,
                default);
        }

        Folder.Execute("PRAGMA user_version = 1000");
        Assert.Equal(StoreProblem.NewerSchema, TrialProblem());
        Folder.Execute("PRAGMA application_id = 1");
        Assert.Equal(StoreProblem.NotAStore, TrialProblem());
        File.WriteAllText(Folder.Store, new string('x', 200));
        Assert.Equal(StoreProblem.NotADatabase, TrialProblem());
    }

    [Fact]
    public void An_empty_file_that_is_read_takes_no_items()
    {
        File.WriteAllBytes(Folder.Store, []);
        using SqliteInventoryStore store = OpenForReading();
        Assert.Equal(
            StoreProblem.ReadOnly,
            Assert.Throws<InventoryStoreException>(() => store.Write([Of("i-a", "Custom:A")], default)).Problem);
    }

    private string Named(string name) => Path.Combine(Folder.Path, name);

    private Action[] Uses(string path) => [() => Read(path), () => Write("i-a", path), () => Trial(path)];
}
