using System.Globalization;
using InventoryTools.Service;
using InventoryTools.Submission;
using InventoryTools.Tests.Service;

namespace InventoryTools.Tests.Submission;

/// <summary>Submissions to a service in memory, with a ledger and a clock that the test moves.</summary>
public abstract class SubmissionTests
{
    private protected const string Target = "aws:123456789012/eu-west-1";

    private protected ScriptedService Service { get; } = new();

    private protected ManualClock Clock { get; } = new();

    private protected MemoryLedger Ledger { get; } = new();

    private protected CancellationTokenSource Stop { get; } = new();

    private protected SubmissionOptions Options { get; set; } = new() { ThrottleLimit = 1 };

    private protected Func<PlannedCall, bool> ShouldProcess { get; set; } = _ => true;

    private protected static string Node(int number) => "i-" + number.ToString("x17", CultureInfo.InvariantCulture);

    private protected static InventoryItem Item(int node, string type, string value = "v")
    {
        InventoryItem item = Items.Valid(Items.Entry(("V", value)));
        item.InstanceId = Node(node);
        item.TypeName = "Custom:" + type;
        return item;
    }

    private protected static Func<int, PutInventoryRequest, InventoryServiceException?> Refuses(
        string code, string typeName, bool named) =>
        (_, request) => request.Items.Any(item => item.TypeName == typeName)
            ? ScriptedService.Fault(code, named ? typeName : null)
            : null;

    private protected static List<ItemSettled> Settled(IEnumerable<SubmissionEvent> events) =>
        [.. events.OfType<ItemSettled>()];

    private protected IReadOnlyList<SubmissionEvent> Send(params InventoryItem[] items) => Send(Service, Target, items);

    private protected IReadOnlyList<SubmissionEvent> Send(string target, params InventoryItem[] items) =>
        Send(Service, target, items);

    private protected IReadOnlyList<SubmissionEvent> Send(
        ScriptedService service, string target, params InventoryItem[] items)
    {
        using SubmissionPipeline submission = Begin(service, target);
        List<SubmissionEvent> events = [];
        foreach (InventoryItem item in items)
        {
            events.AddRange(submission.Add(item.InstanceId!, new ItemPayload(item)));
        }

        events.AddRange(submission.Complete());
        return events;
    }

    private protected SubmissionPipeline Begin(ScriptedService service, string target) =>
        new(service, target, Ledger, Options, Clock, () => 0.5, call => ShouldProcess(call), Stop.Token);
}
