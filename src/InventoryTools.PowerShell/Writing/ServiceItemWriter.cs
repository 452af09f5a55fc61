using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>
/// Writes items to AWS, a node's items together, and reports each item as soon as its final result is known.
/// </summary>
/// <param name="command">The command that writes.</param>
/// <param name="connect">Connects to the service for a number of calls at once.</param>
/// <param name="options">The options of the submission.</param>
/// <param name="openLedger">Opens the ledger.</param>
/// <param name="clock">The clock.</param>
/// <param name="report">Reports each item when its final result is known.</param>
internal sealed class ServiceItemWriter(
    InventoryCmdlet command,
    Func<int, ConnectedService> connect,
    SubmissionOptions options,
    Func<ISubmissionLedger> openLedger,
    IClock clock,
    WriteReport report) : IItemWriter
{
    private const int TypesShown = 5;

    private ConnectedService? _service;
    private ISubmissionLedger? _ledger;
    private SubmissionPipeline? _submission;

    public void Reject(InventoryWriteResult result, ErrorRecord error) => report.Add(result, error);

    public void Write(string instanceId, ItemPayload item)
    {
        _submission ??= Begin();
        Tell(_submission.Add(instanceId, item));
    }

    public void Complete()
    {
        if (_submission is not null)
        {
            Tell(_submission.Complete());
        }
    }

    public void Dispose()
    {
        try
        {
            _submission?.Dispose();
        }
        finally
        {
            _ledger?.Dispose();
            _service?.Dispose();
        }
    }

    private SubmissionPipeline Begin()
    {
        _service = connect(options.ThrottleLimit);
        _ledger = OpenLedger();
        if (options.StartJitter > TimeSpan.Zero)
        {
            command.WriteVerbose(
                $"The first call is made within {options.StartJitter.TotalSeconds} seconds, at random.");
        }

        return new SubmissionPipeline(
            _service.Service,
            _service.Target,
            _ledger,
            options,
            clock,
            Jitter.Next,
            Confirm,
            command.StopToken);
    }

    private ISubmissionLedger? OpenLedger()
    {
        try
        {
            return openLedger();
        }
        catch (InventoryStoreException error)
        {
            WarnWithoutLedger(error.Message);
        }
        catch (Exception error) when (error is PlatformNotSupportedException or DllNotFoundException
            or BadImageFormatException or TypeInitializationException)
        {
            WarnWithoutLedger(error.GetBaseException().Message);
        }

        return null;
    }

    private void WarnWithoutLedger(string why) => command.WriteWarning(
        $"What the service accepts can't be remembered on this machine, so all content goes in full: {why}");

    private bool Confirm(PlannedCall call)
    {
        if (command.ProceedsUnasked)
        {
            return true;
        }

        string types = string.Join(", ", call.Items.Take(TypesShown).Select(item => item.TypeName));
        string more = call.Items.Count > TypesShown ? ", ..." : "";
        int shortened = call.Items.Count(item => item.IsHashOnly);
        string unchanged = shortened == 0 ? ""
            : shortened < call.Items.Count ? $", {shortened} of them as a hash only"
            : shortened == 1 ? " as a hash only"
            : ", all as hashes only";
        string items = Counted.Of(call.Items.Count, "item");
        bool isConfirmed = command.ShouldProcess(
            target: $"{call.InstanceId} {_service!.Place}",
            action: $"PutInventory with {items}{unchanged}, {ByteSize.Of(call.Bytes)} ({types}{more})");
        foreach (PlannedItem emptied in call.Items.Where(item => item.IsEmptied && command.IsWhatIf))
        {
            report.AddEmptied(emptied.InstanceId, emptied.TypeName);
        }

        return isConfirmed;
    }

    private static string Describe(CallMade call)
    {
        string answer = call.Failure is null ? "accepted" : call.Failure.Message;
        string id = call.RequestId is null ? "" : $" (request {call.RequestId})";
        string items = Counted.Of(call.Items, "item");
        return $"PutInventory {call.InstanceId}, {items}, {ByteSize.Of(call.Bytes)}: {answer}{id}";
    }

    private void Tell(IEnumerable<SubmissionEvent> events)
    {
        using IEnumerator<SubmissionEvent> happened = events.GetEnumerator();
        while (command.Use(happened.MoveNext))
        {
            Tell(happened.Current);
        }
    }

    private void Tell(SubmissionEvent happened)
    {
        switch (happened)
        {
            case ItemSettled settled:
                report.Add(
                    settled.Result,
                    settled.Failure is null
                        ? null
                        : ServiceErrors.NotAccepted(settled.Item, settled.Failure, _service!.Name));
                if (settled.Item.IsEmptied && settled.Failure is null)
                {
                    report.AddEmptied(settled.Item.InstanceId, settled.Item.TypeName);
                }

                break;
            case CallMade call:
                report.Summary?.AddCall(call);
                report.CallsPerSecond = call.Failure is null ? null : report.CallsPerSecond;
                if (command.IsVerbose)
                {
                    command.WriteVerbose(Describe(call));
                }

                if (!string.IsNullOrEmpty(call.Message))
                {
                    command.WriteWarning($"{call.InstanceId}: {_service!.Name} says: {call.Message}");
                }

                break;
            case ItemSkipped:
                report.Summary?.AddSkipped();
                break;
            case CallRepeated call:
                string when = call.Delay == TimeSpan.Zero
                    ? "at the pace of all calls"
                    : $"in {call.Delay.TotalSeconds:0.0} s";
                string asked = call.Failure.RetryAfter is TimeSpan wait
                    ? $" The server asks to wait {wait.TotalSeconds:0} s."
                    : "";
                command.WriteVerbose(
                    $"PutInventory {call.InstanceId}: again {when}, after {call.Attempts} failed.{asked}");
                break;
            case PaceChanged pace:
                report.CallsPerSecond = pace.CallsPerSecond;
                command.WriteVerbose(
                    $"The account is throttled: from now on {pace.CallsPerSecond:0.##} calls a second.");
                break;
            case DailyQuotaNear quota:
                command.WriteWarning(
                    $"{quota.InstanceId} comes near the quota of 5,000 KB a day: {ByteSize.Of(quota.Bytes)} "
                    + "with what is being sent now. Beyond it the service collects nothing new.");
                break;
            case LedgerLost lost:
                WarnWithoutLedger(lost.Error.Message);
                break;
        }

        report.Update();
    }
}
