using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Service;

namespace InventoryTools.Submission;

/// <summary>
/// Brings calls to their end. What the service refuses is taken out of its call and the rest goes again; what passes
/// is waited for. Many calls may be under way at once, of each node one.
/// </summary>
internal sealed class CallSender(
    IInventoryService service,
    RetrySchedule schedule,
    AdaptiveRateLimiter pace,
    IClock clock,
    Action<SubmissionEvent> report)
{
    private static readonly Regex s_itemPath = new(@"'items\.([0-9]+)\.member");

    private readonly CircuitBreaker _health = new();

    /// <summary>Makes the call, and whatever calls follow from its answer, until each of its items is settled.</summary>
    public async Task SendAsync(PlannedCall planned, CancellationToken cancellationToken)
    {
        Stack<PlannedCall> calls = new([planned]);
        while (calls.Count > 0)
        {
            PlannedCall call = calls.Pop();
            InventoryServiceException? failure = _health.FailureOf(call.InstanceId)
                ?? await TryAsync(call, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                Settle(call.Items, null);
                continue;
            }

            // The last that is pushed goes first: the order of the items is kept.
            foreach (PlannedCall again in Judge(call, failure).Reverse())
            {
                calls.Push(again);
            }
        }
    }

    // Settles what is lost and returns what can go again.
    private IEnumerable<PlannedCall> Judge(PlannedCall call, InventoryServiceException failure)
    {
        string? typeName = (failure as InventoryFaultException)?.Fault.TypeName;
        if (failure.Code is FaultCode.ItemContentMismatch or FaultCode.InvalidItemContent)
        {
            List<PlannedItem> doubted =
            [
                .. call.Items.Where(item => item.IsShortened && (typeName is null || item.Item.TypeName == typeName)),
            ];
            if (doubted.Count > 0)
            {
                doubted.ForEach(item => item.SendInFull());
                return CallPlanner.Plan(call.Items);
            }
        }

        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (kind != FailureKind.Item)
        {
            if (kind == FailureKind.Node)
            {
                _health.Refused(call.InstanceId, failure);
            }

            Settle(call.Items, failure);
            return [];
        }

        List<PlannedItem> refused = call.Items.Count == 1 ? [call.Items[0]] : Named(call, failure, typeName);
        if (refused.Count > 0)
        {
            Settle(refused, failure);
            return CallPlanner.Plan(call.Items.Except(refused));
        }

        // One of them is refused and nothing says which: halves tell.
        int half = call.Items.Count / 2;
        return [call with { Items = [.. call.Items.Take(half)] }, call with { Items = [.. call.Items.Skip(half)] }];
    }

    private static List<PlannedItem> Named(PlannedCall call, InventoryServiceException failure, string? typeName)
    {
        HashSet<int> positions = [];
        foreach (Match match in s_itemPath.Matches((failure as InventoryFaultException)?.Fault.Message ?? ""))
        {
            positions.Add(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1);
        }

        return [.. call.Items.Where((item, at) => item.Item.TypeName == typeName || positions.Contains(at))];
    }

    // Makes the call until it is answered for good; null for a success.
    private async Task<InventoryServiceException?> TryAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        PutInventoryRequest request = new(call.InstanceId, [.. call.Items.Select(item => item.Wire)]);
        TimeSpan? first = null;
        InventoryServiceException? failure = null;
        for (int attempt = 1; ; attempt++)
        {
            // A call that has failed waits for the pace of all calls no longer than it may be made again.
            if (await BeginAsync(first, cancellationToken).ConfigureAwait(false) is not TimeSpan began)
            {
                _health.GaveUp(failure!, FailureKind.Throttled, first!.Value, clock.Elapsed);
                return failure;
            }

            first ??= began;
            if (_health.FailureOf(call.InstanceId) is InventoryServiceException known)
            {
                return known;
            }

            failure = await CallAsync(call, request, attempt, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                _health.Succeeded(clock.Elapsed);
                pace.Succeeded(clock.Elapsed);
                return null;
            }

            FailureKind kind = ServiceFailure.Of(failure).Kind;
            if (kind == FailureKind.Unreachable && _health.HasAnswered)
            {
                // It was there a while ago, so this may well pass.
                kind = FailureKind.Passing;
            }

            if (kind == FailureKind.Throttled)
            {
                if (pace.Throttled(began, clock.Elapsed, schedule.Within(failure.RetryAfter)))
                {
                    report(new PaceChanged(pace.Limit));
                }
            }
            else if (kind is FailureKind.Item or FailureKind.Node or FailureKind.Call)
            {
                // An answer all the same: the service is well.
                _health.Succeeded(clock.Elapsed);
            }

            // While another node was given up, a few attempts tell whether it was that node alone.
            FailureKind patience = kind == FailureKind.Passing && _health.IsSuspect ? FailureKind.Unreachable : kind;
            if (schedule.NextDelay(patience, attempt, clock.Elapsed - first.Value, failure.RetryAfter) is not TimeSpan delay)
            {
                _health.GaveUp(failure, kind, first.Value, clock.Elapsed);
                return failure;
            }

            report(new CallRepeated(call.InstanceId, attempt, delay, failure));
            await clock.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<InventoryServiceException?> CallAsync(
        PlannedCall call,
        PutInventoryRequest request,
        int attempt,
        CancellationToken cancellationToken)
    {
        string? requestId = null;
        string? message = null;
        InventoryServiceException? failure = null;
        try
        {
            PutInventoryResponse response = await service.PutInventoryAsync(request, cancellationToken)
                .ConfigureAwait(false);
            (requestId, message) = (response.RequestId, response.Message);
        }
        catch (InventoryCredentialException unsigned)
        {
            // Nothing was sent.
            return unsigned;
        }
        catch (InventoryServiceException error)
        {
            failure = error;
            requestId = (error as InventoryFaultException)?.Fault.RequestId;
        }

        foreach (PlannedItem item in call.Items)
        {
            item.Attempts++;
        }

        report(
            new CallMade(call.InstanceId, call.Items.Count, call.Bytes, attempt, requestId, failure) { Message = message });
        return failure;
    }

    // When the call began; null where its time ends before the pace lets it begin.
    private async Task<TimeSpan?> BeginAsync(TimeSpan? first, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan now = clock.Elapsed;
            TimeSpan wait = pace.TryBegin(now);
            if (wait == TimeSpan.Zero)
            {
                return now;
            }

            if (first is not null && now + wait - first >= schedule.Patience)
            {
                return null;
            }

            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Settle(IEnumerable<PlannedItem> items, InventoryServiceException? failure)
    {
        foreach (PlannedItem item in items)
        {
            WriteStatus status = failure switch
            {
                null when item.Wire.Content is null => WriteStatus.Unchanged,
                null => WriteStatus.Accepted,
                InventoryFaultException when ServiceFailure.Of(failure).Kind is FailureKind.Item or FailureKind.Node or FailureKind.Call =>
                    WriteStatus.Rejected,
                _ => WriteStatus.Failed,
            };
            report(new ItemSettled(
                item,
                new(item.InstanceId, item.Item.TypeName, status, item.Bytes, item.Attempts, failure?.Code),
                failure));
        }
    }
}
