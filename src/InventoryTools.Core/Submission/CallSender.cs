using System.Text.RegularExpressions;
using InventoryTools.Service;

namespace InventoryTools.Submission;

/// <summary>
/// Sends calls until their items are settled. Items that the service refuses are removed from their call and the rest
/// is sent again. Failures that pass are repeated. Many calls may be in progress at once, one for each node.
/// </summary>
internal sealed class CallSender(
    IInventoryService service,
    RetryingCaller calls,
    IClock clock,
    Action<SubmissionEvent> report)
{
    private static readonly Regex s_itemPath = new(@"'items\.([0-9]+)\.member");

    private CircuitBreaker? _breaker; // once a call has failed
    private long _answeredAt = long.MinValue;

    private CircuitBreaker Breaker =>
        LazyInitializer.EnsureInitialized(ref _breaker, static () => new CircuitBreaker())!;

    // Null before the service has answered a call.
    private TimeSpan? AnsweredAt =>
        Interlocked.Read(ref _answeredAt) is var ticks and not long.MinValue ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Makes the call, and the calls that follow from its response, until each item is settled.</summary>
    public async Task SendAsync(PlannedCall planned, CancellationToken cancellationToken)
    {
        Stack<PlannedCall> left = new([planned]);
        while (left.Count > 0)
        {
            PlannedCall call = left.Pop();
            InventoryServiceException? failure = KnownFailure(call)
                ?? await TryAsync(call, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                Settle(call.Items, null);
                continue;
            }

            // The last one pushed is sent first, so that the order of the items is kept.
            foreach (PlannedCall again in Split(call, failure).Reverse())
            {
                left.Push(again);
            }
        }
    }

    private InventoryServiceException? KnownFailure(PlannedCall call) =>
        Volatile.Read(ref _breaker)?.FailureFor(call.InstanceId);

    private void OnAnswered() => Interlocked.Exchange(ref _answeredAt, clock.Elapsed.Ticks);

    // Settles the items that failed, and returns calls of those that can be sent again.
    private IEnumerable<PlannedCall> Split(PlannedCall call, InventoryServiceException failure)
    {
        string? typeName = (failure as InventoryFaultException)?.Fault.TypeName;
        if (failure.Code is FaultCode.ItemContentMismatch or FaultCode.InvalidItemContent)
        {
            List<PlannedItem> doubted =
            [
                .. call.Items.Where(item => item.IsHashOnly && (typeName is null || item.TypeName == typeName)),
            ];
            if (doubted.Count > 0)
            {
                doubted.ForEach(item => item.ResendInFull());
                return PlannedCall.Plan(call.Items);
            }
        }

        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (kind != FailureKind.Item)
        {
            if (kind == FailureKind.Node)
            {
                Breaker.OnNodeRefused(call.InstanceId, failure);
            }

            Settle(call.Items, failure);
            return [];
        }

        List<PlannedItem> refused = call.Items.Count == 1 ? [call.Items[0]] : Named(call, failure, typeName);
        if (refused.Count > 0)
        {
            Settle(refused, failure);
            return PlannedCall.Plan(call.Items.Except(refused));
        }

        // One of the items is refused and the failure does not name it: each half is sent by itself.
        int half = call.Items.Count / 2;
        return PlannedCall.Plan(call.Items.Take(half)).Concat(PlannedCall.Plan(call.Items.Skip(half)));
    }

    private static List<PlannedItem> Named(PlannedCall call, InventoryServiceException failure, string? typeName)
    {
        HashSet<int> positions = [];
        foreach (Match match in s_itemPath.Matches((failure as InventoryFaultException)?.Fault.Message ?? ""))
        {
            positions.Add(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1);
        }

        return [.. call.Items.Where((item, at) => item.TypeName == typeName || positions.Contains(at))];
    }

    // Makes the call until it succeeds or can't be repeated; null for a success.
    private async Task<InventoryServiceException?> TryAsync(PlannedCall call, CancellationToken cancellationToken)
    {
        PutInventoryRequest request = call.ToRequest();
        RetryingCaller.Attempts attempts = calls.Begin();
        InventoryServiceException? failure = null;
        while (await attempts.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (KnownFailure(call) is InventoryServiceException known)
            {
                return known;
            }

            failure = await CallAsync(call, request, attempts.Count, cancellationToken).ConfigureAwait(false);
            if (failure is null)
            {
                OnAnswered();
                attempts.OnSucceeded();
                return null;
            }

            FailureKind kind = attempts.OnFailed(failure);
            if (kind is FailureKind.Item or FailureKind.Node or FailureKind.Call)
            {
                // A refusal is an answer too: the service works.
                OnAnswered();
            }

            // After another node was given up, a few attempts show whether that node alone failed.
            bool isProbe = kind == FailureKind.Passing && Breaker.IsHalfOpen(AnsweredAt);
            FailureKind retried = isProbe ? FailureKind.Unreachable : kind;
            if (!attempts.CanRepeat(failure, retried))
            {
                Breaker.OnGivenUp(failure, kind, attempts.FirstBegan, clock.Elapsed, AnsweredAt);
                return failure;
            }

            report(new CallRepeated(call.InstanceId, attempts.Count, attempts.Delay!.Value, failure));
        }

        Breaker.OnGivenUp(failure!, FailureKind.Throttled, attempts.FirstBegan, clock.Elapsed, AnsweredAt);
        return failure;
    }

    private async Task<InventoryServiceException?> CallAsync(
        PlannedCall call,
        PutInventoryRequest request,
        int attempt,
        CancellationToken cancellationToken)
    {
        PutInventoryResponse? response = null;
        InventoryServiceException? failure = null;
        try
        {
            response = await service.PutInventoryAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (InventoryCredentialException unsigned)
        {
            // Nothing was sent.
            return unsigned;
        }
        catch (InventoryServiceException error)
        {
            failure = error;
        }

        foreach (PlannedItem item in call.Items)
        {
            item.Attempts++;
            item.MayStillApply |= failure is not null && !IsRefusal(failure);
        }

        string? requestId = response?.RequestId ?? (failure as InventoryFaultException)?.Fault.RequestId;
        report(new CallMade(call.InstanceId, call.Items.Count, call.Bytes, attempt, requestId, failure)
        {
            Message = response?.Message,
        });
        return failure;
    }

    // The service has refused the call, so it does not apply it later.
    private static bool IsRefusal(InventoryServiceException failure) =>
        failure is InventoryFaultException { Fault.StatusCode: >= 400 and < 500 }
        && ServiceFailure.Of(failure).Kind != FailureKind.Passing;

    private void Settle(IEnumerable<PlannedItem> items, InventoryServiceException? failure)
    {
        foreach (PlannedItem item in items)
        {
            WriteStatus status = failure switch
            {
                null when item.IsHashOnly || !item.Payload.HasContent => WriteStatus.Unchanged,
                null => WriteStatus.Accepted,
                InventoryFaultException when ServiceFailure.Of(failure).Kind
                    is FailureKind.Item or FailureKind.Node or FailureKind.Call => WriteStatus.Rejected,
                _ => WriteStatus.Failed,
            };
            report(new ItemSettled(
                item,
                new(item.InstanceId, item.TypeName, status, item.Bytes, item.Attempts, failure?.Code),
                failure));
        }
    }
}
