using System.Diagnostics;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>
/// The calls of <see cref="SampleCalls"/> over bare sockets, a thread a connection, with bytes that are made before the
/// clock starts: next to nothing of the time is the client's. Each call is another node's.
/// </summary>
internal static class EndpointLoad
{
    private const int Warmup = 200;

    public static void Run(string url, int first, int calls, int connections)
    {
        Uri uri = new(url);
        double[] milliseconds = new double[calls];
        int next = -Warmup;
        using Barrier started = new(connections + 1);
        Stopwatch watch = new();
        Thread[] threads = [.. Enumerable.Range(0, connections).Select(_ => new Thread(() =>
        {
            using EndpointConnection connection = new(uri);
            for (int warm; (warm = Interlocked.Increment(ref next)) <= 0;)
            {
                connection.Call(first + Warmup + warm);
            }

            started.SignalAndWait();
            started.SignalAndWait();
            for (int number; (number = Interlocked.Increment(ref next)) <= calls;)
            {
                TimeSpan start = watch.Elapsed;
                connection.Call(first + Warmup + number);
                milliseconds[number - 1] = (watch.Elapsed - start).TotalMilliseconds;
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        started.SignalAndWait();
        next = 0;
        watch.Start();
        started.SignalAndWait();
        Array.ForEach(threads, thread => thread.Join());
        TimeSpan elapsed = watch.Elapsed;
        Array.Sort(milliseconds);
        Floor.Print("PutInventory", calls, elapsed, 0, milliseconds[calls * 99 / 100], milliseconds[calls / 2]);
    }
}
