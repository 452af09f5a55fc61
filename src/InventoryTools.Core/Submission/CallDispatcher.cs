using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using InventoryTools.Service;

namespace InventoryTools.Submission;

/// <summary>
/// Sends to several nodes at once, with one call at a time for each node, and returns the events on the thread
/// that adds the calls. It is used from one thread.
/// </summary>
internal sealed class CallDispatcher : IDisposable
{
    // With few slots, items are still read and hashed while the calls before them are sent.
    private const int MinCalls = 32;

    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);

    private readonly BlockingCollection<SubmissionEvent> _events = [];
    private readonly Dictionary<string, (Task Last, int Count)> _nodes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _slots;
    private readonly CallSender _sender;
    private readonly Task _start;
    private readonly int _maxCalls;
    private int _calls;

    /// <summary>Makes a dispatcher. Nothing is sent before the random wait is over.</summary>
    public CallDispatcher(
        IInventoryService service,
        SubmissionOptions options,
        IClock clock,
        Func<double> random,
        CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _slots = new SemaphoreSlim(options.ThrottleLimit);
        _maxCalls = Math.Max(MinCalls, options.ThrottleLimit * 2);
        RetryingCaller calls = new(options.RetryTimeout, random, clock, pace => _events.Add(new PaceChanged(pace)));
        _sender = new CallSender(service, calls, clock, _events.Add);
        _start = options.StartJitter == TimeSpan.Zero
            ? Task.CompletedTask
            : clock.Delay(TimeSpan.FromTicks((long)(options.StartJitter.Ticks * random())), _stop.Token);
    }

    /// <summary>Makes a call, after those that were started for the node before.</summary>
    public void Start(PlannedCall call)
    {
        (Task? before, int count) = _nodes.TryGetValue(call.InstanceId, out (Task Last, int Count) known)
            ? known
            : (null, 0);
        _nodes[call.InstanceId] = (Task.Run(() => SendAsync(call, before)), count + 1);
        _calls++;
    }

    /// <summary>Removes the events that have happened.</summary>
    public IEnumerable<SubmissionEvent> DrainEvents()
    {
        while (_events.TryTake(out SubmissionEvent? happened))
        {
            if (!IsEndOfCall(happened))
            {
                yield return happened;
            }
        }
    }

    /// <summary>Waits until one more call may be started, and returns the events until then.</summary>
    /// <remarks>An <see cref="IdleTick"/> is returned after each tenth of a second without another event.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<SubmissionEvent> WaitForSlot() => TakeUntil(() => _calls < _maxCalls);

    /// <summary>Waits until every call has ended, and returns the events until then.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IEnumerable<SubmissionEvent> WaitForCompletion() => TakeUntil(() => _calls == 0);

    /// <summary>Cancels all calls, and returns the events that were not returned before.</summary>
    public IReadOnlyList<SubmissionEvent> Stop()
    {
        _stop.Cancel();
        Task.WaitAll([.. _nodes.Values.Select(node => node.Last)], s_stopTimeout);
        List<SubmissionEvent> rest = [];
        while (_events.TryTake(out SubmissionEvent? happened))
        {
            rest.Add(happened);
        }

        return rest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task SendAsync(PlannedCall call, Task? before)
    {
        try
        {
            await _start.ConfigureAwait(false);
            if (before is not null)
            {
                await before.ConfigureAwait(false);
            }

            await _slots.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                await _sender.SendAsync(call, _stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _slots.Release();
            }

            _events.Add(new CallEnded(call.InstanceId, null));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The thread that waits for events is cancelled by the same token.
        }
        catch (Exception error)
        {
            // It is thrown again on the thread that waits for events.
            _events.Add(new CallEnded(call.InstanceId, ExceptionDispatchInfo.Capture(error)));
        }
    }

    private IEnumerable<SubmissionEvent> TakeUntil(Func<bool> isDone)
    {
        while (!isDone())
        {
            if (!_events.TryTake(out SubmissionEvent? happened, (int)s_pollInterval.TotalMilliseconds, _stop.Token))
            {
                yield return new IdleTick();
            }
            else if (!IsEndOfCall(happened))
            {
                yield return happened;
            }
        }
    }

    private bool IsEndOfCall(SubmissionEvent happened)
    {
        if (happened is not CallEnded ended)
        {
            return false;
        }

        _calls--;
        ended.Error?.Throw();
        (Task last, int count) = _nodes[ended.InstanceId];
        if (count == 1)
        {
            _nodes.Remove(ended.InstanceId);
        }
        else
        {
            _nodes[ended.InstanceId] = (last, count - 1);
        }

        return true;
    }

    /// <summary>A call has ended. This class alone handles the event.</summary>
    private sealed record CallEnded(string InstanceId, ExceptionDispatchInfo? Error) : SubmissionEvent;
}
