using InventoryTools.Service;

namespace InventoryTools.Submission;

/// <summary>
/// Stops calls that are expected to fail, for one node or for all. After several calls in a row were given up
/// for a reason that others share, without a success between them, the rest is not sent: ten thousand nodes need not
/// each wait for the same failure. For credentials, throttling and a service that was never reached, one call is
/// enough. It is told of failures alone, and may be used from many threads.
/// </summary>
internal sealed class CircuitBreaker
{
    // More than the broken nodes that are likely in a row, and few enough to end soon.
    private const int FailuresToOpen = 20;

    private readonly object _lock = new();
    private readonly Dictionary<string, InventoryServiceException> _nodes = new(StringComparer.Ordinal);
    private InventoryServiceException? _failure;
    private TimeSpan? _halfOpenAt;
    private int _failuresSince;

    /// <summary>The failure for which nothing more is sent for a node; null while calls are sent.</summary>
    public InventoryServiceException? FailureFor(string instanceId)
    {
        lock (_lock)
        {
            return _failure ?? (
                _nodes.TryGetValue(instanceId, out InventoryServiceException? failure) ? failure : null);
        }
    }

    /// <summary>The service refuses all calls for this node.</summary>
    public void OnNodeRefused(string instanceId, InventoryServiceException failure)
    {
        lock (_lock)
        {
            _nodes[instanceId] = failure;
        }
    }

    /// <summary>True after a node was given up: the next node's failures show whether that node alone failed.</summary>
    /// <param name="answeredAt">The time at which the service last answered a call; null for never.</param>
    public bool IsHalfOpen(TimeSpan? answeredAt)
    {
        lock (_lock)
        {
            return _halfOpenAt is not null && !(answeredAt >= _halfOpenAt);
        }
    }

    /// <summary>A call was given up.</summary>
    /// <param name="failure">The last failure.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="began">The time at which the first attempt began.</param>
    /// <param name="now">The time at which it was given up.</param>
    /// <param name="answeredAt">The time at which the service last answered a call; null for never.</param>
    public void OnGivenUp(
        InventoryServiceException failure, FailureKind kind, TimeSpan began, TimeSpan now, TimeSpan? answeredAt)
    {
        lock (_lock)
        {
            if (answeredAt >= began)
            {
                return;
            }

            if (answeredAt >= _halfOpenAt)
            {
                _halfOpenAt = null;
                _failuresSince = 0;
            }

            // Perhaps that call alone failed. Calls that begin later show it.
            _failuresSince += began >= _halfOpenAt ? 1 : 0;
            bool opens = kind switch
            {
                FailureKind.Account or FailureKind.Throttled => true,
                FailureKind.Unreachable when answeredAt is null => true,
                FailureKind.Unreachable or FailureKind.Passing => _failuresSince >= FailuresToOpen,
                _ => false,
            };
            _failure ??= opens ? failure : null;
            _halfOpenAt ??= now;
        }
    }
}
