using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StoreFileTests : StoreTest
{
    [Fact]
    public void A_path_that_can_be_no_store_is_told_apart()
    {
        Assert.Equal(StoreProblem.NotFound, ReadProblem());
        Assert.False(File.Exists(Folder.Store));
        Assert.Equal(StoreProblem.FolderNotFound, WriteProblem(Path.Combine(Folder.Path, "missing", "store.db")));
        Assert.Equal(StoreProblem.IsFolder, WriteProblem(Folder.Path));
    }

    [Fact]
    public void Paths_that_can_be_no_store_are_told_apart_for_readers_too()
    {
        Assert.Equal(StoreProblem.IsFolder, ReadProblem(Folder.Path));
        Assert.Equal(StoreProblem.NotFound, ReadProblem(Path.Combine(Folder.Path, "missing", "store.db")));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Theory]
    [InlineData("plain.db")]
    [InlineData("a b;c'd=e&f.db")]
    [InlineData("a%41b%.db")]
    [InlineData("a#b.db")]
    [InlineData("\u00e9\ud83d\ude00.db")]
    [InlineData("file:x.db")]
    [InlineData("|DataDirectory|.db")]
    [InlineData(":memory:")]
    [InlineData("a?b\"c\\d\n.db")]
    public void The_name_of_the_file_is_taken_to_the_letter(string name)
    {
        if (OperatingSystem.IsWindows() && name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            return;
        }

        string path = Folder.FileNamed(name);
        Write("i-a", path);
        Assert.Equal(["i-a"], Ids(path));
        Assert.Equal([path], Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public void The_file_is_its_owners_alone_and_says_what_it_is()
    {
        using (SqliteInventoryStore store = Open())
        {
            store.Write([Of("i-a", "Custom:A")], default);
            foreach (string file in OperatingSystem.IsWindows() ? [] : Directory.GetFiles(Folder.Path))
            {
                Assert.Equal("rw-------", Mode(file));
            }
        }

        Assert.Equal([Folder.Store], Directory.GetFiles(Folder.Path));
        Assert.Equal(
            (0x496E7654L, 4L, "wal"),
            (Folder.Scalar(
                "PRAGMA application_id"), Folder.Scalar("PRAGMA user_version"), Folder.Scalar("PRAGMA journal_mode")));
        _ = Read();
        Assert.Equal([Folder.Store], Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public void An_empty_file_becomes_a_store()
    {
        File.WriteAllBytes(Folder.Store, []);
        Assert.Equal(StoreOutcome.Created, Write(Items.Valid()));
    }

    // A process that is killed while it makes a store can leave one.
    [Fact]
    public void An_empty_file_is_a_store_without_items_for_every_command()
    {
        File.WriteAllBytes(Folder.Store, []);
        Assert.Empty(Read());
        using (SqliteInventoryStore reader = OpenForReading())
        {
            Assert.Empty(reader.Read(snapshot => snapshot.Schemas, StoreBatch.Now, default));
        }

        Assert.Equal([Folder.Store], Directory.GetFiles(Folder.Path));
        Assert.Equal(0, new FileInfo(Folder.Store).Length);
        using SqliteInventoryStore store = SqliteInventoryStore.OpenExisting(Folder.Store, TimeSpan.Zero, default);
        Assert.Empty(store.Read(new StoreQuery(), default));
        store.Write([Of("i-a", "Custom:A")], default);
    }

    [Theory]
    [InlineData("this is no database, but it is long enough to have been one, one would think")]
    [InlineData("x")]
    public void A_file_that_is_no_database_is_refused_and_left_alone(string text)
    {
        string content = string.Concat(Enumerable.Repeat(text, 50));
        File.WriteAllText(Folder.Store, content);
        Assert.Equal((StoreProblem.NotADatabase, StoreProblem.NotADatabase), (WriteProblem(), ReadProblem()));
        Assert.Equal(content, File.ReadAllText(Folder.Store));
    }

    [SkippableFact]
    public void A_device_is_no_store_and_takes_no_items()
    {
        Skip.If(OperatingSystem.IsWindows(), "The file is one of Unix.");
        Assert.Equal(
            (StoreProblem.NotAFile, StoreProblem.NotAFile),
            (WriteProblem("/dev/null"), ReadProblem("/dev/null")));
        Assert.False(File.Exists("/dev/null-wal") || File.Exists("/dev/null-journal"));
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        Folder.Execute("CREATE TABLE other (x); INSERT INTO other VALUES (1)");
        byte[] before = File.ReadAllBytes(Folder.Store);
        Assert.Equal((StoreProblem.NotAStore, StoreProblem.NotAStore), (WriteProblem(), ReadProblem()));
        Assert.Equal(before, File.ReadAllBytes(Folder.Store));
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public void A_database_of_something_else_keeps_every_byte(string journal)
    {
        Folder.Execute($"PRAGMA journal_mode = {journal}; CREATE TABLE other (x); INSERT INTO other VALUES (1)");
        byte[] before = File.ReadAllBytes(Folder.Store);
        Assert.Equal(StoreProblem.NotAStore, WriteProblem());
        Assert.Equal(StoreProblem.NotAStore, ReadProblem());
        Assert.Equal(before, File.ReadAllBytes(Folder.Store));
        Assert.Equal([Folder.Store], Directory.GetFiles(Folder.Path));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 5")]
    [InlineData("PRAGMA application_id = 5")]
    [InlineData("CREATE TABLE node (x)")]
    public void A_database_of_something_else_is_known_by_any_sign_of_it(string sign)
    {
        Folder.Execute(sign);
        Assert.Equal(StoreProblem.NotAStore, WriteProblem());
        Assert.Equal(StoreProblem.NotAStore, ReadProblem());
    }
}
