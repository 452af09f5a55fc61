namespace InventoryTools.Aws.Credentials;

/// <summary>Waits for what the SDK asks of a machine or a program, which takes no token.</summary>
internal static class BoundedWait
{
    /// <summary>Returns the result of <paramref name="work"/>. Work that takes too long is not waited for.</summary>
    /// <exception cref="TimeoutException">The work takes longer than <paramref name="limit"/>.</exception>
    public static async Task<T> AwaitAsync<T>(Func<Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = end.Token.Register(() => ended.TrySetResult(true));
        end.CancelAfter(limit);
        Task<T> task = Task.Run(work, CancellationToken.None);
        if (await Task.WhenAny(task, ended.Task).ConfigureAwait(false) == task)
        {
            return await task.ConfigureAwait(false);
        }

        _ = task.ContinueWith(
            failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        throw new TimeoutException($"No answer came within {limit.TotalSeconds} seconds.");
    }

    /// <summary>Waits for what answers in milliseconds; the SDK would try three times for five seconds.</summary>
    /// <inheritdoc cref="AwaitAsync"/>
    public static T Await<T>(Func<T> work, CancellationToken cancellationToken) =>
        AwaitAsync(() => Task.FromResult(work()), TimeSpan.FromSeconds(10), cancellationToken).GetAwaiter().GetResult();
}
