using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Submission;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Submission;

public sealed class SubmissionPipelineTests
{
    private const string Target = "aws:123456789012/eu-west-1";

    private readonly ScriptedService _service = new();
    private readonly ManualClock _clock = new();
    private readonly MemoryLedger _ledger = new();
    private readonly CancellationTokenSource _stop = new();
    private SubmissionOptions _options = new() { ThrottleLimit = 1 };
    private Func<PlannedCall, bool> _confirm = _ => true;

    [Fact]
    public void Items_of_a_node_share_calls_however_they_arrive()
    {
        IReadOnlyList<SubmissionEvent> events = Send(
            Item(1, "A"), Item(2, "A"), Item(1, "B"), Item(2, "B"), Item(1, "C"));
        Assert.Equal(
            [(Node(1), "A B C"), (Node(2), "A B")],
            _service.Calls.Select(call => call.InstanceId).Zip(_service.Describe()).Order());
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
        using InventoryTools.Submission.SubmissionPipeline submission = Begin(_service, Target);
        ItemPayload item = new(Item(0, "A"));
        int events = 0;
        for (int node = 0; node < 6000; node++)
        {
            events += submission.Add(Node(node), item).Count();
        }

        Assert.InRange(_service.Calls.Count, 900, 1000);
        Assert.Subset(
            Enumerable.Range(0, 1000).Select(Node).ToHashSet(),
            _service.Calls.Select(call => call.InstanceId).ToHashSet());
        Assert.True(events > 0);
    }

    [Fact]
    public void What_has_waited_for_ten_seconds_goes_when_the_next_item_comes()
    {
        using InventoryTools.Submission.SubmissionPipeline submission = Begin(_service, Target);
        Assert.Empty(submission.Add(Node(1), new ItemPayload(Item(1, "A"))));
        _clock.Advance(TimeSpan.FromSeconds(11));
        _ = submission.Add(Node(2), new ItemPayload(Item(2, "A"))).Count();
        SpinWait.SpinUntil(() => _service.Calls.Count == 1);
        Assert.Equal(Node(1), Assert.Single(_service.Calls).InstanceId);
    }

    [Fact]
    public void The_calls_of_a_node_come_one_after_the_other_in_order()
    {
        _options = _options with { ThrottleLimit = 8 };
        _service.Before = async (_, _) => await Task.Yield();
        Send([.. Enumerable.Range(0, 200).Select(at => Item(1, "A", at.ToString(CultureInfo.InvariantCulture)))]);
        Assert.Equal(1, _service.MostAtOnce);
        Assert.Equal(
            Enumerable.Range(0, 200).Select(at => at.ToString(CultureInfo.InvariantCulture)),
            _service.Calls.Select(call => call.Items[0].Content![0]["V"]));
    }

    [Fact]
    public void Nodes_go_side_by_side_up_to_the_limit_and_no_further()
    {
        _options = _options with { ThrottleLimit = 4 };
        using Barrier four = new(4);
        _service.Before = (_, _) => Task.Run(() => four.SignalAndWait());
        Send([.. Enumerable.Range(0, 40).Select(node => Item(node, "A"))]);
        Assert.Equal(40, _service.Calls.Count);
        Assert.Equal(4, _service.MostAtOnce);
    }

    [Fact]
    public void Unchanged_content_goes_as_a_hash_and_changed_content_in_full()
    {
        Send(Item(1, "A"), Item(1, "B"));
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B", "new"));
        Assert.Equal(["A B", "A# B"], _service.Describe());
        Assert.Equal(
            [WriteStatus.Unchanged, WriteStatus.Accepted], Settled(events).Select(settled => settled.Result.Status));
        Assert.NotNull(_service.Calls[1].Items[0].ContentHash);
    }

    [Fact]
    public void What_one_target_holds_says_nothing_about_another()
    {
        Send(Item(1, "A"));
        Send("aws:123456789012/eu-west-2", Item(1, "A"));
        Assert.Equal(["A", "A"], _service.Describe());
    }

