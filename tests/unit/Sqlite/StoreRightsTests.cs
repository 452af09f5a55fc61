using InventoryTools.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StoreRightsTests : StoreTest
{
    private const UnixFileMode Everyone = (UnixFileMode)0x1FF;
    private const UnixFileMode ReadableByAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode EnterableByAll =
        ReadableByAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    [SkippableTheory]
    [InlineData("plain.db")]
    [InlineData("a b;c'd=e&f.db")]
    [InlineData("a%41b%.db")]
    [InlineData("a#b?c.db")]
    [InlineData("\u00e9\ud83d\ude00.db")]
    [InlineData("a\"b\\c\n.db")]
    public void A_store_of_others_can_be_read_where_nothing_can_be_written(string name)
    {
        string path = Folder.FileNamed(name);
        Write("i-a", path);
        Rights(path, ReadableByAll & ~UnixFileMode.UserWrite);
        Rights(Folder.Path, EnterableByAll & ~UnixFileMode.UserWrite);
        try
        {
            OrdinaryAccount.Run(() =>
            {
                Assert.Equal(["i-a"], Ids(path));
                Assert.Equal(StoreProblem.ReadOnly, WriteProblem(path));
            });
        }
        finally
        {
            Rights(Folder.Path, EnterableByAll);
        }

        Assert.Equal([path], Directory.GetFiles(Folder.Path));
        Assert.Equal(["i-a"], Ids(path));
    }

    [SkippableFact]
    public void A_store_without_the_right_to_read_it_is_told_as_such()
    {
        Write("i-a");
        Rights(Folder.Path, EnterableByAll);
        Rights(Folder.Store, UnixFileMode.None);
        OrdinaryAccount.Run(() =>
        {
            Assert.Equal(StoreProblem.AccessDenied, ReadProblem());
            Assert.Equal(StoreProblem.AccessDenied, WriteProblem());
        });
    }

    [SkippableFact]
    public void AFolder_that_cannot_be_written_takes_no_new_store_and_no_new_items()
    {
        Write("i-a");
        Rights(Folder.Store, Everyone);
        Rights(Folder.Path, EnterableByAll & ~UnixFileMode.UserWrite);
        try
        {
            OrdinaryAccount.Run(() =>
            {
                Assert.Equal(StoreProblem.ReadOnly, WriteProblem(Folder.FileNamed("new.db")));
                Assert.Equal(StoreProblem.ReadOnly, WriteProblem());
                Assert.Equal(StoreProblem.ReadOnly, TrialProblem());
                Assert.Equal(StoreProblem.ReadOnly, TrialProblem(Folder.FileNamed("new.db")));
                Assert.Equal(["i-a"], Ids());
            });
        }
        finally
        {
            Rights(Folder.Path, EnterableByAll);
        }
    }

    [SkippableFact]
    public void AFolder_that_cannot_be_entered_is_told_as_such()
    {
        string inner = Path.Combine(Folder.Path, "inner", "more");
        Directory.CreateDirectory(inner);
        string path = Path.Combine(inner, "store.db");
        Write("i-a", path);
        Rights(Path.GetDirectoryName(inner)!, UnixFileMode.UserRead);
        Rights(Folder.Path, EnterableByAll);
        try
        {
            OrdinaryAccount.Run(() =>
            {
                foreach (Action use in new Action[] { () => Read(path), () => Write("i-b", path), () => Trial(path) })
                {
                    InventoryStoreException denied = Assert.Throws<InventoryStoreException>(use);
                    Assert.Equal(StoreProblem.AccessDenied, denied.Problem);
                    Assert.Contains($"the folder '{Path.GetDirectoryName(inner)}'", denied.Message);
                }
            });
        }
        finally
        {
            Rights(Path.GetDirectoryName(inner)!, EnterableByAll);
        }
    }

    [SkippableFact]
    public void A_log_that_cannot_be_added_to_a_store_is_told_as_such()
    {
        using SqliteInventoryStore store = Open();
        store.Write([Of("i-a", "Custom:A")], default);
        foreach (string file in Directory.GetFiles(Folder.Path))
        {
            Rights(file, ReadableByAll);
        }

        string copy = Folder.FileNamed("copy");
        Directory.CreateDirectory(copy);
        foreach (string end in new[] { "", "-wal" })
        {
            File.Copy(Folder.Store + end, Path.Combine(copy, "store.db" + end));
        }

        Rights(copy, EnterableByAll & ~UnixFileMode.UserWrite);
        Rights(Folder.Path, EnterableByAll);
        try
        {
            OrdinaryAccount.Run(() =>
            {
                InventoryStoreException unread = Assert.Throws<InventoryStoreException>(
                    () => Read(Path.Combine(copy, "store.db")));
                Assert.Equal(StoreProblem.ReadOnly, unread.Problem);
                Assert.Contains("store.db-wal' has what was written last", unread.Message);
            });
        }
        finally
        {
            Rights(copy, EnterableByAll);
        }
    }

    private static void Rights(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
