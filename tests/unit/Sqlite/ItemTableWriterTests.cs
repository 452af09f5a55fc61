using FsCheck.Xunit;
using InventoryTools.Model;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class ItemTableWriterTests : StoreTest
{
    [Property(MaxTest = 30)]
    public void What_is_written_in_a_row_comes_out_as_what_is_written_one_by_one(
        (byte Node, byte Change, byte Wait)[] acts)
    {
        List<(StoreWrite Write, DateTimeOffset At)> writes = [];
        DateTimeOffset now = StoreBatch.Now;
        foreach ((byte node, byte change, byte wait) in acts)
        {
            // Mostly as it was; or no content, another one, another version, context or time; or the hash alone.
            InventoryItem item = Items.Compliance();
            item.Content = change % 16 == 1 ? [] : [Items.Entry(("A", change % 16 == 2 ? "other" : "x"))];
            item.SchemaVersion = change % 16 == 3 ? "1.1" : "1.0";
            item.Context!["ExecutionId"] = change % 16 == 4 ? "2" : "1";
            item.CaptureTime = change % 16 == 5 ? "2026-01-01T00:00:00Z" : "2026-02-01T00:00:00Z";
            string hash = ContentHash.Compute(item.Content);
            item.Content = change % 16 == 6 ? null : item.Content;
            now += (wait % 16) switch { 1 => TimeSpan.FromHours(2), 2 => TimeSpan.FromDays(31), _ => TimeSpan.Zero };
            writes.Add((new StoreWrite($"i-{node % 3}", item, hash), now));
        }

        File.Delete(Folder.Store);
        string single = Folder.FileNamed("single.db");
        File.Delete(single);
        Open(single).Dispose();
        List<StoreOutcome> oneByOne = [];
        foreach ((StoreWrite write, DateTimeOffset at) in writes)
        {
            using SqliteInventoryStore store = Open(single);
            oneByOne.Add(store.Write(transaction => transaction.WriteItem(write), at, default));
        }

        List<StoreOutcome> inARow = [];
        using (SqliteInventoryStore store = Open())
        {
            foreach (IGrouping<DateTimeOffset, StoreWrite> batch in writes.GroupBy(one => one.At, one => one.Write))
            {
                inARow.AddRange(store.Write(
                    transaction => batch.Select(transaction.WriteItem).ToList(), batch.Key, default));
            }
        }

        Assert.Equal(oneByOne, inARow);
        Assert.Equal(Read(single).Select(Text), Read().Select(Text));

        static string Text(InventoryItem item) => $"{item.InstanceId} {item.SchemaVersion} {item.CaptureTime} "
            + $"{item.Context} {string.Join(", ", item.Content!)}";
    }
}
