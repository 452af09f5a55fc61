using System;
using System.Collections.Generic;

namespace InventoryTools;

/// <summary>
/// Whether the service can be expected to take anything, from a node or at all. When a call is given up for a reason that others share, and
/// none has succeeded since it began, the rest is not sent: ten thousand nodes need not each wait for the same
/// answer. It may be used from many threads.
/// </summary>
internal sealed class ServiceHealth
{
    private readonly object _lock = new();
    private readonly Dictionary<string, InventoryServiceException> _nodes = new(StringComparer.Ordinal);
    private InventoryServiceException? _failure;
    private TimeSpan _succeededAt = TimeSpan.MinValue;

    /// <summary>Why nothing more is sent for a node; null while all is well.</summary>
    public InventoryServiceException? FailureOf(string instanceId)
    {
        lock (_lock)
        {
            return _failure ?? (_nodes.TryGetValue(instanceId, out InventoryServiceException? failure) ? failure : null);
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

    /// <summary>The service has answered a call.</summary>
    public void Succeeded(TimeSpan now)
    {
        lock (_lock)
        {
            _succeededAt = now;
        }
    }

    /// <summary>A call is not made again.</summary>
    /// <param name="failure">How it failed in the end.</param>
    /// <param name="kind">What that says about other calls.</param>
    /// <param name="began">When its first attempt began.</param>
    public void GaveUp(InventoryServiceException failure, FailureKind kind, TimeSpan began)
    {
        bool isShared = kind is FailureKind.Account or FailureKind.Unreachable or FailureKind.Passing or FailureKind.Throttled;
        lock (_lock)
        {
            if (isShared && _succeededAt < began)
            {
                _failure ??= failure;
            }
        }
    }
}
