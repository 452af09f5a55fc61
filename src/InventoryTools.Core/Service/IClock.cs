using System;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Service;

/// <summary>Time as a submission needs it; tests bring their own.</summary>
internal interface IClock
{
    /// <summary>The time of day.</summary>
    DateTimeOffset UtcNow { get; }

    /// <summary>Time that only moves forward, from whatever beginning.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    Task Delay(TimeSpan delay, CancellationToken cancellationToken);
}
