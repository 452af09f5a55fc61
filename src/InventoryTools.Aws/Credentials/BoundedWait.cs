namespace InventoryTools.Aws.Credentials;

/// <summary>Waits for what the SDK asks of the machine it runs on, which takes no token.</summary>
internal static class BoundedWait
{
    // The SDK tries three times for five seconds; an instance answers in milliseconds.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    /// <summary>The result of <paramref name="work"/>; left to itself when it takes too long.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static T Await<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Task<T> task = Task.Run(work, CancellationToken.None);
        _ = task.ContinueWith(
            failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        bool isDone;
        try
        {
            isDone = task.Wait((int)s_limit.TotalMilliseconds, cancellationToken);
        }
        catch (AggregateException)
        {
            isDone = true;
        }

        return isDone ? task.GetAwaiter().GetResult() : throw new TimeoutException("No answer came in time.");
    }
}
