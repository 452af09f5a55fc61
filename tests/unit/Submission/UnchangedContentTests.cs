using InventoryTools.Service;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Content that the ledger knows, and the ledger itself.</summary>
public sealed class UnchangedContentTests : SubmissionTests
{
    [Fact]
    public void Unchanged_content_goes_as_a_hash_and_changed_content_in_full()
    {
        Send(Item(1, "A"), Item(1, "B"));
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B", "new"));
        Assert.Equal(["A B", "A# B"], Service.Describe());
        Assert.Equal(
            [WriteStatus.Unchanged, WriteStatus.Accepted], Settled(events).Select(settled => settled.Result.Status));
        Assert.NotNull(Service.Calls[1].Items[0].ContentHash);
    }

    [Fact]
    public void What_one_target_holds_says_nothing_about_another()
    {
        Send(Item(1, "A"));
        Send("aws:123456789012/eu-west-2", Item(1, "A"));
        Assert.Equal(["A", "A"], Service.Describe());
    }

    [Fact]
    public void With_Force_and_before_the_retention_ends_everything_goes_in_full()
    {
        Send(Item(1, "A"));
        Options = Options with { SendInFull = true };
        Send(Item(1, "A"));
        Options = Options with { SendInFull = false };
        Clock.Advance(TimeSpan.FromDays(24.9));
        Send(Item(1, "A"));
        Clock.Advance(TimeSpan.FromDays(0.2));
        Send(Item(1, "A"));
        Send(Item(1, "A"));
        Assert.Equal(["A", "A", "A#", "A", "A#"], Service.Describe());
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_content_go_in_full()
    {
        Send(Item(1, "A"));
        Clock.Start -= TimeSpan.FromDays(3);
        Send(Item(1, "A"));
        Assert.Equal(["A", "A"], Service.Describe());
    }

    [Theory]
    [InlineData(FaultCode.ItemContentMismatch)]
    [InlineData(FaultCode.InvalidItemContent)]
    public void A_doubted_hash_is_followed_by_its_content_once_and_only_for_that_item(string code)
    {
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Service.Answer = (number, _) => number == 1 ? ScriptedService.Fault(code, "Custom:B") : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A# B# C#", "A# B C#"], Service.Describe());
        Assert.Equal(
            [WriteStatus.Unchanged, WriteStatus.Accepted, WriteStatus.Unchanged],
            Settled(events).Select(settled => settled.Result.Status));
        Send(Item(1, "B"));
        Assert.Equal("B#", Service.Describe().Last());
    }

    [Fact]
    public void A_doubt_that_names_no_type_makes_all_hashes_of_the_call_go_in_full()
    {
        Send(Item(1, "A"), Item(1, "B"));
        Service.Answer = (number, _) => number == 1 ? ScriptedService.Fault(FaultCode.ItemContentMismatch) : null;
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B", "A# B# C", "A B C"], Service.Describe());
    }

    [Fact]
    public void Content_that_is_refused_in_full_too_is_rejected_and_forgotten()
    {
        Send(Item(1, "A"), Item(1, "B"));
        Service.Answer = (number, request) => number is 1 or 2
            ? ScriptedService.Fault(FaultCode.ItemContentMismatch, "Custom:B")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"));
        Assert.Equal(["A B", "A# B#", "A# B", "A#"], Service.Describe());
        InventoryWriteResult rejected = Settled(events).Single(settled => settled.Failure is not null).Result;
        Assert.Equal(
            (WriteStatus.Rejected, 2, FaultCode.ItemContentMismatch),
            (rejected.Status, rejected.Attempts, rejected.ErrorCode));
        Send(Item(1, "B"));
        Assert.Equal("B", Service.Describe().Last());
    }

    [Fact]
    public void A_hash_that_came_without_content_is_rejected_when_it_is_doubted()
    {
        InventoryItem item = Item(1, "A");
        item.Content = null;
        item.ContentHash = "given";
        Service.Answer = (_, request) => request.Items.Any(sent => sent.TypeName == "Custom:A")
            ? ScriptedService.Fault(FaultCode.InvalidItemContent, "Custom:A")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send(item, Item(1, "B"));
        Assert.Equal(["A# B", "B"], Service.Describe());
        Assert.Equal(
            [(WriteStatus.Rejected, "Custom:A"), (WriteStatus.Accepted, "Custom:B")],
            Settled(events).Select(settled => (settled.Result.Status, settled.Result.TypeName)));
    }

    [Fact]
    public void A_node_that_comes_near_the_quota_of_the_day_is_told_of_once()
    {
        string big = new('x', 4000);
        InventoryItem[] items =
        [
            .. Enumerable.Range(0, 10).Select(type =>
            {
                InventoryItem item = Item(1, $"T{type}");
                item.Content = [.. Enumerable.Range(0, 125).Select(_ => Items.Entry(("V", big)))];
                return item;
            }),
        ];
        IReadOnlyList<SubmissionEvent> events = Send(items);
        DailyQuotaNear near = Assert.Single(events.OfType<DailyQuotaNear>());
        Assert.Equal(Node(1), near.InstanceId);
        Assert.InRange(near.Bytes, 4_000_000, 5_200_000);
        Clock.Advance(TimeSpan.FromDays(1));
        Options = Options with { SendInFull = true };
        Assert.Empty(Send([.. items.Take(2)]).OfType<DailyQuotaNear>());
    }

    [Fact]
    public void Without_a_ledger_everything_goes_in_full_and_that_is_told_once()
    {
        Ledger.Fails = true;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal("The ledger is broken.", Assert.Single(events.OfType<LedgerLost>()).Error.Message);
        Assert.Equal(2, Settled(events).Count(settled => settled.Result.Status == WriteStatus.Accepted));
    }

    [Fact]
    public void What_was_accepted_before_a_stop_is_in_the_ledger_and_what_was_under_way_is_not()
    {
        using SemaphoreSlim underWay = new(0);
        Service.Before = async (request, cancel) =>
        {
            if (request.InstanceId == Node(2))
            {
                underWay.Release();
                await Task.Delay(Timeout.Infinite, cancel);
            }
        };
        Options = Options with { ThrottleLimit = 2 };
        using (SubmissionPipeline submission = Begin(Service, Target))
        {
            foreach (InventoryItem item in new[] { Item(1, "A"), Item(2, "A") })
            {
                Assert.Empty(submission.Add(item.InstanceId!, new ItemPayload(item)).OfType<ItemSettled>());
            }

            Task.Run(() =>
            {
                underWay.Wait();
                Stop.Cancel();
            });
            Assert.ThrowsAny<OperationCanceledException>(() => submission.Complete().ToList());
        }

        Assert.Equal([Node(1)], Ledger.Changes.Select(change => change.Sending.InstanceId));
    }
}
