namespace InventoryTools.Service;

/// <summary>
/// Repeats calls after failures that pass, and after throttling at one pace for all of them. A call that is made twice
/// must have the effect of one. It may be used from many threads.
/// </summary>
/// <param name="retryTimeout">The time after its first attempt in which a call may be made again.</param>
/// <param name="random">Numbers from 0 to below 1; it is called from many threads.</param>
/// <param name="clock">The time.</param>
/// <param name="paceChanged">Receives the calls per second that are allowed after throttling.</param>
internal sealed class RetryingCaller(
    TimeSpan retryTimeout,
    Func<double> random,
    IClock clock,
    Action<double>? paceChanged = null)
{
    private readonly AdaptiveRateLimiter _pace = new(random);
    private RetrySchedule? _schedule;
    private volatile bool _hasAnswered;

    // No call needs it that succeeds.
    private RetrySchedule Schedule => _schedule ??= new RetrySchedule(retryTimeout, random);

    /// <summary>Makes the call until it succeeds or can't be repeated.</summary>
    /// <exception cref="InventoryServiceException">The service refused the call, or it failed for too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        Attempts attempts = new(this);
        InventoryServiceException? last = null;
        while (await attempts.NextAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                T answer = await call(cancellationToken).ConfigureAwait(false);
                attempts.OnSucceeded();
                return answer;
            }
            catch (InventoryServiceException failure)
                when (attempts.CanRepeat(failure, attempts.OnFailed(failure)))
            {
                last = failure;
            }
        }

        throw last!;
    }

    /// <summary>Begins a call whose attempts its caller makes.</summary>
    public Attempts Begin() => new(this);

    private FailureKind OnFailed(InventoryServiceException failure, TimeSpan began)
    {
        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (kind == FailureKind.Throttled)
        {
            if (_pace.OnThrottled(began, clock.Elapsed, Schedule.WithinTimeout(failure.RetryAfter)))
            {
                paceChanged?.Invoke(_pace.CallsPerSecond);
            }
        }
        else if (kind is FailureKind.Item or FailureKind.Node or FailureKind.Call)
        {
            _hasAnswered = true;
        }

        // A service that has answered before is likely to answer again.
        return kind == FailureKind.Unreachable && _hasAnswered ? FailureKind.Passing : kind;
    }

    private void OnSucceeded()
    {
        _hasAnswered = true;
        _pace.OnSucceeded(clock.Elapsed);
    }

    private TimeSpan? NextDelay(Attempts attempts, FailureKind kind, TimeSpan? retryAfter) =>
        Schedule.NextDelay(kind, attempts.Count, clock.Elapsed - attempts.FirstBegan, retryAfter);

    // The time of the attempt that may begin; null when the timeout ends before the pace of all calls allows it.
    private async Task<TimeSpan?> BeginAsync(TimeSpan? delay, TimeSpan? first, CancellationToken cancellationToken)
    {
        if (delay is not null)
        {
            await clock.Delay(delay.Value, cancellationToken).ConfigureAwait(false);
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan now = clock.Elapsed;
            TimeSpan wait = _pace.TryAcquire(now);
            if (wait == TimeSpan.Zero)
            {
                return now;
            }

            if (first is not null && now + wait - first >= retryTimeout)
            {
                return null;
            }

            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The attempts of one call, one after the other.</summary>
    internal sealed class Attempts(RetryingCaller calls)
    {
        private TimeSpan? _first;
        private TimeSpan _began;

        /// <summary>The number of attempts so far.</summary>
        public int Count { get; private set; }

        /// <summary>The time at which the first attempt began.</summary>
        public TimeSpan FirstBegan => _first.GetValueOrDefault();

        /// <summary>The wait before the next attempt; null before the first one, and after the last.</summary>
        public TimeSpan? Delay { get; private set; }

        /// <summary>Waits until the next attempt may begin.</summary>
        /// <returns>False when the retry timeout ends before the pace of all calls allows another attempt.</returns>
        public async Task<bool> NextAsync(CancellationToken cancellationToken)
        {
            if (await calls.BeginAsync(Delay, _first, cancellationToken).ConfigureAwait(false) is not TimeSpan began)
            {
                return false;
            }

            (_began, Count) = (began, Count + 1);
            _first ??= began;
            return true;
        }

        /// <summary>The attempt succeeded.</summary>
        public void OnSucceeded() => calls.OnSucceeded();

        /// <summary>The attempt failed. Slows all calls after throttling. Returns the kind of the failure.</summary>
        public FailureKind OnFailed(InventoryServiceException failure) => calls.OnFailed(failure, _began);

        /// <summary>Sets <see cref="Delay"/>, and returns false when there is not to be another attempt.</summary>
        public bool CanRepeat(InventoryServiceException failure, FailureKind kind) =>
            (Delay = calls.NextDelay(this, kind, failure.RetryAfter)) is not null;
    }
}
