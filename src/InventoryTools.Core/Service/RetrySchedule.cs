using System;

namespace InventoryTools.Service;

/// <summary>
/// When a failed call is made again: exponential back-off with full jitter, so that many machines do not come back
/// together, until patience ends. It reads no clock and throws no dice of its own.
/// </summary>
/// <param name="patience">How long after its first attempt a call may be made again.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class RetrySchedule(TimeSpan patience, Func<double> random)
{
    /// <summary>How often an address that can't be reached is tried.</summary>
    public const int AttemptsWhenUnreachable = 4;

    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);

    /// <summary>How long after its first attempt a call may be made again.</summary>
    public TimeSpan Patience { get; } = patience;

    /// <summary>The wait before the next attempt, or null where there is none.</summary>
    /// <param name="kind">How the last attempt failed.</param>
    /// <param name="attempts">How many attempts have failed.</param>
    /// <param name="elapsed">The time since the first of them began.</param>
    /// <param name="asked">
    /// The wait that the server asks for, or null. No attempt is made before it has passed; where it ends after
    /// patience does, there is none.
    /// </param>
    public TimeSpan? NextDelay(FailureKind kind, int attempts, TimeSpan elapsed, TimeSpan? asked = null)
    {
        TimeSpan least = asked ?? TimeSpan.Zero;
        TimeSpan? delay = kind switch
        {
            // The pace of all calls is what waits, for what the server asks too.
            FailureKind.Throttled => elapsed + least < Patience ? TimeSpan.Zero : null,
            FailureKind.Passing => least + Backoff(attempts),
            FailureKind.Unreachable when attempts < AttemptsWhenUnreachable => least + Backoff(attempts),
            _ => null,
        };
        return elapsed + delay < Patience ? delay : null;
    }

    /// <summary>A wait that a server asks for; null where it is longer than patience, so that nobody waits for it.</summary>
    public TimeSpan? Within(TimeSpan? asked) => asked < Patience ? asked : null;

    private TimeSpan Backoff(int attempts)
    {
        double ceiling = Math.Min(s_longest.TotalSeconds, s_first.TotalSeconds * Math.Pow(2, attempts - 1));
        return TimeSpan.FromSeconds(ceiling * random());
    }
}
