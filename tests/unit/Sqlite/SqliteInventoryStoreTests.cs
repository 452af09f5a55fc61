using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class SqliteInventoryStoreTests : StoreTest
{
    [Fact]
    public void An_item_is_created_then_unchanged_then_updated()
    {
        InventoryItem item = Items.Valid();
        Assert.Equal(StoreOutcome.Created, Write(item));
        item.CaptureTime = "2026-02-01T00:00:00Z";
        Assert.Equal(StoreOutcome.Unchanged, Write(item));
        Assert.Equal("2026-02-01T00:00:00Z", Assert.Single(Read()).CaptureTime);
        item.Content![0]["Rack"] = "B2";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        Assert.Equal("B2", Assert.Single(Read()).Content![0]["Rack"]);
    }

    [Fact]
    public void The_same_content_with_another_schema_version_or_context_is_updated()
    {
        InventoryItem item = Items.Compliance();
        Assert.Equal(StoreOutcome.Created, Write(item));
        item.Context = Items.Entry(item.Context!.Reverse());
        Assert.Equal(StoreOutcome.Unchanged, Write(item));
        item.Context["ExecutionId"] = "1";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        item.SchemaVersion = "1.1";
        Assert.Equal(StoreOutcome.Updated, Write(item));
        InventoryItem stored = Assert.Single(Read());
        Assert.Equal(("1", "1.1"), (stored.Context!["ExecutionId"], stored.SchemaVersion));
    }

    [Fact]
    public void A_hash_alone_is_unchanged_only_where_it_is_that_of_what_is_stored()
    {
        InventoryItem full = Items.Valid();
        InventoryItem hashOnly = Items.Valid();
        hashOnly.Content = null;
        hashOnly.CaptureTime = "2026-02-01T00:00:00Z";
        using SqliteInventoryStore store = Open();
        Assert.Equal(StoreOutcome.NothingStored, Assert.Single(store.Write([new(Items.Node, hashOnly, "x")], default)));
        Assert.Empty(store.Read(new StoreQuery(), default));
        Assert.Equal(
            [StoreOutcome.Created, StoreOutcome.HashMismatch, StoreOutcome.Unchanged],
            store.Write([new(
                Items.Node,
                full,
                "right"), new(Items.Node, hashOnly, "wrong"), new(Items.Node, hashOnly, "right")], default));
        InventoryItem stored = Assert.Single(store.Read(new StoreQuery(), default));
        Assert.Equal(
            ("2026-02-01T00:00:00Z", "right", 1), (stored.CaptureTime, stored.ContentHash, stored.Content!.Count));
    }

    [Fact]
    public void Order_and_text_survive_as_they_are()
    {
        InventoryItem item = Items.Valid(
            Items.Entry(("z", "a\0b"), ("a", "\"\\\r\n\t\u2028<&>"), ("M", "\u00e9\u4e2d\ud83d\ude00\u007f\ufffd")),
            Items.Entry(),
            Items.Entry(("odd name", "")));
        Write(item);
        Assert.Equal(Pairs(item), Pairs(Assert.Single(Read())));
    }

    [Fact]
    public void An_item_without_entries_is_an_item()
    {
        InventoryItem item = Items.Valid();
        item.Content = [];
        Write(item);
        Assert.Empty(Assert.Single(Read()).Content!);
    }

    [Fact]
    public void Items_are_read_by_node_and_then_by_type_and_only_those_that_were_asked_for()
    {
        using SqliteInventoryStore store = Open();
        store.Write(
            [Of("i-b", "Custom:B"), Of("i-b", "Custom:A"), Of("i-a", "Custom:B"), Of("i-c", "Custom:C")], default);
        Assert.Equal(
            ["i-a Custom:B", "i-b Custom:A", "i-b Custom:B", "i-c Custom:C"],
            Names(new StoreQuery()));
        StoreQuery named = new()
        {
            InstanceIds = ["i-b", "i-a", "i-b", "i-x"],
            MatchesTypeName = name => name == "Custom:B",
        };
        Assert.Equal(["i-a Custom:B", "i-b Custom:B"], Names(named));
        Assert.Equal(["i-c Custom:C"], Names(new StoreQuery { MatchesInstanceId = id => id == "i-c" }));
        Assert.Empty(Names(new StoreQuery { MatchesTypeName = _ => false }));

        IEnumerable<string> Names(StoreQuery query) =>
            store.Read(query, default).Select(item => $"{item.InstanceId} {item.TypeName}");
    }

    [Fact]
    public void A_batch_that_fails_leaves_nothing()
    {
        InventoryItem broken = Items.Valid();
        broken.SchemaVersion = null!;
        using SqliteInventoryStore store = Open();
        Assert.ThrowsAny<Exception>(() => store.Write([Of("i-a", "Custom:A"), new("i-b", broken, "x")], default));
        Assert.Empty(store.Read(new StoreQuery(), default));
        Assert.Equal([StoreOutcome.Created], store.Write([Of("i-a", "Custom:A")], default));
    }

    [Fact]
    public void A_reader_sees_one_moment_while_a_writer_goes_on()
    {
        using SqliteInventoryStore writer = Open();
        writer.Write([Of("i-a", "Custom:A"), Of("i-c", "Custom:A")], default);
        using SqliteInventoryStore reader = OpenForReading();
        using IEnumerator<InventoryItem> items = reader.Read(new StoreQuery(), default).GetEnumerator();
        Assert.True(items.MoveNext());
        writer.Write([Of("i-b", "Custom:A"), Of("i-d", "Custom:A")], default);
        Assert.True(items.MoveNext());
        Assert.Equal("i-c", items.Current.InstanceId);
        Assert.False(items.MoveNext());
        Assert.Equal(4, reader.Read(new StoreQuery(), default).Count());
    }

    [Fact]
    public void Several_writers_at_once_lose_nothing()
    {
        Parallel.For(0, 8, writer =>
        {
            using SqliteInventoryStore store = Open();
            for (int node = 0; node < 20; node++)
            {
                store.Write([Of($"i-{writer}-{node}", "Custom:A"), Of("i-shared", "Custom:A")], default);
            }
        });
        Assert.Equal((8 * 20) + 1, Read().Count);
    }

    [Fact]
    public void The_content_is_JSON_that_SQLite_reads()
    {
        Write(Items.Valid(Items.Entry(("Rack", "A1")), Items.Entry(("Rack", "A2"))));
        Assert.Equal(
            "A1,A2", Folder.Scalar("SELECT group_concat(e.value ->> 'Rack') FROM item, json_each(item.content) e"));
    }

    private static List<List<(string, string)>> Pairs(InventoryItem item) =>
        [.. item.Content!.Select(entry => entry.Select(pair => (pair.Key, pair.Value)).ToList())];
}
