using InventoryTools.Sqlite;
using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Sqlite;

public sealed class SqliteSubmissionLedgerTests : IDisposable
{
    private const string Captured = "2026-01-31T11:00:00Z";
    private const string Later = "2026-02-01T11:00:00Z";
    private const string Target = "aws:123456789012/eu-west-1";
    private static readonly DateTimeOffset s_now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_expired = TimeSpan.FromMinutes(31);
    private static readonly LedgerSubmission s_one = new(Target, 1);
    private static readonly LedgerSubmission s_other = new(Target, 2);

    private readonly TempFolder _folder = new();
    private readonly Lazy<SqliteSubmissionLedger> _ledger;
    private long _number;

    public SqliteSubmissionLedgerTests() => _ledger = new(Open);

    private SqliteSubmissionLedger Ledger => _ledger.Value;

    public void Dispose()
    {
        if (_ledger.IsValueCreated)
        {
            Ledger.Dispose();
        }

        _folder.Dispose();
    }

    [Fact]
    public void What_was_recorded_is_read_again_by_another_session()
    {
        Send("Custom:A", "1.0 abc", bytes: 100);
        Send("Custom:B", "1.0 abc", LedgerOutcome.Unknown, bytes: 50);
        using SqliteSubmissionLedger again = Open();
        NodeLedger node = again.Read(Target, Items.Node, default);
        Assert.Equal(new AcceptedContent("1.0 abc", s_now, Captured), node.Items["Custom:A"]);
        Assert.Equal(new AcceptedContent("", s_now, null), node.Items["Custom:B"]);
        Assert.Equal((s_now.UtcDateTime.Date, 150), (node.Day, node.BytesOfDay));
    }

    [Fact]
    public void The_newest_content_counts_and_what_was_wrong_is_forgotten()
    {
        Send("Custom:A", "old");
        Send("Custom:B", "wrong");
        Send("Custom:A", "new");
        Send("Custom:B", "wrong", LedgerOutcome.Unknown);
        Assert.Equal("new", Known("Custom:A").Fingerprint);
        Assert.Equal(("", null), (Known("Custom:B").Fingerprint, Known("Custom:B").CaptureTime));
    }

    [Fact]
    public void A_hash_that_was_taken_renews_the_capture_time_of_that_content_alone()
    {
        Send("Custom:A", "1.0 abc");
        Send("Custom:B", "other");
        Send("Custom:A", "1.0 abc", LedgerOutcome.Confirmed, captured: Later, now: s_now.AddDays(1));
        Send("Custom:B", "1.0 abc", LedgerOutcome.Confirmed, captured: Later);
        Assert.Equal(new AcceptedContent("1.0 abc", s_now, Later), Known("Custom:A"));
        Assert.Equal("", Known("Custom:B").Fingerprint);
    }

    [Fact]
    public void Bytes_are_counted_by_day()
    {
        Send("Custom:A", "a", bytes: 100);
        Send("Custom:A", "a", bytes: 30, now: s_now.AddDays(1));
        Send("Custom:A", "a", bytes: 3, now: s_now.AddDays(1));
        NodeLedger node = Ledger.Read(Target, Items.Node, default);
        Assert.Equal((s_now.AddDays(1).UtcDateTime.Date, 33), (node.Day, node.BytesOfDay));
    }

