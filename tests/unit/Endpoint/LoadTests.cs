using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using InventoryTools.Endpoint;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Sqlite;
using InventoryTools.Store;
using InventoryTools.Tests.Sqlite;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Tests.Endpoint;

/// <summary>
/// Many connections to an endpoint while another connection writes its file. Each client makes a few rounds, or as many
/// as it can in INVENTORYTOOLS_LOAD_SECONDS. With that variable the memory of the process must not grow either, so run
/// this test alone.
/// </summary>
public sealed class LoadTests(ITestOutputHelper output) : IDisposable
{
    // A type that GetInventory answers page by page.
    private const string Paged = "AWS:PatchSummary";
    private const int Connections = 32;
    private const int Sharing = 16;
    private const int Rounds = 3;
    private const int Entries = 60;
    private const int WriterNodes = 40;

    private static readonly int? s_seconds =
        Environment.GetEnvironmentVariable("INVENTORYTOOLS_LOAD_SECONDS") is string text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    private readonly TempFolder _folder = new();
    private readonly Stopwatch _elapsed = new();
    private readonly ConcurrentDictionary<(string Node, string Type), int> _acknowledged = new();
    private readonly List<long> _megabytes = [];
    private long _calls;
    private long _staleTokens;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_is_lost_torn_or_twice_among_32_connections_and_another_writer_of_the_file()
    {
        using EndpointServer endpoint = Endpoints.On(_folder.Store);
        using CancellationTokenSource stop = new();
        TaskCompletionSource begun = new();
        Task<int> writer = Task.Run(() => WriteFile(begun, stop.Token));
        await await Task.WhenAny(begun.Task, writer);

        _elapsed.Start();
        await Task.WhenAll(
            Enumerable.Range(0, Connections).Select(number => Task.Run(() => RunAsync(endpoint.Url, number))));
        TimeSpan elapsed = _elapsed.Elapsed;
        await stop.CancelAsync();
        int rounds = await writer;
        await AssertNothingIsLost(endpoint.Url, rounds);
        Assert.Null(endpoint.Statistics.LastError);
        output.WriteLine(
            $"{_calls} calls in {elapsed.TotalSeconds:0.0} s ({_calls / elapsed.TotalSeconds:0} a second) "
                + $"beside {rounds} rounds of the writer; {_staleTokens} stale tokens; "
                + $"working set {_megabytes[0]} to {_megabytes[^1]} MB");
        if (s_seconds is not null)
        {
            int third = _megabytes.Count / 3;
            long middle = _megabytes.Skip(third).Take(third).Max();
            Assert.True(
                _megabytes.Skip(2 * third).Max() < 1.25 * middle,
                $"The working set grows: {string.Join(" ", _megabytes)} MB");
        }
    }

    // Forty nodes, over and over, each round in one batch. Returns the number of rounds.
    private int WriteFile(TaskCompletionSource begun, CancellationToken stop)
    {
        using SqliteInventoryStore store = SqliteInventoryStore.OpenForWriting(
            _folder.Store, SqliteInventoryStore.DefaultPatience, default);
        int round = 0;
        while (!stop.IsCancellationRequested)
        {
            round++;
            InventoryItem item = Items.Valid(
                [
                    .. Enumerable.Range(1, Entries).Select(
                        entry => Items.Entry(("N", $"{round}"), ("Entry", $"{entry}"))),
                ]);
            item.TypeName = "Custom:Writer";
            string hash = ContentHash.Compute(item.Content!);
            ItemAcceptance.WriteAll(
                store,
                [.. Enumerable.Range(0, WriterNodes).Select(number => new StoreWrite(WriterNode(number), item, hash))],
                DateTimeOffset.UtcNow,
                CancellationToken.None);
            begun.TrySetResult();
        }

        return round;
    }

