using System;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Service;

/// <summary>
/// Makes calls that change nothing, or the same thing again, as often as that can help: after throttling at one pace
/// for all of them, and after failures that pass. It may be used from many threads.
/// </summary>
/// <param name="schedule">When a call is made again.</param>
/// <param name="pace">How fast calls may follow each other.</param>
/// <param name="clock">The time.</param>
internal sealed class RetryingCaller(RetrySchedule schedule, AdaptiveRateLimiter pace, IClock clock)
{
    private volatile bool _hasAnswered;

    /// <summary>Makes the call until it is answered for good.</summary>
    /// <exception cref="InventoryServiceException">The service refuses the call, or it has failed for too long.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        TimeSpan first = clock.Elapsed;
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan began = await BeginAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan delay;
            try
            {
                T answer = await call(cancellationToken).ConfigureAwait(false);
                _hasAnswered = true;
                pace.Succeeded(clock.Elapsed);
                return answer;
            }
            catch (InventoryServiceException failure) when (DelayAfter(failure, attempt, began, first) is TimeSpan wait)
            {
                delay = wait;
            }

            await clock.Delay(delay, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan? DelayAfter(InventoryServiceException failure, int attempt, TimeSpan began, TimeSpan first)
    {
        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (kind == FailureKind.Throttled)
        {
            pace.Throttled(began, clock.Elapsed, schedule.Within(failure.RetryAfter));
        }
        else if (kind == FailureKind.Unreachable && _hasAnswered)
        {
            // It was there a while ago, so this may well pass.
            kind = FailureKind.Passing;
        }

        return schedule.NextDelay(kind, attempt, clock.Elapsed - first, failure.RetryAfter);
    }

    private async Task<TimeSpan> BeginAsync(CancellationToken cancellationToken)
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

            await clock.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
