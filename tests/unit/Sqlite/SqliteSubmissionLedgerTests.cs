using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class SqliteSubmissionLedgerTests : IDisposable
{
    private const string Captured = "2026-01-31T11:00:00Z";
    private const string Target = "aws:123456789012/eu-west-1";
    private static readonly DateTime s_day = new(2026, 1, 31);
    private static readonly DateTimeOffset s_time = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_recorded_is_read_again_by_another_session()
    {
        Record(
            new LedgerChange(Items.Node, "Custom:A", 100, new("1.0 abc", s_time, Captured)),
            new LedgerChange(Items.Node, "Custom:B", 50));
        NodeLedger node = Read();
        Assert.Equal(new AcceptedContent("1.0 abc", s_time, Captured), Assert.Single(node.Items).Value);
        Assert.Equal((s_day, 150), (node.Day, node.BytesOfDay));
    }

    [Fact]
    public void The_newest_content_counts_and_what_was_wrong_is_forgotten()
    {
        Record(
            new LedgerChange(Items.Node, "Custom:A", 1, new("old", s_time, Captured)),
            new LedgerChange(Items.Node, "Custom:B", 1, new("wrong", s_time, Captured)),
            new LedgerChange(Items.Node, "Custom:A", 1, new("new", s_time.AddDays(1), Captured)));
        Record(new LedgerChange(Items.Node, "Custom:B", 0, Forget: true));
        Assert.Equal([("Custom:A", "new")], Read().Items.Select(pair => (pair.Key, pair.Value.Fingerprint)));
    }

    [Fact]
    public void A_hash_that_was_taken_renews_the_capture_time_of_what_is_known()
    {
        Record(new LedgerChange(Items.Node, "Custom:A", 100, new("1.0 abc", s_time, Captured)));
        Record(
            new LedgerChange(Items.Node, "Custom:A", 10, CaptureTime: "2026-02-01T11:00:00Z"),
            new LedgerChange(Items.Node, "Custom:B", 10, CaptureTime: "2026-02-01T11:00:00Z"));
        Assert.Equal(new AcceptedContent("1.0 abc", s_time, "2026-02-01T11:00:00Z"), Assert.Single(Read().Items).Value);
    }

    [Fact]
    public void Bytes_are_counted_by_day()
    {
        Record(new LedgerChange(Items.Node, "Custom:A", 100));
        using (SqliteSubmissionLedger ledger = Open())
        {
            ledger.Record(Target, s_day.AddDays(1), [new LedgerChange(Items.Node, "Custom:A", 30)], default);
            ledger.Record(Target, s_day.AddDays(1), [new LedgerChange(Items.Node, "Custom:A", 3)], default);
        }

        Assert.Equal((s_day.AddDays(1), 33), (Read().Day, Read().BytesOfDay));
    }

    [Fact]
    public void Targets_and_nodes_are_kept_apart()
    {
        Record(new LedgerChange(Items.Node, "Custom:A", 1, new("one", s_time, Captured)));
        using SqliteSubmissionLedger ledger = Open();
        Assert.Empty(ledger.Read("http://127.0.0.1:8080/eu-west-1", Items.Node, default).Items);
        Assert.Empty(ledger.Read(Target, "i-00000001", default).Items);
    }

    [Fact]
    public void A_store_of_the_first_version_is_read_as_it_is_and_becomes_a_ledger_too()
    {
        _folder.Execute(OldStores.First);
        using (SqliteInventoryStore store = SqliteInventoryStore.OpenForReading(
            _folder.Store, TimeSpan.FromSeconds(5), default))
        {
            Assert.Equal(3, store.Read(new StoreQuery(), default).Count());
        }

        Assert.Equal(1L, _folder.Scalar("PRAGMA user_version"));
        Record(new LedgerChange(Items.Node, "Custom:A", 1, new("one", s_time, Captured)));
        Assert.Equal(3L, _folder.Scalar("PRAGMA user_version"));
        Assert.Single(Read().Items);
        using SqliteInventoryStore again = SqliteInventoryStore.OpenForReading(
            _folder.Store, TimeSpan.FromSeconds(5), default);
        Assert.Equal(3, again.Read(new StoreQuery(), default).Count());
    }

    private SqliteSubmissionLedger Open() =>
        SqliteSubmissionLedger.Open(_folder.Store, TimeSpan.FromSeconds(5), default);

    private void Record(params LedgerChange[] changes)
    {
        using SqliteSubmissionLedger ledger = Open();
        ledger.Record(Target, s_day, changes, default);
    }

    private NodeLedger Read()
    {
        using SqliteSubmissionLedger ledger = Open();
        return ledger.Read(Target, Items.Node, default);
    }
}
