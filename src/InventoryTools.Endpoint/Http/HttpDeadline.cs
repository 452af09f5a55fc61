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
        // Bytes that are there are late as well: a client that never pauses must not have all the time that it wants.
        TimeSpan left = _end - clock.Elapsed;
        using CancellationTokenSource done = new();
        if (left > TimeSpan.Zero
            && (work.IsCompleted
                || await Task.WhenAny(work, clock.Delay(left, done.Token)).ConfigureAwait(false) == work))
        {
            done.Cancel();
            return await work.ConfigureAwait(false);
        }

        // The work ends when the connection is closed. Its exception is observed here.
        _ = work.ContinueWith(over => over.Exception, TaskScheduler.Default);
        throw new TimeoutException();
    }
}
