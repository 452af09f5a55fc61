using System.Diagnostics;
using System.Text.Json;

namespace InventoryTools.Benchmarks.Floors;

/// <summary>
/// The work of a job with as little as possible between the caller and the disk or the network. Measure-Performance.ps1
/// runs each beside the job of the module.
/// </summary>
/// <remarks>Arguments: <c>sqlite FILE ITEMS NODES ordered|random|again</c>, <c>sdk URL CALLS CONNECTIONS</c>,
/// <c>http URL CALLS CONNECTIONS</c>, <c>endpoint URL FIRST CALLS CONNECTIONS</c>,
/// <c>sqlite-calls FILE CALLS CALLSATONCE</c>.</remarks>
internal static class Floor
{
    public static async Task<bool> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["sqlite", string file, string items, string nodes, string order]:
                SqliteFloor.Run(file, Number(items), Number(nodes), order);
                return true;
            case ["sdk", string url, string calls, string connections]:
                await SdkFloor.RunAsync(url, Number(calls), Number(connections)).ConfigureAwait(false);
                return true;
            case ["http", string url, string calls, string connections]:
                await HttpFloor.RunAsync(url, Number(calls), Number(connections)).ConfigureAwait(false);
                return true;
            case ["endpoint", string url, string first, string calls, string connections]:
                EndpointLoad.Run(url, Number(first), Number(calls), Number(connections));
                return true;
            case ["sqlite-calls", string file, string calls, string callsAtOnce]:
                SqliteFloor.RunCalls(file, Number(calls), Number(callsAtOnce));
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Calls <paramref name="call"/> for each number from 1000 on, <paramref name="connections"/> at once, after 50
    /// calls that are not measured.
    /// </summary>
    public static async Task MeasureAsync(string name, int calls, int connections, Func<int, Task> call)
    {
        for (int number = 0; number < 50; number++)
        {
            await call(number).ConfigureAwait(false);
        }

        double[] milliseconds = new double[calls];
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            for (int number = connection; number < calls; number += connections)
            {
                TimeSpan start = watch.Elapsed;
                await call(1000 + number).ConfigureAwait(false);
                milliseconds[number] = (watch.Elapsed - start).TotalMilliseconds;
            }
        }))).ConfigureAwait(false);
        TimeSpan elapsed = watch.Elapsed;
        Array.Sort(milliseconds);
        Print(name, calls, elapsed, GC.GetTotalAllocatedBytes() - allocated, milliseconds[(int)(calls * 0.99)]);
    }

    /// <summary>Prints one line of JSON, as the jobs do.</summary>
    public static void Print(
        string name, int count, TimeSpan elapsed, long allocated, double? slowest = null, double? median = null) =>
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            Name = name,
            Microseconds = elapsed.TotalMicroseconds / count,
            Bytes = (double)allocated / count,
            PeakMB = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            P99Milliseconds = slowest,
            P50Milliseconds = median,
        }));

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
