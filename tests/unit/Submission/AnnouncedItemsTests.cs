using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>The ledger before a call leaves, and after each kind of answer.</summary>
public sealed class AnnouncedItemsTests : SubmissionTests
{
    public static TheoryData<string> Unclear =>
        ["ConnectionBroken", "RequestTimeout", "UnexpectedAnswer", "500", "503"];

    public static TheoryData<string> Refusals =>
        [FaultCode.InvalidItemContent, FaultCode.InvalidInstanceId, "429"];

    [Fact]
    public void Items_are_announced_before_their_calls_leave_and_many_at_once()
    {
        Service.Before = (request, _) =>
        {
            Assert.Contains(Ledger.Announced.SelectMany(one => one), one => one.InstanceId == request.InstanceId);
            return Task.CompletedTask;
        };
        Send([.. Enumerable.Range(0, 1000).Select(node => Item(node, "A"))]);
        Assert.Equal(1000, Ledger.Announced.Sum(one => one.Count));
        Assert.InRange(Ledger.Announced.Count, 1, 3);
    }

    [Fact]
    public void Nothing_new_is_neither_announced_nor_recorded()
    {
        Options = Options with { SkipAccepted = true };
        Send(Item(1, "A"), Item(2, "A"));
        (int announced, int changes) = (Ledger.Announced.Count, Ledger.Changes.Count);
        Assert.Equal(2, Send(Item(1, "A"), Item(2, "A")).OfType<ItemSkipped>().Count());
        Assert.Equal((announced, changes), (Ledger.Announced.Count, Ledger.Changes.Count));
    }

    [Theory]
    [MemberData(nameof(Unclear))]
    public void After_an_unclear_answer_the_content_is_unknown_and_may_still_come(string answer)
    {
        Send(Item(1, "A"));
        Options = Options with { RetryTimeout = TimeSpan.Zero };
        Service.Answer = (_, _) => Failure(answer);
        Send(Item(1, "A", "new"));
        Assert.Equal((LedgerOutcome.Unknown, true), (Ledger.Changes[^1].Outcome, Ledger.Changes[^1].MayStillApply));
        Assert.Equal("", Known());

        // The call that was lost may still come after one with another content, and not after one with its own.
        Service.Answer = (_, _) => null;
        Send(Item(1, "A", "newer"));
        Assert.Equal("", Known());
        Send(Item(1, "A", "new"));
        Assert.NotEqual("", Known());
    }

    [Theory]
    [MemberData(nameof(Unclear))]
    public void A_call_that_succeeds_after_an_unclear_answer_is_known_and_the_next_content_is_not(string answer)
    {
        Service.Answer = (number, _) => number == 0 ? Failure(answer) : null;
        Send(Item(1, "A"));
        Assert.Equal((LedgerOutcome.Accepted, true), (Ledger.Changes[^1].Outcome, Ledger.Changes[^1].MayStillApply));
        Assert.NotEqual("", Known());
        Send(Item(1, "A", "new"));
        Assert.Equal("", Known());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void After_a_refusal_the_content_is_unknown_and_nothing_can_come(string answer)
    {
        Send(Item(1, "A"));
        Options = Options with { RetryTimeout = TimeSpan.Zero };
        Service.Answer = (_, _) => Failure(answer);
        Send(Item(1, "A", "new"));
        Assert.Equal((LedgerOutcome.Unknown, false), (Ledger.Changes[^1].Outcome, Ledger.Changes[^1].MayStillApply));
        Assert.Equal("", Known());
        Service.Answer = (_, _) => null;
        Send(Item(1, "A", "newer"));
        Assert.NotEqual("", Known());
    }

    [Fact]
    public void What_did_not_leave_changes_nothing()
    {
        Send(Item(1, "A"));
        string known = Known();
        Service.Answer = (_, _) =>
            new InventoryCredentialException(CredentialProblem.CredentialsUnavailable, "no token");
        Send(Item(1, "A", "new"));
        Assert.Equal(LedgerOutcome.NotSent, Ledger.Changes[^1].Outcome);
        Assert.Equal(known, Known());
    }

    [Fact]
    public void A_submission_that_omits_accepted_items_sends_nothing_that_it_can_not_announce()
    {
        Options = Options with { SkipAccepted = true };
        Ledger.Fails = true;
        Assert.Throws<InventoryStoreException>(() => Send(Item(1, "A")));
        Ledger.Fails = false;
        Ledger.FailsToWrite = true;
        Assert.Throws<InventoryStoreException>(() => Send(Item(1, "A")));
        Assert.Empty(Service.Calls);
    }

    [Fact]
    public void What_waits_for_its_call_is_renewed()
    {
        Options = Options with { RetryTimeout = TimeSpan.FromHours(1) };
        Service.Answer = (_, _) => Clock.Elapsed < TimeSpan.FromMinutes(30) ? Failure("503") : null;
        Send(Item(1, "A"));
        Assert.InRange(Ledger.Announced.Count(one => one.Count == 0), 1, 10);
        Assert.NotEqual("", Known());
    }

    private static InventoryServiceException Failure(string answer) => answer switch
    {
        "429" => ScriptedService.Fault("ThrottlingException", status: 429),
        "500" => ScriptedService.Fault("InternalServerError", status: 500),
        "503" => ScriptedService.Fault("ServiceUnavailable", status: 503),
        _ when Enum.TryParse(answer, out ConnectionProblem problem) =>
            new InventoryConnectionException(problem, "http://x", "lost"),
        _ => ScriptedService.Fault(answer),
    };

    private string Known() => Ledger.Read(Target, Node(1), default).Items["Custom:A"].Fingerprint;
}
