using InventoryTools.Service;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

/// <summary>Faults that concern an item, a node or the account.</summary>
public sealed class RefusedItemsTests : SubmissionTests
{
    [Fact]
    public void A_fault_that_names_a_type_rejects_that_item_and_the_rest_goes_again()
    {
        Service.Answer = Refuses(FaultCode.ItemSizeLimitExceeded, "Custom:B", named: true);
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A C"], Service.Describe());
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
        Service.Answer = (_, request) => request.Items.Count == 3
            ? ScriptedService.Fault(
                FaultCode.Validation,
                message: "1 validation error detected: Value 'x' at 'items.2.member.captureTime' failed to satisfy "
                    + "constraint: Member must satisfy regular expression pattern: y")
            : null;
        Send(Item(1, "A"), Item(1, "B"), Item(1, "C"));
        Assert.Equal(["A B C", "A C"], Service.Describe());
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
                Settled(events)
                    .Where(settled => settled.Failure is not null).Select(settled => settled.Result.TypeName));
            Assert.Equal(items, Settled(events).Count);
            Assert.InRange(service.Calls.Count, 1, 1 + (2 * (int)Math.Ceiling(Math.Log2(items))));
        }
    }

    [Theory]
    [InlineData(FaultCode.InvalidInstanceId)]
    [InlineData("AccessDeniedException")]
    public void A_node_that_is_refused_costs_one_call_and_no_other_node_anything(string code)
    {
        Service.Answer = (_, request) => request.InstanceId == Node(1) ? ScriptedService.Fault(code) : null;
        IReadOnlyList<SubmissionEvent> events = Send(
            Item(1, "A"), Item(1, "A"), Item(1, "A"), Item(2, "A"));
        Assert.Equal([Node(1), Node(2)], Service.Calls.Select(call => call.InstanceId).Order());
        Assert.Equal(
            [(Node(1), 1), (Node(1), 0), (Node(1), 0)],
            Settled(events)
                .Where(settled => settled.Failure?.Code == code)
                .Select(settled => (settled.Item.InstanceId, settled.Result.Attempts)));
        Assert.Equal(
            WriteStatus.Accepted, Settled(events).Single(settled => settled.Item.InstanceId == Node(2)).Result.Status);
    }

    [Theory]
    [InlineData("ExpiredTokenException")]
    [InlineData("InvalidSignatureException")]
    [InlineData("UnrecognizedClientException")]
    public void Credentials_that_do_not_count_are_not_shown_ten_thousand_times(string code)
    {
        Service.Answer = (_, _) => ScriptedService.Fault(code);
        IReadOnlyList<SubmissionEvent> events = Send([.. Enumerable.Range(0, 1000).Select(node => Item(node, "A"))]);
        Assert.Single(Service.Calls);
        Assert.Equal(1000, Settled(events).Count);
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, code), (settled.Result.Status, settled.Result.ErrorCode)));
        Assert.Equal(999, Settled(events).Count(settled => settled.Result.Attempts == 0));
    }

    [Fact]
    public void Without_credentials_nothing_counts_as_sent()
    {
        Service.Answer = (_, _) => new InventoryCredentialException(
            CredentialProblem.CredentialsUnavailable, "no token");
        IReadOnlyList<SubmissionEvent> events = Send(Item(1, "A"), Item(2, "A"));
        Assert.Empty(events.OfType<CallMade>());
        Assert.All(
            Settled(events),
            settled => Assert.Equal((WriteStatus.Failed, 0), (settled.Result.Status, settled.Result.Attempts)));
    }
}
