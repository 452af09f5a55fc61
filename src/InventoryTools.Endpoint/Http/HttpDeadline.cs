using InventoryTools.Service;

namespace InventoryTools.Endpoint.Http;

/// <summary>The time by which a client must have sent or received something.</summary>
internal sealed class HttpDeadline(IClock clock)
{
    private TimeSpan _end;

    /// <summary>Starts the time that the client has.</summary>
    public void Begin(TimeSpan time) => _end = clock.Elapsed + time;

    /// <summary>Waits for a read or a write.</summary>
    /// <exception cref="TimeoutException">The time has passed before the work was done.</exception>
    public async Task<int> InTimeAsync(Task<int> work)
    {
        if (work.IsCompleted)
        {
            return await work.ConfigureAwait(false);
        }

        using CancellationTokenSource done = new();
        TimeSpan left = _end - clock.Elapsed;
        Task late = clock.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, done.Token);
        if (await Task.WhenAny(work, late).ConfigureAwait(false) == work)
        {
            done.Cancel();
            return await work.ConfigureAwait(false);
        }

        // The work ends when the connection is closed. Its exception is observed here.
        _ = work.ContinueWith(over => over.Exception, TaskScheduler.Default);
        throw new TimeoutException();
    }
}
