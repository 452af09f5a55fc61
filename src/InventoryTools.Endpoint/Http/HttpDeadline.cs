using System;
using System.Threading;
using System.Threading.Tasks;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Http;

/// <summary>The time in which a client must have sent or taken something.</summary>
internal sealed class HttpDeadline(IClock clock)
{
    private TimeSpan _end;

    /// <summary>Gives the client so much time from now on.</summary>
    public void Begin(TimeSpan time) => _end = clock.Elapsed + time;

    /// <summary>Waits for a reading or a writing.</summary>
    /// <exception cref="TimeoutException">The time is over first.</exception>
    public async Task<int> InTimeAsync(Task<int> work)
    {
        if (work.IsCompleted)
        {
            return await work.ConfigureAwait(false);
        }

        using CancellationTokenSource done = new();
        TimeSpan left = _end - clock.Elapsed;
        Task late = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, done.Token);
        if (await Task.WhenAny(work, late).ConfigureAwait(false) == work)
        {
            done.Cancel();
            return await work.ConfigureAwait(false);
        }

        // It ends when the connection is closed, and nobody will look at it then.
        _ = work.ContinueWith(over => over.Exception, TaskScheduler.Default);
        throw new TimeoutException();
    }
}
