using InventoryTools.Service;

namespace InventoryTools.Tests.Service;

/// <summary>A clock that only waiting moves: who waits is at once where it wanted to be.</summary>
internal sealed class ManualClock : IClock
{
    private readonly Lock _lock = new();
    private TimeSpan _elapsed;

    public DateTimeOffset Start { get; set; } = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Delays { get; } = [];

    public DateTimeOffset UtcNow => Start + Elapsed;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_lock)
            {
                return _elapsed;
            }
        }
    }

    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            _elapsed += time;
        }
    }

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Delays.Add(delay);
            _elapsed += delay;
        }

        return Task.CompletedTask;
    }
}
