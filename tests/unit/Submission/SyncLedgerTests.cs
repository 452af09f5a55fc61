using InventoryTools.Store;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Write-Inventory, whose ledger is the user's, beside syncs, whose ledger is the store's.</summary>
public sealed class SyncLedgerTests : SubmissionTests
{
    private readonly MemoryLedger _own = new();

    [Fact]
    public void What_Write_Inventory_has_sent_since_is_sent_again_once()
    {
        Assert.Equal(["A"], Sync(Item(1, "A")));
        Assert.Empty(Sync(Item(1, "A")));
        Send(Item(1, "A", "new"));
        Assert.Equal(["A"], Sync(Item(1, "A")));
        Assert.Empty(Sync(Item(1, "A")));
        Send(Item(1, "A"));
        Assert.Empty(Sync(Item(1, "A")));
        Assert.Equal("v", Service.Calls.Last(call => call.Items[0].Content is not null).Items[0].Content![0]["V"]);
    }

    [Fact]
    public void A_call_of_Write_Inventory_that_was_killed_makes_the_content_unknown()
    {
        Sync(Item(1, "A"));
        LedgerSending killed = new(Node(1), "Custom:A", 1, "other", "2026-01-31T11:00:00Z");
        Ledger.Announce(new LedgerSubmission(Target, 1), Clock.UtcNow, [killed], default);
        Assert.Equal(["A"], Sync(Item(1, "A")));
        Assert.Equal(["A"], Sync(Item(1, "A")));
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(["A"], Sync(Item(1, "A")));
        Assert.Empty(Sync(Item(1, "A")));
    }

    [Fact]
    public void Calls_that_overlap_with_Write_Inventory_leave_the_content_unknown()
    {
        Send(Item(1, "A"));
        Assert.Equal(["A"], Sync(Item(1, "A", "new")));
        LedgerSubmission other = new(Target, 1);
        LedgerSending sending = new(Node(1), "Custom:A", 1, "other", "2026-01-31T11:00:00Z");
        Service.Before = (_, _) =>
        {
            Ledger.Announce(other, Clock.UtcNow, [sending], default);
            Ledger.Record(other, Clock.UtcNow, [new LedgerChange(sending, LedgerOutcome.Accepted)], default);
            return Task.CompletedTask;
        };
        Assert.Equal(["A"], Sync(Item(1, "A", "newer")));
        Service.Before = null;
        Assert.Equal(["A"], Sync(Item(1, "A", "newer")));
        Assert.Empty(Sync(Item(1, "A", "newer")));
    }

    [Fact]
    public void Nodes_that_Write_Inventory_has_not_written_to_are_in_the_ledger_of_the_store_alone()
    {
        Send(Item(1, "A"));
        (int announced, int changes) = (Ledger.Announced.Count, Ledger.Changes.Count);
        Assert.Equal(["A"], Sync(Item(2, "A")));
        Assert.Equal((announced, changes), (Ledger.Announced.Count, Ledger.Changes.Count));
    }

    [Fact]
    public void Without_the_ledger_of_Write_Inventory_nothing_is_known()
    {
        Assert.Equal(["A"], Sync(Item(1, "A")));
        using SyncLedger ledger = new(_own, null);
        Assert.Empty(ledger.Read(Target, Node(1), default).Items);
    }

    private IReadOnlyList<string> Sync(InventoryItem item)
    {
        int before = Service.Calls.Count;
        SubmissionOptions options = Options with { SkipAccepted = true };
        using SubmissionPipeline submission = new(
            Service, Target, new SyncLedger(_own, Ledger), options, Clock, () => 0.5, _ => true, Stop.Token);
        _ = submission.Add(item.InstanceId!, new ItemPayload(item)).Concat(submission.Complete()).ToArray();
        return [.. Service.Describe().Skip(before)];
    }
}
