using InventoryTools.Reading;
using Xunit;

namespace InventoryTools.Tests.Reading;

public sealed class OrderedParallelCallsTests
{
    [Fact]
    public void Answers_come_in_the_order_of_the_requests_and_no_more_calls_than_the_limit_are_under_way()
    {
        TaskCompletionSource<int>[] answers =
        [
            .. Enumerable.Range(0, 6).Select(
                _ => new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously)),
        ];
        int asked = 0;
        IEnumerable<int> Requests()
        {
            for (; asked < answers.Length; asked++)
            {
                yield return asked;
            }
        }

        foreach (int number in new[] { 2, 1, 0 })
        {
            answers[number].SetResult(number * 10);
        }

        using IEnumerator<(int Request, int Answer)> all = OrderedParallelCalls.Run(
            Requests(), (number, _) => answers[number].Task, 3, default)
            .GetEnumerator();
        Assert.True(all.MoveNext());
        Assert.Equal(((0, 0), 2), (all.Current, asked));
        Assert.True(all.MoveNext());
        Assert.Equal(((1, 10), 3), (all.Current, asked));
    }

    [Fact]
    public void A_consumer_that_stops_cancels_the_calls_under_way()
    {
        List<CancellationToken> tokens = [];
        async Task<int> Ask(int number, CancellationToken stop)
        {
            lock (tokens)
            {
                tokens.Add(stop);
            }

            return number == 0 ? 0 : await new TaskCompletionSource<int>().Task.WaitAsync(stop);
        }

        Assert.Equal((0, 0), OrderedParallelCalls.Run(Enumerable.Range(0, 100), Ask, 4, default).First());
        CancellationToken[] seen;
        lock (tokens)
        {
            seen = [.. tokens];
        }

        Assert.InRange(seen.Length, 1, 4);
        Assert.All(seen, token => Assert.True(token.IsCancellationRequested));
    }
}
