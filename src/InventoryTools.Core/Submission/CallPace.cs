using System;

namespace InventoryTools;

/// <summary>
/// How fast calls may follow each other, for all of a submission together. Free until the account is throttled; then
/// half the pace that was too fast, halved again with each further throttling, and faster step by step with each
/// success. It reads no clock of its own. It may be used from many threads.
/// </summary>
/// <param name="random">Numbers from 0 to below 1, by which machines that were throttled together drift apart.</param>
public sealed class CallPace(Func<double> random)
{
    private const double Slowest = 0.05; // A call each 20 seconds.
    private static readonly TimeSpan s_shortestWindow = TimeSpan.FromMilliseconds(100);

    // While somebody waits, the others may find that it goes faster again.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(0.5);

    private readonly object _lock = new();
    private double _limit = double.PositiveInfinity;
    private double _good = 1;
    private TimeSpan _began;
    private double _spread;
    private TimeSpan _slowedAt = TimeSpan.MinValue;
    private bool _succeeded = true;
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
                TimeSpan wait = _began + TimeSpan.FromSeconds(_spread / _limit) - now;
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

    /// <summary>A call that had begun at <paramref name="began"/> was throttled.</summary>
    public void Throttled(TimeSpan began, TimeSpan now)
    {
        lock (_lock)
        {
            // Calls that were under way when the pace was slowed say nothing about the slower pace.
            if (began < _slowedAt)
            {
                return;
            }

            Measure(now);
            double pace = Math.Min(_limit, Math.Max(_measured, 1));
            if (_succeeded)
            {
                _good = pace;
            }

            _limit = Math.Max(Slowest, pace / 2);
            _slowedAt = now;
            _succeeded = false;
            Begin(now);
        }
    }

    /// <summary>A call succeeded.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            _succeeded = true;
            if (!double.IsPositiveInfinity(_limit))
            {
                // A tenth of the last good pace more with each second of successes; out of a standstill in one leap.
                double step = Math.Max(1, _good / 10) / _limit;
                _limit = Math.Min(_limit + step, Math.Max(_limit * 2, _good / 4));
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
        if (window >= TimeSpan.FromSeconds(1))
        {
            _measured = _windowCount / window.TotalSeconds;
            _windowStart = now;
            _windowCount = 0;
        }
        else if (window >= s_shortestWindow)
        {
            _measured = Math.Max(_measured, _windowCount / window.TotalSeconds);
        }
    }
}
