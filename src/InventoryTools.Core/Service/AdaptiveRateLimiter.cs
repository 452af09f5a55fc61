namespace InventoryTools.Service;

/// <summary>
/// Limits the rate of all calls of a submission. There is no limit until the account is throttled. Each throttled call
/// lowers the rate to seven tenths; successes raise it again, fast at first, slowly near the rate that was throttled,
/// and fast beyond it. When the server asks for a wait, no call begins before it has passed. The caller passes the
/// time. It may be used from many threads.
/// </summary>
/// <remarks>
/// The curve is CUBIC (RFC 9438) with the constants of the adaptive retry mode of the AWS SDKs. Two things differ: the
/// minimum rate is lower, and all nodes of a submission share one rate.
/// </remarks>
/// <param name="random">
/// Numbers from 0 to below 1, so that machines that were throttled together do not call together.
/// </param>
internal sealed class AdaptiveRateLimiter(Func<double> random)
{
    private const double MinRate = 0.05; // A call each 20 seconds.
    private const double Beta = 0.7;
    private const double CubicFactor = 0.4;
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_minWindow = TimeSpan.FromMilliseconds(100);

    // While one caller waits, the successes of others may raise the rate.
    private static readonly TimeSpan s_maxWait = TimeSpan.FromSeconds(0.5);

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

    /// <summary>The calls a second that are allowed now; infinite until a call is throttled.</summary>
    public double CallsPerSecond
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
    /// Asks to begin a call. Zero means that the call may begin and is counted; another value is the wait before the
    /// next try.
    /// </summary>
    public TimeSpan TryAcquire(TimeSpan now)
    {
        lock (_lock)
        {
            if (!double.IsPositiveInfinity(_limit))
            {
                TimeSpan next = _began + TimeSpan.FromSeconds(_spread / _limit);
                TimeSpan wait = (next > _resumesAt ? next : _resumesAt) - now;
                if (wait > TimeSpan.Zero)
                {
                    return wait < s_maxWait ? wait : s_maxWait;
                }
            }

            Measure(now);
            _windowCount++;
            Begin(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Notes that a call was throttled. Returns true when that changes the rate.</summary>
    /// <param name="began">The time at which the call began.</param>
    /// <param name="now">The time.</param>
    /// <param name="asked">The wait that the server asks for, or null: no call begins before it has passed.</param>
    public bool OnThrottled(TimeSpan began, TimeSpan now, TimeSpan? asked = null)
    {
        lock (_lock)
        {
            if (now + asked is TimeSpan resumesAt && resumesAt > _resumesAt)
            {
                _resumesAt = resumesAt;
            }

            // Calls that began at the earlier rate say nothing about the lower one.
            if (began < _slowedAt)
            {
                return false;
            }

            Measure(now);
            _tooFast = Math.Min(_limit, Math.Max(_measured, 1));
            _limit = Math.Max(MinRate, _tooFast * Beta);
            _slowedAt = now;
            Begin(now);
            return true;
        }
    }

    /// <summary>Notes that a call succeeded.</summary>
    public void OnSucceeded(TimeSpan now)
    {
        lock (_lock)
        {
            if (!double.IsPositiveInfinity(_limit))
            {
                double back = Math.Pow(_tooFast * (1 - Beta) / CubicFactor, 1.0 / 3);
                double pace = (CubicFactor * Math.Pow((now - _slowedAt).TotalSeconds - back, 3)) + _tooFast;
                _limit = Math.Max(_limit, pace);
            }
        }
    }

    private void Begin(TimeSpan now)
    {
        _began = now;
        _spread = double.IsPositiveInfinity(_limit) ? 0 : 0.75 + (0.5 * random());
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
                _measured, _windowCount / Math.Max(window.TotalSeconds, s_minWindow.TotalSeconds));
        }
    }
}
