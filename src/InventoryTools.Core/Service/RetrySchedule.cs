namespace InventoryTools.Service;

/// <summary>
/// The waits before a failed call is made again: exponential back-off with full jitter, so that many machines do not
/// retry together, until the timeout. Clock and random numbers are those of the caller.
/// </summary>
/// <param name="retryTimeout">The time after its first attempt in which a call may be made again.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class RetrySchedule(TimeSpan retryTimeout, Func<double> random)
{
    /// <summary>The number of attempts to call an address that can't be reached.</summary>
    public const int AttemptsWhenUnreachable = 4;

    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_maxDelay = TimeSpan.FromSeconds(20);

    /// <summary>The time after its first attempt in which a call may be made again.</summary>
    public TimeSpan RetryTimeout { get; } = retryTimeout;

    /// <summary>The wait before the next attempt, or null to give up.</summary>
    /// <param name="kind">The kind of the last failure.</param>
    /// <param name="attempts">The number of failed attempts.</param>
    /// <param name="elapsed">The time since the first of them began.</param>
    /// <param name="asked">
    /// The wait that the server asks for, or null. No attempt is made before it has passed, and none at all when it
    /// ends after the timeout.
    /// </param>
    public TimeSpan? NextDelay(FailureKind kind, int attempts, TimeSpan elapsed, TimeSpan? asked = null)
    {
        TimeSpan minimum = asked ?? TimeSpan.Zero;
        TimeSpan? delay = kind switch
        {
            // The rate limiter of all calls waits, also for as long as the server asks.
            FailureKind.Throttled => elapsed + minimum < RetryTimeout ? TimeSpan.Zero : null,
            FailureKind.Passing => minimum + Backoff(attempts),
            FailureKind.Unreachable when attempts < AttemptsWhenUnreachable => minimum + Backoff(attempts),
            _ => null,
        };
        return elapsed + delay < RetryTimeout ? delay : null;
    }

    /// <summary>A wait that a server asks for; null when it is longer than the timeout.</summary>
    public TimeSpan? WithinTimeout(TimeSpan? asked) => asked < RetryTimeout ? asked : null;

    private TimeSpan Backoff(int attempts)
    {
        double ceiling = Math.Min(s_maxDelay.TotalSeconds, s_firstDelay.TotalSeconds * Math.Pow(2, attempts - 1));
        return TimeSpan.FromSeconds(ceiling * random());
    }
}
