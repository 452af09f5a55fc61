using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using InventoryTools.Endpoint;
using InventoryTools.Tests.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Endpoint;

/// <summary>
/// Random and mutated requests. INVENTORYTOOLS_FUZZ_REQUESTS sets their number; every run begins with the same ones.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int AtOnce = 8;

    /// <summary>The number of requests of a fuzzer.</summary>
    internal static int Requests { get; } = int.Parse(
        Environment.GetEnvironmentVariable("INVENTORYTOOLS_FUZZ_REQUESTS") ?? "800", null);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_malformed_request_gets_a_well_formed_answer_or_none_and_affects_no_other(bool isOnFile)
    {
        using EndpointServer endpoint = isOnFile ? Endpoints.On(_folder.Store) : Endpoints.InMemory();
        Stopwatch elapsed = Stopwatch.StartNew();
        int[] answers = await RunAsync(endpoint);
        output.WriteLine($"{answers.Length} requests in {elapsed.Elapsed.TotalSeconds:0.0} s: "
            + string.Join(
                ", ",
                answers.GroupBy(status => status).OrderBy(group => group.Key).Select(
                    group => $"{group.Count()} x {group.Key}")));
        Assert.Contains(200, answers);
        Assert.Contains(400, answers);
        Assert.DoesNotContain(500, answers);
        Assert.Null(endpoint.Statistics.LastError);
        await ListenerTests.AssertAnswers(endpoint);

        // All clients have gone: the endpoint must not keep a connection, and what it has buffered, for any of them.
        Assert.True(
            SpinWait.SpinUntil(() => endpoint.ConnectionCount == 0, RawClient.Patience),
            $"{endpoint.ConnectionCount} connections are open");
        endpoint.Stop();
        if (isOnFile)
        {
            Assert.Equal("ok", _folder.Scalar("PRAGMA integrity_check"));
        }
    }

    // The status of each answer; 0 where there was none.
    private static async Task<int[]> RunAsync(EndpointServer endpoint)
    {
        ConcurrentBag<int> answers = [];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForAsync(0, Requests, parallel, async (seed, _) =>
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

    private static async Task<int> AnswerAsync(EndpointServer endpoint, byte[] request)
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
}
