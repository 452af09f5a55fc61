using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Failures that pass, and throttling.</summary>
public sealed class RepeatedCallsTests : SubmissionTests
{
    [Theory]
    [InlineData("InternalServerError", 500)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("NeverHeardOf", 500)]
    public void What_passes_is_tried_again_until_it_has_passed(string code, int status)
    {
        Service.Answer = (number, _) => number < 5 ? ScriptedService.Fault(code, status: status) : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([6, 1], Settled(events).Select(settled => settled.Result.Attempts));
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<CallRepeated>().Select(repeated => repeated.Attempts));
        Assert.Equal(events.OfType<CallRepeated>().Select(repeated => repeated.Delay), Clock.Delays);
    }

    [Fact]
    public void A_service_that_is_down_is_waited_for_once_and_not_once_a_node()
    {
        Service.Answer = (_, _) => ScriptedService.Fault("ServiceUnavailable", status: 503);
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 100).Select(node => Item(node, "A"))]);
        Assert.InRange(Clock.Elapsed.TotalMinutes, 4.5, 6.2);
        Assert.All(Settled(events), settled => Assert.Equal(WriteStatus.Failed, settled.Result.Status));
        Assert.Equal(79, Settled(events).Count(settled => settled.Result.Attempts == 0));
    }

    [Theory]
    [InlineData(1, 1, 300)]
    [InlineData(1, 1, 0)]
    [InlineData(8, 8, 300)]
    [InlineData(8, 20, 1)]
    public void Broken_nodes_in_a_row_cost_the_others_nothing(int limit, int broken, int patience)
    {
        Options = Options with { ThrottleLimit = limit, RetryTimeout = TimeSpan.FromSeconds(patience) };
        HashSet<string> bad = [.. Enumerable.Range(10, Math.Min(broken, limit)).Select(Node)];
        Service.Answer = (_, request) => bad.Contains(request.InstanceId)
            ? ScriptedService.Fault("InternalServerError", status: 500)
            : null;
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 100).Select(node => Item(node, "A"))]);
        Assert.Equal(100 - bad.Count, Settled(events).Count(settled => settled.Result.Status == WriteStatus.Accepted));
    }

    [Fact]
    public void A_service_that_was_there_and_is_gone_for_a_minute_is_waited_for()
    {
        TimeSpan? gone = null;
        Service.Answer = (number, _) =>
        {
            gone ??= number == 50 ? Clock.Elapsed : null;
            return gone is not null && Clock.Elapsed - gone < TimeSpan.FromMinutes(1)
                ? new InventoryConnectionException(ConnectionProblem.NameNotResolved, "http://x", "no address")
                : null;
        };
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 100).Select(node => Item(node, "A"))]);
        Assert.All(Settled(events), settled => Assert.Equal(WriteStatus.Accepted, settled.Result.Status));
    }

    [Theory]
    [InlineData("ThrottlingException", 429)]
    [InlineData("ServiceUnavailable", 503)]
    public void The_server_is_called_again_when_it_asks_to_be_and_not_before(string code, int status)
    {
        TimeSpan asked = TimeSpan.FromSeconds(40);
        List<TimeSpan> begun = [];
        Service.Before = (_, _) =>
        {
            begun.Add(Clock.Elapsed);
            return Task.CompletedTask;
        };
        Service.Answer = (number, _) => number == 0 ? Asking(code, status, asked) : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"), Item(3, "A"));
        Assert.All(Settled(events), settled => Assert.Equal(WriteStatus.Accepted, settled.Result.Status));
        Assert.Equal(4, begun.Count);
        Assert.InRange(begun[1] - begun[0], asked, asked + TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("ThrottlingException", 429)]
    [InlineData("ServiceUnavailable", 503)]
    public void A_server_that_asks_for_more_than_patience_is_not_waited_for(string code, int status)
    {
        Service.Answer = (_, _) => Asking(code, status, Options.RetryTimeout + TimeSpan.FromSeconds(1));
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"));
        Assert.Equal(
            (WriteStatus.Failed, code, 1),
            Assert.Single(Settled(events)) is { Result: { } result }
                ? (result.Status, result.ErrorCode, result.Attempts)
                : default);
        Assert.Equal(TimeSpan.Zero, Clock.Elapsed);
    }

    [Fact]
    public void A_server_without_the_operation_is_called_once_for_all_nodes()
    {
        Service.Answer = (_, _) => ScriptedService.Fault(
            "InternalFailure", status: 501, message: "not yet implemented");
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.Single(Service.Calls);
        Assert.All(
            Settled(events),
            settled => Assert.Equal(
                (WriteStatus.Failed, "InternalFailure"), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.Equal(50, Settled(events).Count());
        Assert.Equal(TimeSpan.Zero, Clock.Elapsed);
    }

    private static InventoryFaultException Asking(string code, int status, TimeSpan wait) =>
        new(new InventoryFault(code, status, null)) { RetryAfter = wait };

    [Fact]
    public void One_node_whose_calls_never_come_through_does_not_stop_the_others()
    {
        Options = Options with { ThrottleLimit = 2 };
        using SemaphoreSlim others = new(0);
        Service.Before = async (request, cancel) =>
        {
            // The clock moves by waiting alone, so the broken node's last attempt comes after another's success.
            if (request.InstanceId != Node(0))
            {
                others.Release();
            }
            else if (Service.Calls.Count(call => call.InstanceId == Node(0)) == 2)
            {
                await others.WaitAsync(cancel);
            }
        };
        Service.Answer = (_, request) => request.InstanceId == Node(0)
            ? new InventoryConnectionException(ConnectionProblem.ConnectionBroken, "http://127.0.0.1", "broken")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 20).Select(node => Item(node, "A"))]);
        Assert.Equal(
            [Node(0)],
            Settled(events).Where(settled => settled.Failure is not null).Select(settled => settled.Item.InstanceId));
    }

    [Fact]
    public void A_minute_of_throttling_costs_few_calls_and_loses_nothing()
    {
        Service.Answer = (_, _) => Clock.Elapsed < TimeSpan.FromSeconds(60)
            ? ScriptedService.Fault("ThrottlingException", message: "Rate exceeded")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.All(Settled(events), settled => Assert.Equal(WriteStatus.Accepted, settled.Result.Status));
        Assert.Equal(50, Settled(events).Count);
        Assert.InRange(Service.Calls.Count, 51, 70);
        Assert.InRange(Clock.Elapsed.TotalSeconds, 60, 180);
        Assert.NotEmpty(events.OfType<PaceChanged>());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void Throttling_that_does_not_end_is_waited_for_no_longer_than_patience(int seconds)
    {
        Options = Options with { RetryTimeout = TimeSpan.FromSeconds(seconds) };
        Service.Answer = (_, _) => ScriptedService.Fault("ThrottlingException");
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.All(
            Settled(events),
            settled => Assert.Equal(
                (WriteStatus.Failed, "ThrottlingException"), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.InRange(Clock.Elapsed.TotalSeconds, seconds * 0.5, seconds);
    }
}