    [Fact]
    public void Targets_and_nodes_are_kept_apart()
    {
        Send("Custom:A", "one");
        Announce(new LedgerSubmission("http://127.0.0.1:8080/eu-west-1", 3), "Custom:A", "two");
        NodeLedger other = Ledger.Read("http://127.0.0.1:8080/eu-west-1", Items.Node, default);
        Assert.Equal("", Assert.Single(other.Items).Value.Fingerprint);
        Assert.Empty(Ledger.Read(Target, "i-00000001", default).Items);
        Assert.Equal("one", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void Content_is_known_until_another_content_is_announced()
    {
        Send("Custom:A", "one");
        Send("Custom:B", "one");
        Announce(s_one, "Custom:A", "one");
        Assert.Equal("one", Known("Custom:A").Fingerprint);
        LedgerSending renewed = Announce(s_one, "Custom:A", "one", Later);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Assert.Equal("one", Known("Custom:B").Fingerprint);
        End(s_one, renewed, LedgerOutcome.NotSent);
        Assert.Equal(new AcceptedContent("one", s_now, Captured), Known("Custom:A"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_two_contents_that_overlapped_neither_is_known(bool isFirstLast)
    {
        LedgerSending first = Announce(s_one, "Custom:A", "one");
        LedgerSending second = Announce(s_other, "Custom:A", "two");
        End(isFirstLast ? s_other : s_one, isFirstLast ? second : first);
        End(isFirstLast ? s_one : s_other, isFirstLast ? first : second);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Send("Custom:A", "two");
        Assert.Equal("two", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void The_same_content_may_overlap_and_content_that_can_not_be_recognised_may_not()
    {
        LedgerSending first = Announce(s_one, "Custom:A", "one");
        LedgerSending second = Announce(s_other, "Custom:A", "one");
        End(s_one, first);
        Assert.Equal("one", Known("Custom:A").Fingerprint);
        End(s_other, second);
        Assert.Equal("one", Known("Custom:A").Fingerprint);
        LedgerSending large = Announce(s_one, "Custom:A", "");
        LedgerSending other = Announce(s_other, "Custom:A", "one");
        End(s_one, large, LedgerOutcome.Unknown);
        End(s_other, other);
        Assert.Equal("", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void Calls_of_one_submission_come_one_after_the_other()
    {
        LedgerSending first = Announce(s_one, "Custom:A", "one");
        LedgerSending second = Announce(s_one, "Custom:A", "two");
        End(s_one, first);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        End(s_one, second);
        Assert.Equal("two", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void A_call_that_may_still_be_applied_makes_later_contents_uncertain()
    {
        LedgerSending lost = Announce(s_one, "Custom:A", "one");
        LedgerSending planned = Announce(s_one, "Custom:A", "two");
        End(s_one, lost, LedgerOutcome.Unknown, mayStillApply: true);
        End(s_one, planned);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Send("Custom:A", "two", submission: s_other);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Send("Custom:A", "one", submission: s_other);
        Assert.Equal("one", Known("Custom:A").Fingerprint);
        Send("Custom:A", "two", now: s_now + s_expired);
        Assert.Equal("two", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void After_a_killed_process_its_items_are_not_known_until_they_are_sent_again()
    {
        Send("Custom:A", "one");
        Send("Custom:C", "one");
        Announce(s_other, "Custom:A", "two");
        Announce(s_other, "Custom:B", "two");
        Announce(s_other, "Custom:C", "one");
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Ledger.Announce(s_one, s_now + s_expired, [], default);
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Assert.Equal("", Known("Custom:B").Fingerprint);
        Assert.Equal("one", Known("Custom:C").Fingerprint);
        Assert.Equal(0L, _folder.Scalar("SELECT count(*) FROM announced"));
    }

    [Fact]
    public void A_submission_that_lives_renews_what_it_has_announced()
    {
        LedgerSending slow = Announce(s_one, "Custom:A", "one");
        Ledger.Announce(s_one, s_now + s_expired, [], default);
        LedgerSending other = Announce(s_other, "Custom:A", "two", now: s_now + s_expired + s_expired / 2);
        End(s_one, slow);
        End(s_other, other);
        Assert.Equal("", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void The_end_of_an_announcement_that_has_expired_makes_the_content_unknown()
    {
        LedgerSending slow = Announce(s_one, "Custom:A", "one");
        Send("Custom:A", "two", submission: s_other, now: s_now + s_expired);
        Assert.Equal("two", Known("Custom:A").Fingerprint);
        End(s_one, slow);
        Assert.Equal("", Known("Custom:A").Fingerprint);
    }

    [Fact]
    public void A_clock_that_was_set_back_keeps_announcements_for_their_time_and_no_longer()
    {
        Announce(s_other, "Custom:A", "one", now: s_now.AddDays(1));
        Send("Custom:A", "two");
        Assert.Equal("", Known("Custom:A").Fingerprint);
        Send("Custom:A", "two", now: s_now + s_expired);
        Assert.Equal("two", Known("Custom:A").Fingerprint);
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
        Send("Custom:A", "one");
        Assert.Equal(4L, _folder.Scalar("PRAGMA user_version"));
        Assert.Equal("one", Known("Custom:A").Fingerprint);
        using SqliteInventoryStore again = SqliteInventoryStore.OpenForReading(
            _folder.Store, TimeSpan.FromSeconds(5), default);
        Assert.Equal(3, again.Read(new StoreQuery(), default).Count());
    }

    private SqliteSubmissionLedger Open() =>
        SqliteSubmissionLedger.Open(_folder.Store, TimeSpan.FromSeconds(5), default);

    private AcceptedContent Known(string typeName) => Ledger.Read(Target, Items.Node, default).Items[typeName];

    private LedgerSending Announce(
        LedgerSubmission submission,
        string typeName,
        string fingerprint,
        string captured = Captured,
        DateTimeOffset? now = null)
    {
        LedgerSending sending = new(Items.Node, typeName, ++_number, fingerprint, captured);
        Ledger.Announce(submission, now ?? s_now, [sending], default);
        return sending;
    }

    private void End(
        LedgerSubmission submission,
        LedgerSending sending,
        LedgerOutcome outcome = LedgerOutcome.Accepted,
        bool mayStillApply = false,
        long bytes = 0,
        DateTimeOffset? now = null) =>
        Ledger.Record(submission, now ?? s_now, [new LedgerChange(sending, outcome, bytes, mayStillApply)], default);

    private void Send(
        string typeName,
        string fingerprint,
        LedgerOutcome outcome = LedgerOutcome.Accepted,
        string captured = Captured,
        long bytes = 0,
        DateTimeOffset? now = null,
        LedgerSubmission? submission = null)
    {
        LedgerSending sending = Announce(submission ?? s_one, typeName, fingerprint, captured, now);
        End(submission ?? s_one, sending, outcome, bytes: bytes, now: now);
    }
}
