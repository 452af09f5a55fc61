using System;
using System.Collections.Generic;
using InventoryTools.Service;

namespace InventoryTools.Submission;

/// <summary>
/// Whether the service can be expected to take anything, from a node or at all. When one call after the other is given up for a reason that
/// others share, and none has succeeded meanwhile, the rest is not sent: ten thousand nodes need not each wait for the
/// same answer. For credentials, throttling and a service that was never reached one call is enough. It may be used from many threads.
/// </summary>
internal sealed class CircuitBreaker
{
    // More than there may be broken nodes side by side, and few enough to be done with soon.
    private const int FailuresThatTell = 20;

    private readonly object _lock = new();
    private readonly Dictionary<string, InventoryServiceException> _nodes = new(StringComparer.Ordinal);
    private InventoryServiceException? _failure;
    private TimeSpan _succeededAt = TimeSpan.MinValue;
    private TimeSpan? _suspectedAt;
    private int _failuresSince;

    /// <summary>Why nothing more is sent for a node; null while all is well.</summary>
    public InventoryServiceException? FailureOf(string instanceId)
    {
        lock (_lock)
        {
            return _failure ?? (
                _nodes.TryGetValue(instanceId, out InventoryServiceException? failure) ? failure : null);
        }
    }

    /// <summary>The service takes nothing for this node.</summary>
    public void Refused(string instanceId, InventoryServiceException failure)
    {
        lock (_lock)
        {
            _nodes[instanceId] = failure;
        }
    }

    /// <summary>Whether a node has been given up, so that the next one's first failures tell whether it was that node alone.</summary>
    public bool IsSuspect
    {
        get
        {
            lock (_lock)
            {
                return _suspectedAt is not null;
            }
        }
    }

    /// <summary>The service has answered a call.</summary>
    public void Succeeded(TimeSpan now)
    {
        lock (_lock)
        {
            _succeededAt = now;
            _suspectedAt = null;
            _failuresSince = 0;
        }
    }

    /// <summary>A call is not made again.</summary>
    /// <param name="failure">How it failed in the end.</param>
    /// <param name="kind">What that says about other calls.</param>
    /// <param name="began">When its first attempt began.</param>
    /// <param name="now">When it was given up.</param>
    public void GaveUp(InventoryServiceException failure, FailureKind kind, TimeSpan began, TimeSpan now)
    {
        lock (_lock)
        {
            if (_succeededAt >= began)
            {
                return;
            }

            // It may have been that one call. Others, begun since then, tell.
            _failuresSince += began >= _suspectedAt ? 1 : 0;
            bool isTold = kind switch
            {
                FailureKind.Account or FailureKind.Throttled => true,
                FailureKind.Unreachable when _succeededAt == TimeSpan.MinValue => true,
                FailureKind.Unreachable or FailureKind.Passing => _failuresSince >= FailuresThatTell,
                _ => false,
            };
            _failure ??= isTold ? failure : null;
            _suspectedAt ??= now;
        }
    }
}
