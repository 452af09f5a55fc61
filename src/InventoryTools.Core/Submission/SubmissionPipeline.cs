using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// Sends checked items to a service: groups them by node, sends unchanged content as a hash, plans the calls, makes
/// them in parallel, and writes the ledger. Events are returned on the thread that adds the items.
/// </summary>
/// <remarks>
/// The events are lazy: nothing is done until they are enumerated. Disposing before <see cref="Complete"/> has ended
/// cancels all calls, and records the content that the service had accepted until then.
/// </remarks>
/// <param name="service">The service; the caller disposes it.</param>
/// <param name="target">The name by which the ledger knows the target.</param>
/// <param name="ledger">The ledger, or null for none; the caller disposes it.</param>
/// <param name="options">The options.</param>
/// <param name="clock">The time.</param>
/// <param name="random">Numbers from 0 to below 1; it is called from many threads.</param>
/// <param name="shouldProcess">True to make a planned call; it is called on the thread that adds the items.</param>
/// <param name="cancellationToken">Ends the submission.</param>
internal sealed class SubmissionPipeline(
    IInventoryService service,
    string target,
    ISubmissionLedger? ledger,
    SubmissionOptions options,
    IClock clock,
    Func<double> random,
    Func<PlannedCall, bool> shouldProcess,
    CancellationToken cancellationToken) : IDisposable
{
    private const int MaxPending = 5000;
    private const long MaxPendingBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan s_maxPendingTime = TimeSpan.FromSeconds(10);

    private readonly CallBatcher _open = new(MaxPending, MaxPendingBytes, s_maxPendingTime);
    private readonly LedgerKeeper _ledger = new(ledger, target, options, clock);
    private readonly CallDispatcher _submitter = new(service, options, clock, random, cancellationToken);
    private (string InstanceId, NodeLedger Ledger)? _last;

    /// <summary>Adds an item, starts the calls that are due, and returns the events until then.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<SubmissionEvent> Add(string instanceId, ItemPayload item)
    {
        NodeLedger node = _open.LedgerOf(instanceId) ?? Read(instanceId);
        if (options.SkipAccepted && _ledger.IsAccepted(item, node))
        {
            yield return new ItemSkipped(instanceId, item.Head.TypeName);
            yield break;
        }

        PlannedItem planned = new(instanceId, item, _ledger.IsUnchanged(item, node))
        {
            IsEmptied = LedgerKeeper.IsEmptied(item, node),
        };
        _open.Add(planned, node, clock.Elapsed);
        foreach (SubmissionEvent one in
            Send(_open.TakeDue(clock.Elapsed)).Concat(Record(_submitter.DrainEvents())))
        {
            yield return one;
        }
    }

    /// <summary>Starts all waiting calls, and returns the events until every item is settled.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<SubmissionEvent> Complete()
    {
        while (_open.TakeOldest() is { Count: > 0 } calls)
        {
            foreach (SubmissionEvent one in Send(calls))
            {
                yield return one;
            }
        }

        foreach (SubmissionEvent one in Record(_submitter.WaitForCompletion().Concat(_submitter.DrainEvents())))
        {
            yield return one;
        }

        _ledger.Flush(cancellationToken);
        if (_ledger.TakeLoss() is LedgerLost lost)
        {
            yield return lost;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            foreach (SubmissionEvent happened in _submitter.Stop())
            {
                _ledger.Record(happened);
            }

            _ledger.FlushOnStop();
        }
        finally
        {
            _submitter.Dispose();
        }
    }

    // Items of a node mostly come one after the other.
    private NodeLedger Read(string instanceId)
    {
        if (_last?.InstanceId != instanceId)
        {
            _last = (instanceId, _ledger.Read(instanceId, cancellationToken));
        }

        return _last.Value.Ledger;
    }

    private IEnumerable<SubmissionEvent> Send(IEnumerable<PlannedCall> calls)
    {
        PlannedCall[] confirmed = [.. calls.Where(shouldProcess)];
        _ledger.Announce(confirmed, cancellationToken);
        foreach (PlannedCall call in confirmed)
        {
            if (_ledger.DailyBytesNearQuota(call) is long bytes)
            {
                yield return new DailyQuotaNear(call.InstanceId, bytes);
            }

            foreach (SubmissionEvent happened in Record(_submitter.WaitForSlot()))
            {
                yield return happened;
            }

            _submitter.Start(call);
        }
    }

    private IEnumerable<SubmissionEvent> Record(IEnumerable<SubmissionEvent> events)
    {
        foreach (SubmissionEvent happened in events)
        {
            _ledger.Record(happened);
            _ledger.FlushWhenDue(isIdle: happened is IdleTick, cancellationToken);

            if (_ledger.TakeLoss() is LedgerLost lost)
            {
                yield return lost;
            }

            yield return happened;
        }
    }
}