    private async Task RunAsync(Uri url, int number)
    {
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false });
        string node = Node(number);
        for (int round = 1; s_seconds is null ? round <= Rounds : _elapsed.Elapsed.TotalSeconds < s_seconds; round++)
        {
            await PutAsync(http, url, node, Paged, round);
            Assert.Equal(Enumerable.Repeat(round, Entries), await EntriesAsync(http, url, node, Paged));
            if (number < Sharing)
            {
                await PutAsync(http, url, SharedNode(round), $"Custom:Shared{number}", round);
            }

            await AssertPages(http, url);
            Assert.Single((await EntriesAsync(http, url, WriterNode(7), "Custom:Writer")).Distinct());
            if (number == 0)
            {
                _megabytes.Add(Environment.WorkingSet >> 20);
            }
        }
    }

    // Each node is on one page, whole, and not older than what was acknowledged before.
    private async Task AssertPages(HttpClient http, Uri url)
    {
        Dictionary<string, int> before = _acknowledged.Where(pair => pair.Key.Type == Paged)
            .ToDictionary(pair => pair.Key.Node, pair => pair.Value, StringComparer.Ordinal);
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        string? token = null;
        do
        {
            JsonElement page = await CallAsync(http, url, "GetInventory", token, new JsonObject
            {
                ["ResultAttributes"] = new JsonArray(new JsonObject { ["TypeName"] = Paged }),
                ["MaxResults"] = 15,
            });
            foreach (JsonElement entity in page.GetProperty("Entities").EnumerateArray())
            {
                int[] values = entity.GetProperty("Data").TryGetProperty(Paged, out JsonElement data)
                    ? [.. data.GetProperty("Content").EnumerateArray().Select(Number).Distinct()]
                    : [];
                seen.Add(entity.GetProperty("Id").GetString()!, values.SingleOrDefault());
            }

            token = NextToken(page);
        }
        while (token is not null);

        Assert.All(
            before,
            pair => Assert.True(
                seen[pair.Key] >= pair.Value, $"{pair.Key}: {seen[pair.Key]} is older than {pair.Value}."));
    }

    private async Task AssertNothingIsLost(Uri url, int rounds)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        foreach (((string node, string type), int value) in _acknowledged)
        {
            Assert.Equal(Enumerable.Repeat(value, Entries), await EntriesAsync(http, url, node, type));
        }

        Assert.True(_acknowledged.Count >= Connections + Sharing);
        for (int number = 0; number < WriterNodes; number++)
        {
            Assert.Equal(
                Enumerable.Repeat(rounds, Entries), await EntriesAsync(http, url, WriterNode(number), "Custom:Writer"));
        }
    }

    private async Task PutAsync(HttpClient http, Uri url, string node, string type, int value)
    {
        JsonArray content =
            [
                .. Enumerable.Range(1, Entries).Select(
                    entry => new JsonObject { ["N"] = $"{value}", ["Entry"] = $"{entry}" }),
            ];
        await CallAsync(http, url, "PutInventory", null, new JsonObject
        {
            ["InstanceId"] = node,
            ["Items"] = new JsonArray(new JsonObject
            {
                ["TypeName"] = type,
                ["SchemaVersion"] = "1.0",
                ["CaptureTime"] = "2026-01-31T12:00:00Z",
                ["Content"] = content,
            }),
        });
        _acknowledged[(node, type)] = value;
    }

    // All entries of an item. Where another version was written between two pages, it reads from the beginning.
    private async Task<List<int>> EntriesAsync(HttpClient http, Uri url, string node, string type)
    {
        List<int> values = [];
        string? token = null;
        do
        {
            try
            {
                JsonObject request = new() { ["InstanceId"] = node, ["TypeName"] = type };
                JsonElement page = await CallAsync(http, url, "ListInventoryEntries", token, request);
                values.AddRange(page.GetProperty("Entries").EnumerateArray().Select(Number));
                token = NextToken(page);
            }
            catch (InvalidOperationException stale) when (
                token is not null && stale.Message.Contains("InvalidNextToken", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _staleTokens);
                values.Clear();
                token = null;
            }
        }
        while (token is not null || values.Count == 0);

        return values;
    }

    private async Task<JsonElement> CallAsync(
        HttpClient http, Uri url, string operation, string? token, JsonObject request)
    {
        if (token is not null)
        {
            request["NextToken"] = token;
        }

        using HttpRequestMessage message = new(HttpMethod.Post, url)
        {
            Content = new StringContent(
                request.ToJsonString(), MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")),
            Headers = { { "X-Amz-Target", "AmazonSSM." + operation } },
        };
        using HttpResponseMessage response = await http.SendAsync(message);
        Interlocked.Increment(ref _calls);
        string answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonElement.Parse(answer)
            : throw new InvalidOperationException($"{operation}: {answer}");
    }

    private static string? NextToken(JsonElement page) =>
        page.TryGetProperty("NextToken", out JsonElement token) ? token.GetString() : null;

    private static int Number(JsonElement entry) =>
        int.Parse(entry.GetProperty("N").GetString()!, CultureInfo.InvariantCulture);

    private static string Node(int number) => $"i-{number:d17}";

    private static string WriterNode(int number) => $"i-9{number:d16}";

    // Another node now and then: a node may put 5,000 KB a day.
    private static string SharedNode(int round) => $"i-f{round / 50:d16}";
}
