namespace InventoryTools.Reading;

/// <summary>Makes calls in parallel and returns their results in the order of the requests.</summary>
internal static class OrderedParallelCalls
{
    /// <summary>The results. While one is awaited or used, the next calls are made, up to the limit.</summary>
    public static IEnumerable<(TRequest Request, TAnswer Answer)> Run<TRequest, TAnswer>(
        IEnumerable<TRequest> requests,
        Func<TRequest, CancellationToken, Task<TAnswer>> ask,
        int limit,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(TRequest Request, Task<TAnswer> Answer)> underWay = new();
        try
        {
            using IEnumerator<TRequest> next = requests.GetEnumerator();
            bool isMore = true;
            while (true)
            {
                while (isMore && underWay.Count < limit && (isMore = next.MoveNext()))
                {
                    TRequest request = next.Current;
                    underWay.Enqueue((request, Task.Run(() => ask(request, ending.Token), ending.Token)));
                }

                if (underWay.Count == 0)
                {
                    yield break;
                }

                (TRequest asked, Task<TAnswer> answer) = underWay.Dequeue();
                yield return (asked, answer.GetAwaiter().GetResult());
            }
        }
        finally
        {
            ending.Cancel();
            foreach ((_, Task<TAnswer> answer) in underWay)
            {
                // The consumer has stopped, so the outcome of these calls is not needed.
                _ = answer.ContinueWith(
                    task => task.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted,
                    TaskScheduler.Default);
            }
        }
    }
}
