using System.Globalization;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>The calls into which items are put, and their order.</summary>
public sealed class SubmissionPipelineTests : SubmissionTests
{
    [Fact]
    public void Items_of_a_node_share_calls_however_they_arrive()
    {
        IReadOnlyList<SubmissionEvent> events = Send(
            Item(1, "A"), Item(2, "A"), Item(1, "B"), Item(2, "B"), Item(1, "C"));
        Assert.Equal(
            [(Node(1), "A B C"), (Node(2), "A B")],
            Service.Calls.Select(call => call.InstanceId).Zip(Service.Describe()).Order());
        Assert.All(Settled(events), settled =>
        {
            Assert.Equal(
                (WriteStatus.Accepted, 1, null),
                (settled.Result.Status, settled.Result.Attempts, settled.Result.ErrorCode));
            Assert.Equal(settled.Item.Bytes, settled.Result.Bytes);
        });
    }

    [Fact]
    public void What_waits_is_bounded_and_the_oldest_goes_first()
    {
        using SubmissionPipeline submission = Begin(Service, Target);
        ItemPayload item = new(Item(0, "A"));
        int events = 0;
        for (int node = 0; node < 6000; node++)
        {
            events += submission.Add(Node(node), item).Count();
        }

        Assert.InRange(Service.Calls.Count, 900, 1500);
        Assert.Subset(
            Enumerable.Range(0, 1500).Select(Node).ToHashSet(),
            Service.Calls.Select(call => call.InstanceId).ToHashSet());
        Assert.True(events > 0);
    }

    [Fact]
    public void What_has_waited_for_ten_seconds_goes_when_the_next_item_comes()
    {
        using SubmissionPipeline submission = Begin(Service, Target);
        Assert.Empty(submission.Add(Node(1), new ItemPayload(Item(1, "A"))));
        Clock.Advance(TimeSpan.FromSeconds(11));
        _ = submission.Add(Node(2), new ItemPayload(Item(2, "A"))).Count();
        SpinWait.SpinUntil(() => Service.Calls.Count == 1);
        Assert.Equal(Node(1), Assert.Single(Service.Calls).InstanceId);
    }

    [Fact]
    public void The_calls_of_a_node_come_one_after_the_other_in_order()
    {
        Options = Options with { ThrottleLimit = 8 };
        Service.Before = async (_, _) => await Task.Yield();
        Send([.. Enumerable.Range(0, 200).Select(at => Item(1, "A", at.ToString(CultureInfo.InvariantCulture)))]);
        Assert.Equal(1, Service.MostAtOnce);
        Assert.Equal(
            Enumerable.Range(0, 200).Select(at => at.ToString(CultureInfo.InvariantCulture)),
            Service.Calls.Select(call => call.Items[0].Content![0]["V"]));
    }

    [Fact]
    public void Nodes_go_side_by_side_up_to_the_limit_and_no_further()
    {
        Options = Options with { ThrottleLimit = 4 };
        using Barrier four = new(4);
        Service.Before = (_, _) => Task.Run(() => four.SignalAndWait());
        Send([.. Enumerable.Range(0, 40).Select(node => Item(node, "A"))]);
        Assert.Equal(40, Service.Calls.Count);
        Assert.Equal(4, Service.MostAtOnce);
    }

    [Fact]
    public void Nothing_is_sent_before_the_random_wait_is_over()
    {
        Options = Options with { StartJitter = TimeSpan.FromSeconds(30) };
        Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([TimeSpan.FromSeconds(15)], Clock.Delays);
    }

    [Fact]
    public void A_call_that_nobody_wants_is_not_made()
    {
        ShouldProcess = call => call.InstanceId != Node(1);
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([Node(2)], Service.Calls.Select(call => call.InstanceId));
        Assert.Single(Settled(events));
    }

    [Fact]
    public void A_defect_of_the_service_class_is_thrown_where_somebody_sees_it()
    {
        Service.Before = (_, _) => throw new InvalidOperationException("a defect");
        Assert.Throws<InvalidOperationException>(() => Send(Item(1, "A")));
        Assert.Throws<InvalidOperationException>(
            () => Send([.. Enumerable.Range(0, 10).Select(node => Item(node, "A"))]));
    }
}
