using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Reading;

public sealed class StoreReaderTests : IDisposable
{
    private static readonly InventoryQuery s_filtered =
        new() { Filters = [new InventoryFilter("Custom:Old.A", ["1"])] };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_store_of_an_older_version_is_read_as_it_is_but_for_what_it_lacks()
    {
        _folder.Execute(OldStores.Second);
        using (StoreReader old = new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default)))
        {
            Assert.Equal(3, old.ReadItems(new InventoryQuery(), default).Count());
            Assert.Equal(
                StoreProblem.OlderSchema,
                Assert.Throws<InventoryStoreException>(() => old.ReadItems(s_filtered, default).Count()).Problem);

            // What is missing is told with the names that are there.
            (IReadOnlyList<string> nodes, IReadOnlyList<string> types) = old.ReadNames(default);
            Assert.Equal(["i-ledger-alone", "i-old"], nodes.Order());
            Assert.Equal(AwsInventoryType.All.Select(type => type.TypeName), types);
        }

        SqliteInventoryStore.OpenForWriting(_folder.Store, TimeSpan.Zero, default).Dispose();
        using StoreReader reader = new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default));
        Assert.Equal(3, reader.ReadItems(s_filtered, default).Count());
    }

    [Fact]
    public void Reading_with_a_filter_sees_one_moment_and_reading_in_parts_many()
    {
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(_folder.Store, TimeSpan.Zero, default);
        void Write(params string[] nodes) =>
            ItemAcceptance.WriteAll(
                store,
                [.. nodes.Select(node => new StoreWrite(node, Items.Valid(), "hash"))],
                DateTimeOffset.UnixEpoch,
                default);
        Write([.. Enumerable.Range(0, 60).Select(number => $"i-{number:d8}")]);
        using StoreReader reader = new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default));
        InventoryQuery racks = new() { Filters = [new InventoryFilter("Custom:RackInfo.Rack", ["A1"])] };
        using (IEnumerator<InventoryItem> items = reader.ReadItems(racks, default).GetEnumerator())
        {
            Assert.True(items.MoveNext());
            Write("i-00000060");
            int count = 1;
            while (items.MoveNext())
            {
                count++;
            }

            Assert.Equal(60, count);
        }

        using IEnumerator<InventoryItem> parts = reader.ReadInParts(racks, default).GetEnumerator();
        Assert.True(parts.MoveNext());
        Write("i-00000061");
        int all = 1;
        while (parts.MoveNext())
        {
            all++;
        }

        Assert.Equal(62, all);
    }

    [Fact]
    public void Reading_in_parts_gives_every_item_once_and_nothing_that_nodes_have_not_said()
    {
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(_folder.Store, TimeSpan.Zero, default);
        InventoryItem item = Items.Valid();
        ItemAcceptance.WriteAll(
            store,
            [
                .. Enumerable.Range(0, 173).Select(
                    number => new StoreWrite($"i-{number:d17}", item, ContentHash.Compute(item.Content!))),
            ],
            DateTimeOffset.UnixEpoch,
            default);
        using StoreReader reader = new(SqliteInventoryStore.OpenForReading(_folder.Store, TimeSpan.Zero, default));
        InventoryQuery information =
            new() { TypeNames = new NameSelection(["AWS:InstanceInformation"], null, StringComparer.Ordinal) };
        Assert.Equal(
            Enumerable.Range(0, 173).Select(number => $"i-{number:d17}"),
            reader.ReadInParts(new InventoryQuery(), default).Select(one => one.InstanceId));
        Assert.Empty(reader.ReadInParts(information, default));
        Assert.Equal(173, reader.ReadItems(information, default).Count());
    }
}