    [Fact]
    public void With_Force_and_before_the_retention_ends_everything_goes_in_full()
    {
        Send(Item(1, "A"));
        _options = _options with { SendInFull = true };
        Send(Item(1, "A"));
        _options = _options with { SendInFull = false };
        _clock.Advance(TimeSpan.FromDays(24.9));
        Send(Item(1, "A"));
        _clock.Advance(TimeSpan.FromDays(0.2));
        Send(Item(1, "A"));
        Send(Item(1, "A"));
        Assert.Equal(["A", "A", "A#", "A", "A#"], _service.Describe());
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_content_go_in_full()
    {
        Send(Item(1, "A"));
        _clock.Start -= TimeSpan.FromDays(3);
        Send(Item(1, "A"));
        Assert.Equal(["A", "A"], _service.Describe());
    }

    [Theory]
    [InlineData(FaultCode.ItemContentMismatch)]
    [InlineData(FaultCode.InvalidItemContent)]
    public void A_doubted_hash_is_followed_by_its_content_once_and_only_for_that_item(string code)
    {
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        _service.Answer = (number, _) => number == 1 ? ScriptedService.Fault(code, "Custom:B") : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A# B# C#", "A# B C#"], _service.Describe());
        Assert.Equal(
            [WriteStatus.Unchanged, WriteStatus.Accepted, WriteStatus.Unchanged],
            Settled(events).Select(settled => settled.Result.Status));
        Send(Item(1, "B"));
        Assert.Equal("B#", _service.Describe().Last());
    }

    [Fact]
    public void A_doubt_that_names_no_type_makes_all_hashes_of_the_call_go_in_full()
    {
        Send(Item(1, "A"), Item(1, "B"));
        _service.Answer = (number, _) => number == 1 ? ScriptedService.Fault(FaultCode.ItemContentMismatch) : null;
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B", "A# B# C", "A B C"], _service.Describe());
    }

    [Fact]
    public void Content_that_is_refused_in_full_too_is_rejected_and_forgotten()
    {
        Send(Item(1, "A"), Item(1, "B"));
        _service.Answer = (number, request) => number is 1 or 2
            ? ScriptedService.Fault(FaultCode.ItemContentMismatch, "Custom:B")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"));
        Assert.Equal(["A B", "A# B#", "A# B", "A#"], _service.Describe());
        InventoryWriteResult rejected = Settled(events).Single(settled => settled.Failure is not null).Result;
        Assert.Equal(
            (WriteStatus.Rejected, 2, FaultCode.ItemContentMismatch),
            (rejected.Status, rejected.Attempts, rejected.ErrorCode));
        Send(Item(1, "B"));
        Assert.Equal("B", _service.Describe().Last());
    }

    [Fact]
    public void A_hash_that_came_without_content_is_rejected_when_it_is_doubted()
    {
        InventoryItem item = Item(1, "A");
        item.Content = null;
        item.ContentHash = "given";
        _service.Answer = (_, request) => request.Items.Any(sent => sent.TypeName == "Custom:A")
            ? ScriptedService.Fault(FaultCode.InvalidItemContent, "Custom:A")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send(item, Item(1, "B"));
        Assert.Equal(["A# B", "B"], _service.Describe());
        Assert.Equal(
            [(WriteStatus.Rejected, "Custom:A"), (WriteStatus.Accepted, "Custom:B")],
            Settled(events).Select(settled => (settled.Result.Status, settled.Result.TypeName)));
    }

    [Fact]
    public void A_fault_that_names_a_type_rejects_that_item_and_the_rest_goes_again()
    {
        _service.Answer = Refuses(FaultCode.ItemSizeLimitExceeded, "Custom:B", named: true);
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A C"], _service.Describe());
        Assert.Equal(
            "Custom:B",
            Settled(events).Single(settled => settled.Result.Status == WriteStatus.Rejected).Result.TypeName);
        Assert.Equal(
            [1, 2, 2],
            Settled(events).OrderBy(settled => settled.Result.Attempts).Select(settled => settled.Result.Attempts));
    }

    [Fact]
    public void A_validation_message_that_names_a_position_rejects_that_item()
    {
        _service.Answer = (_, request) => request.Items.Count == 3
            ? ScriptedService.Fault(
                FaultCode.Validation,
                message: "1 validation error detected: Value 'x' at 'items.2.member.captureTime' failed to satisfy constraint: Member must satisfy regular expression pattern: y")
            : null;
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A C"], _service.Describe());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void A_fault_that_names_nothing_is_narrowed_down_to_its_item(int items)
    {
        for (int bad = 0; bad < items; bad++)
        {
            ScriptedService service =
                new() { Answer = Refuses(FaultCode.UnsupportedSchemaVersion, $"Custom:T{bad}", named: false) };
            IReadOnlyList<SubmissionEvent> events = Send(
                service, $"target {bad}", [.. Enumerable.Range(0, items).Select(at => Item(1, $"T{at}"))]);
            Assert.Equal(
                [$"Custom:T{bad}"],
                Settled(events).Where(settled => settled.Failure is not null).Select(settled => settled.Result.TypeName));
            Assert.Equal(items, Settled(events).Count);
            Assert.InRange(service.Calls.Count, 1, 1 + (2 * (int)Math.Ceiling(Math.Log2(items))));
        }
    }

    [Theory]
    [InlineData(FaultCode.InvalidInstanceId)]
    [InlineData("AccessDeniedException")]
    public void A_node_that_is_refused_costs_one_call_and_no_other_node_anything(string code)
    {
        _service.Answer = (_, request) => request.InstanceId == Node(1) ? ScriptedService.Fault(code) : null;
        IReadOnlyList<SubmissionEvent> events = Send(
            Item(1, "A"), Item(1, "A"), Item(1, "A"), Item(2, "A"));
        Assert.Equal([Node(1), Node(2)], _service.Calls.Select(call => call.InstanceId).Order());
        Assert.Equal(
            [(Node(1), 1), (Node(1), 0), (Node(1), 0)],
            Settled(events).Where(settled => settled.Failure?.Code == code).Select(settled => (settled.Item.InstanceId, settled.Result.Attempts)));
        Assert.Equal(
            WriteStatus.Accepted, Settled(events).Single(settled => settled.Item.InstanceId == Node(2)).Result.Status);
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("InvalidSignatureException")]
    [InlineData("UnrecognizedClientException")]
    public void Credentials_that_do_not_count_are_not_shown_ten_thousand_times(string code)
    {
        _service.Answer = (_, _) => ScriptedService.Fault(code);
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 1000).Select(node => Item(node, "A"))]);
        Assert.Single(_service.Calls);
        Assert.Equal(1000, Settled(events).Count);
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, code), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.Equal(999, Settled(events).Count(settled => settled.Result.Attempts == 0));
    }

    [Theory]
    [InlineData("InternalServerError", 500)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("NeverHeardOf", 500)]
    public void What_passes_is_tried_again_until_it_has_passed(string code, int status)
    {
        _service.Answer = (number, _) => number < 5 ? ScriptedService.Fault(code, status: status) : null;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([6, 1], Settled(events).Select(settled => settled.Result.Attempts));
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<CallRepeated>().Select(repeated => repeated.Attempts));
        Assert.Equal(events.OfType<CallRepeated>().Select(repeated => repeated.Delay), _clock.Delays);
    }

    [Fact]
    public void A_service_that_is_down_is_waited_for_once_and_not_once_a_node()
    {
        _service.Answer = (_, _) => ScriptedService.Fault("ServiceUnavailable", status: 503);
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 100).Select(node => Item(node, "A"))]);
        Assert.InRange(_clock.Elapsed.TotalMinutes, 4.5, 6.2);
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
        _options = _options with { ThrottleLimit = limit, RetryTimeout = TimeSpan.FromSeconds(patience) };
        HashSet<string> bad = [.. Enumerable.Range(10, Math.Min(broken, limit)).Select(Node)];
        _service.Answer = (_, request) => bad.Contains(request.InstanceId)
            ? ScriptedService.Fault("InternalServerError", status: 500)
            : null;
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 100).Select(node => Item(node, "A"))]);
        Assert.Equal(100 - bad.Count, Settled(events).Count(settled => settled.Result.Status == WriteStatus.Accepted));
    }

    [Fact]
    public void A_service_that_was_there_and_is_gone_for_a_minute_is_waited_for()
    {
        TimeSpan? gone = null;
        _service.Answer = (number, _) =>
        {
            gone ??= number == 50 ? _clock.Elapsed : null;
            return gone is not null && _clock.Elapsed - gone < TimeSpan.FromMinutes(1)
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
        _service.Before = (_, _) =>
        {
            begun.Add(_clock.Elapsed);
            return Task.CompletedTask;
        };
        _service.Answer = (number, _) => number == 0 ? Asking(code, status, asked) : null;
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
        _service.Answer = (_, _) => Asking(code, status, _options.RetryTimeout + TimeSpan.FromSeconds(1));
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"));
        Assert.Equal(
            (WriteStatus.Failed, code, 1),
            Assert.Single(Settled(events)) is { Result: { } result } ? (result.Status, result.ErrorCode, result.Attempts) : default);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    [Fact]
    public void A_server_without_the_operation_is_called_once_for_all_nodes()
    {
        _service.Answer = (_, _) => ScriptedService.Fault(
            "InternalFailure", status: 501, message: "not yet implemented");
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.Single(_service.Calls);
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, "InternalFailure"), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.Equal(50, Settled(events).Count());
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    private static InventoryFaultException Asking(string code, int status, TimeSpan wait) =>
        new(new InventoryFault(code, status, null)) { RetryAfter = wait };

    [Fact]
    public void One_node_whose_calls_never_come_through_does_not_stop_the_others()
    {
        _options = _options with { ThrottleLimit = 2 };
        using SemaphoreSlim others = new(0);
        _service.Before = async (request, cancel) =>
        {
            // The clock moves by waiting alone, so the broken node's last attempt comes after another's success.
            if (request.InstanceId != Node(0))
            {
                others.Release();
            }
            else if (_service.Calls.Count(call => call.InstanceId == Node(0)) == 2)
            {
                await others.WaitAsync(cancel);
            }
        };
        _service.Answer = (_, request) => request.InstanceId == Node(0)
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
        _service.Answer = (_, _) => _clock.Elapsed < TimeSpan.FromSeconds(60)
            ? ScriptedService.Fault("ThrottlingException", message: "Rate exceeded")
            : null;
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.All(Settled(events), settled => Assert.Equal(WriteStatus.Accepted, settled.Result.Status));
        Assert.Equal(50, Settled(events).Count);
        Assert.InRange(_service.Calls.Count, 51, 70);
        Assert.InRange(_clock.Elapsed.TotalSeconds, 60, 180);
        Assert.NotEmpty(events.OfType<PaceChanged>());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(60)]
    public void Throttling_that_does_not_end_is_waited_for_no_longer_than_patience(int seconds)
    {
        _options = _options with { RetryTimeout = TimeSpan.FromSeconds(seconds) };
        _service.Answer = (_, _) => ScriptedService.Fault("ThrottlingException");
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 50).Select(node => Item(node, "A"))]);
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, "ThrottlingException"), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.InRange(_clock.Elapsed.TotalSeconds, seconds * 0.5, seconds);
    }

    [Fact]
    public void Without_credentials_nothing_counts_as_sent()
    {
        _service.Answer = (_, _) => new InventoryCredentialException(
            CredentialProblem.CredentialsUnavailable, "no token");
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Empty(events.OfType<CallMade>());
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, 0), (settled.Result.Status, settled.Result.Attempts)));
    }

    [Fact]
    public void Nothing_is_sent_before_the_random_wait_is_over()
    {
        _options = _options with { StartJitter = TimeSpan.FromSeconds(30) };
        Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([TimeSpan.FromSeconds(15)], _clock.Delays);
    }

    [Fact]
    public void A_call_that_nobody_wants_is_not_made()
    {
        _confirm = call => call.InstanceId != Node(1);
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal([Node(2)], _service.Calls.Select(call => call.InstanceId));
        Assert.Single(Settled(events));
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
        _clock.Advance(TimeSpan.FromDays(1));
        _options = _options with { SendInFull = true };
        Assert.Empty(Send([.. items.Take(2)]).OfType<DailyQuotaNear>());
    }

    [Fact]
    public void Without_a_ledger_everything_goes_in_full_and_that_is_told_once()
    {
        _ledger.Fails = true;
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Equal("The ledger is broken.", Assert.Single(events.OfType<LedgerLost>()).Error.Message);
        Assert.Equal(2, Settled(events).Count(settled => settled.Result.Status == WriteStatus.Accepted));
    }

    [Fact]
    public void What_was_accepted_before_a_stop_is_in_the_ledger_and_what_was_under_way_is_not()
    {
        using SemaphoreSlim underWay = new(0);
        _service.Before = async (request, cancel) =>
        {
            if (request.InstanceId == Node(2))
            {
                underWay.Release();
                await Task.Delay(Timeout.Infinite, cancel);
            }
        };
        _options = _options with { ThrottleLimit = 2 };
        using (InventoryTools.Submission.SubmissionPipeline submission = Begin(_service, Target))
        {
            foreach (InventoryItem item in new[] { Item(1, "A"), Item(2, "A") })
            {
                Assert.Empty(submission.Add(item.InstanceId!, new ItemPayload(item)).OfType<ItemSettled>());
            }

            Task.Run(() =>
            {
                underWay.Wait();
                _stop.Cancel();
            });
            Assert.ThrowsAny<OperationCanceledException>(() => submission.Complete().ToList());
        }

        Assert.All(_ledger.Changes, change => Assert.Equal(Node(1), change.InstanceId));
    }

    [Fact]
    public void A_defect_of_the_service_class_is_thrown_where_somebody_sees_it()
    {
        _service.Before = (_, _) => throw new InvalidOperationException("a defect");
        Assert.Throws<InvalidOperationException>(() => Send(Item(1, "A")));
        Assert.Throws<InvalidOperationException>(
            () => Send([.. Enumerable.Range(0, 10).Select(node => Item(node, "A"))]));
    }

    private static string Node(int number) => "i-" + number.ToString("x17", CultureInfo.InvariantCulture);

    private static InventoryItem Item(int node, string type, string value = "v")
    {
        InventoryItem item = Items.Valid(Items.Entry(("V", value)));
        item.InstanceId = Node(node);
        item.TypeName = "Custom:" + type;
        return item;
    }

    private static Func<int, PutInventoryRequest, InventoryServiceException?> Refuses(string code, string typeName, bool named) =>
        (_, request) => request.Items.Any(item => item.TypeName == typeName)
            ? ScriptedService.Fault(code, named ? typeName : null)
            : null;

    private static List<ItemSettled> Settled(IEnumerable<SubmissionEvent> events) => [.. events.OfType<ItemSettled>()];

    private IReadOnlyList<SubmissionEvent> Send(params InventoryItem[] items) => Send(_service, Target, items);

    private IReadOnlyList<SubmissionEvent> Send(string target, params InventoryItem[] items) =>
        Send(_service, target, items);

    private IReadOnlyList<SubmissionEvent> Send(ScriptedService service, string target, params InventoryItem[] items)
    {
        using InventoryTools.Submission.SubmissionPipeline submission = Begin(service, target);
        List<SubmissionEvent> events = [];
        foreach (InventoryItem item in items)
        {
            events.AddRange(submission.Add(item.InstanceId!, new ItemPayload(item)));
        }

        events.AddRange(submission.Complete());
        return events;
    }

    private InventoryTools.Submission.SubmissionPipeline Begin(ScriptedService service, string target) =>
        new(service, target, _ledger, _options, _clock, () => 0.5, call => _confirm(call), _stop.Token);
}
