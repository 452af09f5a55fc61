using System.Diagnostics;
using InventoryTools.Service;

namespace InventoryTools.Loading;

/// <summary>The machine's clock.</summary>
internal sealed class SystemClock : IClock
{
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public TimeSpan Elapsed => _elapsed.Elapsed;

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken) => Task.Delay(delay, cancellationToken);
}
