using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

/// <summary>The files of a store are deleted, renamed, replaced or cut short while it is in use.</summary>
public sealed class StoreReplacedTests : StoreTest
{
    public static TheoryData<string> Faults => new(s_faults.Keys);

    private static readonly Dictionary<string, Action<string>> s_faults = new()
    {
        ["deleted"] = File.Delete,
        ["renamed"] = path => File.Move(path, path + ".moved"),
        ["replaced"] = path =>
        {
            File.Copy(path, path + ".other");
            File.Move(path + ".other", path, overwrite: true);
        },
        ["log deleted"] = path => File.Delete(path + "-wal"),
        ["log cut to nothing"] = path => Cut(path + "-wal", 0),
        ["log cut"] = path => Cut(path + "-wal", 4096),
        ["log replaced"] = path =>
        {
            File.Copy(path + "-wal", path + ".other");
            File.Move(path + ".other", path + "-wal", overwrite: true);
        },
        ["index deleted"] = path => File.Delete(path + "-shm"),
        ["all deleted"] = path => Array.ForEach(Directory.GetFiles(Path.GetDirectoryName(path)!), File.Delete),
    };

    [SkippableTheory]
    [MemberData(nameof(Faults))]
    public void The_next_commit_notices_it_and_nothing_more_is_acknowledged(string fault)
    {
        SkipOnWindows();
        using SqliteInventoryStore store = Open();
        store.Write([Of("i-a", "Custom:A"), Of("i-b", "Custom:A")], default);
        s_faults[fault](Folder.Store);
        for (int again = 0; again < 2; again++)
        {
            InventoryStoreException noticed = Assert.Throws<InventoryStoreException>(
                () => store.Write([Of("i-c", "Custom:A")], default));
            Assert.Equal((StoreProblem.Replaced, Folder.Store), (noticed.Problem, noticed.Path));
        }
    }

    [SkippableTheory]
    [InlineData("deleted")]
    [InlineData("replaced")]
    [InlineData("log cut")]
    [InlineData("log deleted")]
    public void What_happens_during_a_transaction_is_noticed_by_its_commit(string fault)
    {
        SkipOnWindows();
        using SqliteInventoryStore store = Open();
        store.Write([Of("i-a", "Custom:A")], default);
        InventoryStoreException noticed = Assert.Throws<InventoryStoreException>(() => store.Write(
            transaction =>
            {
                s_faults[fault](Folder.Store);
                return transaction.WriteItem(Of("i-b", "Custom:A"));
            },
            StoreBatch.Now,
            default));
        Assert.Equal(StoreProblem.Replaced, noticed.Problem);
    }

    [SkippableTheory]
    [InlineData("log deleted", 2)]
    [InlineData("index deleted", 2)]
    [InlineData("log cut", 0)]
    [InlineData("log cut to nothing", 0)]
    public void The_next_command_finds_a_whole_store(string fault, int nodes)
    {
        SkipOnWindows();
        using (SqliteInventoryStore store = Open())
        {
            store.Write([Of("i-a", "Custom:A"), Of("i-b", "Custom:A")], default);
            s_faults[fault](Folder.Store);
            Assert.Throws<InventoryStoreException>(() => store.Write([Of("i-c", "Custom:A")], default));
        }

        Assert.Equal(nodes, Ids().Count);
        Write("i-d");
        Assert.Equal("ok", Folder.Scalar("PRAGMA integrity_check"));
    }

    [SkippableFact]
    public void A_reader_notices_that_its_store_was_replaced()
    {
        SkipOnWindows();
        Write("i-a");
        using SqliteInventoryStore reader = OpenForReading();
        Assert.Single(reader.Read(new StoreQuery(), default));
        s_faults["replaced"](Folder.Store);
        InventoryStoreException noticed = Assert.Throws<InventoryStoreException>(
            () => reader.Read(new StoreQuery(), default).Count());
        Assert.Equal(StoreProblem.Replaced, noticed.Problem);
    }

    [SkippableFact]
    public void A_store_that_took_the_place_of_another_keeps_its_files_when_the_other_is_closed()
    {
        SkipOnWindows();
        string moved = Folder.FileNamed("moved.db");
        SqliteInventoryStore first = Open();
        first.Write([Of("i-a", "Custom:A")], default);
        foreach (string end in new[] { "", "-wal", "-shm" })
        {
            File.Move(Folder.Store + end, moved + end);
        }

        using (SqliteInventoryStore second = Open())
        {
            second.Write([Of("i-b", "Custom:A")], default);
            first.Dispose();
            Assert.True(File.Exists(Folder.Store + "-wal"));
            second.Write([Of("i-c", "Custom:A")], default);
        }

        Assert.Equal(["i-b", "i-c"], Ids());
        Assert.Equal(["i-a"], Ids(moved));
    }

    [SkippableFact]
    public void Another_disk_at_the_place_of_the_store_is_noticed()
    {
        string folder = Folder.FileNamed("disk");
        using SmallDisk disk = SmallDisk.TryMake(folder, megabytes: 4);
        Skip.IfNot(disk.IsMounted, "A disk needs Linux and the right to mount.");
        string path = Path.Combine(folder, "store.db");
        using SqliteInventoryStore store = Open(path);
        store.Write([Of("i-a", "Custom:A")], default);
        using (SmallDisk.TryMake(folder, megabytes: 4))
        {
            // The file has the same number there.
            using SqliteInventoryStore other = Open(path);
            other.Write([Of("i-a", "Custom:A")], default);
            Assert.Throws<InventoryStoreException>(() => store.Write([Of("i-b", "Custom:A")], default));
        }

        store.Write([Of("i-c", "Custom:A")], default);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_service_goes_on_with_no_other_store(bool isDeleted)
    {
        SkipOnWindows();
        string other = Folder.FileNamed("other.db");
        Write("i-0000000b", other);
        using LocalInventoryService service = new(_ => Open(), 4, new ManualClock());
        service.Open(default);
        PutInventoryRequest put = new("i-0000000a", [LocalItem()]);
        await service.PutInventoryAsync(put, default);
        File.Delete(Folder.Store);
        if (!isDeleted)
        {
            File.Move(other, Folder.Store);
        }

        await Parallel.ForAsync(0, 20, async (_, stop) =>
        {
            Assert.Equal(StoreProblem.Replaced, (await Assert.ThrowsAsync<InventoryStoreException>(
                () => service.PutInventoryAsync(put, stop))).Problem);
            Assert.Equal(StoreProblem.Replaced, (await Assert.ThrowsAsync<InventoryStoreException>(
                () => service.GetInventoryAsync(new(), stop))).Problem);
        });
        Assert.Equal(!isDeleted, File.Exists(Folder.Store));
    }

    private static InventoryItem LocalItem()
    {
        InventoryItem item = Of("i-0000000a", "Custom:A").Item;
        item.InstanceId = null;
        return item;
    }

    private static void Cut(string path, long length)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(length);
    }

    private static void SkipOnWindows() =>
        Skip.If(OperatingSystem.IsWindows(), "Windows does not let anybody delete or replace a file that is open.");
}
