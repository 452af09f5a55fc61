using System;

namespace InventoryTools.Service;

/// <summary>
/// How fast calls may follow each other, for all of a submission together. Free until the account is throttled; then
/// seven tenths of the pace that was too fast, as often as that happens, and with successes soon back to that pace,
/// for a while close to it, and then quickly beyond. Where the server says how long to wait, no call begins before that.
/// It reads no clock of its own. It may be used from many threads.
/// </summary>
/// <remarks>
/// The curve is CUBIC (RFC 9438) with the constants that the AWS SDKs take for their adaptive retry mode. What differs:
/// it is slower in a standstill, and one submission has one pace, however many nodes it serves.
/// </remarks>
/// <param name="random">Numbers from 0 to below 1, by which machines that were throttled together drift apart.</param>
internal sealed class AdaptiveRateLimiter(Func<double> random)
{
    private const double Slowest = 0.05; // A call each 20 seconds.
    private const double Kept = 0.7;
    private const double Growth = 0.4;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_shortestWindow = TimeSpan.FromMilliseconds(100);

    // While somebody waits, the others may find that it goes faster again.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(0.5);

    private readonly object _lock = new();
    private double _limit = double.PositiveInfinity;
    private double _tooFast;
    private TimeSpan _began;
    private double _spread;
    private TimeSpan _slowedAt = TimeSpan.MinValue;
    private TimeSpan _resumesAt = TimeSpan.MinValue;
    private TimeSpan _windowStart;
    private int _windowCount;
    private double _measured;

    /// <summary>The calls a second that are allowed now; infinite while nothing was throttled.</summary>
    public double Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>
    /// Asks to begin a call. Zero means that it may begin and is counted; anything else is how long to wait before
    /// asking again.
    /// </summary>
    public TimeSpan TryBegin(TimeSpan now)
    {
        lock (_lock)
        {
            if (!double.IsPositiveInfinity(_limit))
            {
                TimeSpan next = _began + TimeSpan.FromSeconds(_spread / _limit);
                TimeSpan wait = (next > _resumesAt ? next : _resumesAt) - now;
                if (wait > TimeSpan.Zero)
                {
                    return wait < s_longestWait ? wait : s_longestWait;
                }
            }

            Measure(now);
            _windowCount++;
            Begin(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>A call that had begun at <paramref name="began"/> was throttled. True where that changes the pace.</summary>
    /// <param name="began">When the call began.</param>
    /// <param name="now">The time.</param>
    /// <param name="asked">The wait that the server asks for, or null: no call begins before it has passed.</param>
    public bool Throttled(TimeSpan began, TimeSpan now, TimeSpan? asked = null)
    {
        lock (_lock)
        {
            if (now + asked is TimeSpan resumesAt && resumesAt > _resumesAt)
            {
                _resumesAt = resumesAt;
            }

            // Calls that were under way when the pace was slowed say nothing about the slower pace.
            if (began < _slowedAt)
            {
                return false;
            }

            Measure(now);
            _tooFast = Math.Min(_limit, Math.Max(_measured, 1));
            _limit = Math.Max(Slowest, _tooFast * Kept);
            _slowedAt = now;
            Begin(now);
            return true;
        }
    }

    /// <summary>A call succeeded.</summary>
    public void Succeeded(TimeSpan now)
    {
        lock (_lock)
        {
            if (!double.IsPositiveInfinity(_limit))
            {
                double back = Math.Pow(_tooFast * (1 - Kept) / Growth, 1.0 / 3);
                double pace = (Growth * Math.Pow((now - _slowedAt).TotalSeconds - back, 3)) + _tooFast;
                _limit = Math.Max(_limit, pace);
            }
        }
    }

    private void Begin(TimeSpan now)
    {
        _began = now;
        _spread = 0.75 + (0.5 * random());
    }

    private void Measure(TimeSpan now)
    {
        TimeSpan window = now - _windowStart;
        if (window >= s_window)
        {
            _measured = _windowCount / window.TotalSeconds;
            _windowStart = now;
            _windowCount = 0;
        }
        else
        {
            _measured = Math.Max(
                _measured, _windowCount / Math.Max(window.TotalSeconds, s_shortestWindow.TotalSeconds));
        }
    }
}
