using System.Globalization;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class StoreDiskTests : StoreTest
{
    [SkippableFact]
    public void A_disk_that_is_full_from_the_start_takes_a_store_once_there_is_room()
    {
        using SmallDisk disk = SmallDisk.TryMake(Folder.FileNamed("disk"), megabytes: 1);
        Skip.IfNot(disk.IsMounted, "A disk of 1 MB needs Linux and the right to mount.");
        string path = Path.Combine(disk.Path, "store.db");
        string filler = Path.Combine(disk.Path, "filler");
        Assert.Throws<IOException>(() => File.WriteAllBytes(filler, new byte[2 << 20]));
        Assert.Equal(StoreProblem.NoSpace, WriteProblem(path));
        File.Delete(filler);
        Write("i-a", path);
        Assert.Equal(["i-a"], Ids(path));
    }

    [SkippableFact]
    public void A_full_disk_loses_nothing_that_was_written_before()
    {
        using SmallDisk disk = SmallDisk.TryMake(Folder.FileNamed("disk"), megabytes: 1);
        Skip.IfNot(disk.IsMounted, "A disk of 1 MB needs Linux and the right to mount.");
        string path = Path.Combine(disk.Path, "store.db");
        int written = 0;
        using (SqliteInventoryStore store = Open(path, TimeSpan.Zero))
        {
            InventoryStoreException full = Assert.Throws<InventoryStoreException>(() =>
            {
                for (; written < 100; written++)
                {
                    store.Write([Of($"i-{written:d3}", "Custom:A", new string('x', 50000))], default);
                }
            });
            Assert.Equal(StoreProblem.NoSpace, full.Problem);
        }

        Assert.InRange(written, 1, 99);
        using SqliteInventoryStore again = OpenForReading(path);
        Assert.Equal(
            Enumerable.Range(0, written).Select(node => node.ToString("'i-'000", CultureInfo.InvariantCulture)),
            again.Read(new StoreQuery(), default).Select(item => item.InstanceId));
    }

    [SkippableFact]
    public void A_store_on_a_read_only_disk_can_be_read_and_not_written()
    {
        using SmallDisk disk = SmallDisk.TryMake(Folder.FileNamed("disk"), megabytes: 4);
        Skip.IfNot(disk.IsMounted, "A read-only disk needs Linux and the right to mount.");
        string path = Path.Combine(disk.Path, "store.db");
        using (SqliteInventoryStore store = Open(path, TimeSpan.Zero))
        {
            store.Write([Of("i-a", "Custom:A")], default);
        }

        disk.MakeReadOnly();
        using (SqliteInventoryStore store = OpenForReading(path))
        {
            Assert.Equal("i-a", Assert.Single(store.Read(new StoreQuery(), default)).InstanceId);
        }

        foreach (string file in new[] { path, Path.Combine(disk.Path, "new.db") })
        {
            foreach (Action write in new Action[] { () => Write("i-b", file), () => Trial(file) })
            {
                InventoryStoreException refused = Assert.Throws<InventoryStoreException>(write);
                Assert.Equal(StoreProblem.ReadOnly, refused.Problem);
                Assert.Contains("mounted read-only", refused.Message);
            }
        }
    }
}
