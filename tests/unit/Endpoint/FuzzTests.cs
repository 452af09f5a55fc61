using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using InventoryTools.Tests.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Endpoint;

/// <summary>
/// Random and mutated requests. INVENTORYTOOLS_FUZZ_REQUESTS says how many; every run begins with the same ones.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 8;

    private static readonly int s_requests = int.Parse(Environment.GetEnvironmentVariable("INVENTORYTOOLS_FUZZ_REQUESTS") ?? "3000", null);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Garbage_gets_a_well_formed_answer_or_none_and_harms_nobody(bool isOnFile)
    {
        using InventoryEndpoint endpoint = isOnFile ? Endpoints.On(_folder.Store) : Endpoints.InMemory();
        await RunAsync(endpoint, 0, s_requests / 2);
        (long memory, int files) before = Use();
        Stopwatch elapsed = Stopwatch.StartNew();
        int[] answers = await RunAsync(endpoint, s_requests / 2, s_requests);
        (long memory, int files) after = Use();
        output.WriteLine($"{answers.Length} requests in {elapsed.Elapsed.TotalSeconds:0.0} s: {string.Join(", ", answers.GroupBy(status => status).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {group.Key}"))}; "
            + $"managed memory {before.memory >> 20} -> {after.memory >> 20} MB, open files {before.files} -> {after.files}");
        Assert.Contains(200, answers);
        Assert.Contains(400, answers);
        Assert.DoesNotContain(500, answers);

        // .NET keeps arrays for others to use, a few of each size; a leak would be of the size of all requests.
        Assert.True(after.memory - before.memory < 100_000L * s_requests, $"{before.memory} -> {after.memory} bytes");
        Assert.True(after.files - before.files < 100, $"{before.files} -> {after.files} open files");
        Assert.Null(endpoint.LastError);
        await ListenerTests.AssertAnswers(endpoint);
        endpoint.Stop();
        Assert.Equal(0, endpoint.ConnectionCount);
        if (isOnFile)
        {
            Assert.Equal("ok", _folder.Scalar("PRAGMA integrity_check"));
        }
    }

    // The status of each answer; 0 where there was none.
    private static async Task<int[]> RunAsync(InventoryEndpoint endpoint, int from, int to)
    {
        ConcurrentBag<int> answers = [];
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            byte[] request = new RequestFuzzer(endpoint.Port, seed).Next();
            try
            {
                answers.Add(await AnswerAsync(endpoint, request));
            }
            catch (Exception error) when (error is not (IOException or SocketException))
            {
                throw new InvalidOperationException($"Seed {seed}: {error.Message}", error);
            }
        });
        return [.. answers];
    }

    private static async Task<int> AnswerAsync(InventoryEndpoint endpoint, byte[] request)
    {
        using RawClient client = new(endpoint.Port);
        try
        {
            await client.SendAsync(request);
            client.EndSending();
        }
        catch (IOException)
        {
            // It was refused before it was all sent; the answer may be there all the same.
        }

        int last = 0;
        while (await ReadAsync(client) is RawAnswer answer)
        {
            last = answer.StatusCode;
            if (last == 100)
            {
                continue;
            }

            Assert.Equal("application/x-amz-json-1.1", answer.Headers["Content-Type"]);
            Assert.True(Guid.TryParse(answer.Headers["x-amzn-RequestId"], out Guid _));
            JsonElement body = JsonElement.Parse(answer.Body);
            Assert.Equal(last != 200, body.TryGetProperty("__type", out JsonElement type));
            Assert.True(last == 200 || type.GetString()!.Length > 0);
        }

        return last;
    }

    private static async Task<RawAnswer?> ReadAsync(RawClient client)
    {
        try
        {
            return await client.ReadAsync();
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            return null;
        }
    }

    private static (long Memory, int Files) Use()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (GC.GetTotalMemory(forceFullCollection: true), OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0);
    }
}
