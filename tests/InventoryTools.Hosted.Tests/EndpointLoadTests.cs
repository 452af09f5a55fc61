using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace InventoryTools.Hosted.Tests;

/// <summary>
/// Many connections to an endpoint beside another process that writes its file. Each makes a few rounds, or as many
/// as it can in INVENTORYTOOLS_LOAD_SECONDS.
/// </summary>
public sealed class EndpointLoadTests(ITestOutputHelper output) : IDisposable
{
    private const int Connections = 32;
    private const int Sharing = 16;
    private const int Rounds = 8;
    private const int Entries = 60;
    private const string WriterNode = "i-90000000000000007";

    private static readonly int? s_seconds = Environment.GetEnvironmentVariable("INVENTORYTOOLS_LOAD_SECONDS") is string text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    private readonly Engine _engine = new();
    private readonly Stopwatch _elapsed = new();
    private readonly ConcurrentDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _stale = [];
    private long _calls;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Nothing_is_lost_torn_or_twice_among_32_connections_and_a_writer_beside_them()
    {
        using Process service = Child.StartHost("-Command", $"""
            Import-Module '{Repository.Manifest}'
            $endpoint = Start-InventoryEndpoint '{_engine.Store}' -PassThru
            [Console]::Out.WriteLine($endpoint.Url)
            [void] [Console]::In.ReadLine()
            [Console]::Out.WriteLine("error: $($endpoint.LastError)")
            """);
        Uri url = new((await service.StandardOutput.ReadLineAsync())!);
        using Process writer = StartWriter();
        Assert.Equal("1", await writer.StandardOutput.ReadLineAsync());

        _elapsed.Start();
        Task[] clients = [.. Enumerable.Range(0, Connections).Select(number => Task.Run(() => RunAsync(url, number)))];
        List<long> memory = [];
        while (await Task.WhenAny(Task.WhenAll(clients), Task.Delay(500)) is var first && !clients.All(client => client.IsCompleted))
        {
            await first;
            service.Refresh();
            memory.Add(service.WorkingSet64 >> 20);
        }

        await Task.WhenAll(clients);
        TimeSpan elapsed = _elapsed.Elapsed;
        await File.WriteAllTextAsync(_engine.Store + ".stop", "");
        (int exitCode, string written, string errors) = Child.Run(writer);
        Assert.Equal((0, ""), (exitCode, errors));
        await AssertNothingIsLost(url, int.Parse(Child.Lines(written)[^1], CultureInfo.InvariantCulture));
        await service.StandardInput.WriteLineAsync();
        Assert.Equal((0, "error: \n", ""), Child.Run(service));

        output.WriteLine($"{_calls} calls in {elapsed.TotalSeconds:0.0} s ({_calls / elapsed.TotalSeconds:0} a second) beside {Child.Lines(written)[^1]} rounds of the writer; "
            + $"{_stale.Count} stale tokens; working set of the service, in MB: {string.Join(" ", memory.Where((_, index) => index % Math.Max(1, memory.Count / 12) == 0))}");
        if (s_seconds is not null)
        {
            long middle = memory.Skip(memory.Count / 3).Take(memory.Count / 3).Max();
            Assert.True(memory.Skip(memory.Count / 3 * 2).Max() < middle * 1.25, $"The working set grows: {string.Join(" ", memory)}");
        }
    }

    // Forty nodes, over and over, each in one batch, until it is told to stop; it tells each round that is safe.
    private Process StartWriter() => Child.StartHost("-Command", $$"""
        Import-Module '{{Repository.Manifest}}'
        $n = 0
        do {
            $n++
            $failed = $null
            1..40 | ForEach-Object {
                    $entries = foreach ($entry in 1..{{Entries}}) { @{ N = $n; Entry = $entry } }
                    $entries | New-InventoryItem Custom:Writer -InstanceId ('i-9{0:d16}' -f $_) } |
                Write-Inventory -Path '{{_engine.Store}}' -ErrorVariable failed
            if ($failed) { break }
            [Console]::Out.WriteLine($n)
        } until ([System.IO.File]::Exists('{{_engine.Store}}.stop'))
        """);

    private async Task RunAsync(Uri url, int number)
    {
        using HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false });
        string node = Node(number);
        for (int round = 1; s_seconds is null ? round <= Rounds : _elapsed.Elapsed.TotalSeconds < s_seconds; round++)
        {
            await PutAsync(http, url, node, "Custom:Load", round);
            Assert.Equal(Enumerable.Repeat(round, Entries), await EntriesAsync(http, url, node, "Custom:Load"));
            if (number < Sharing)
            {
                await PutAsync(http, url, SharedNode(round), $"Custom:Shared{number}", round);
            }

            await AssertPages(http, url);
            Assert.Single((await EntriesAsync(http, url, WriterNode, "Custom:Writer")).Distinct());
        }
    }

    private async Task AssertPages(HttpClient http, Uri url)
    {
        Dictionary<string, int> before = _acknowledged.Where(pair => pair.Key.EndsWith("Custom:Load", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key.Split(' ')[0], pair => pair.Value, StringComparer.Ordinal);
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        string? token = null;
        do
        {
            JsonElement page = await CallAsync(http, url, "GetInventory", new JsonObject
            {
                ["ResultAttributes"] = new JsonArray(new JsonObject { ["TypeName"] = "Custom:Load" }),
                ["MaxResults"] = 15,
                ["NextToken"] = token,
            });
            foreach (JsonElement entity in page.GetProperty("Entities").EnumerateArray())
            {
                int[] values = entity.GetProperty("Data").TryGetProperty("Custom:Load", out JsonElement data)
                    ? [.. data.GetProperty("Content").EnumerateArray().Select(Number).Distinct()]
                    : [];
                seen.Add(entity.GetProperty("Id").GetString()!, values.SingleOrDefault());
            }

            token = page.TryGetProperty("NextToken", out JsonElement next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.All(before, pair => Assert.True(seen[pair.Key] >= pair.Value, $"{pair.Key}: {seen[pair.Key]} is older than {pair.Value}."));
    }

    private async Task AssertNothingIsLost(Uri url, int rounds)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
        foreach ((string key, int value) in _acknowledged)
        {
            Assert.Equal(Enumerable.Repeat(value, Entries), await EntriesAsync(http, url, key.Split(' ')[0], key.Split(' ')[1]));
        }

        Assert.True(_acknowledged.Count >= Connections + Sharing);
        Assert.Equal(Enumerable.Repeat(rounds, Entries), await EntriesAsync(http, url, WriterNode, "Custom:Writer"));
    }

    private async Task PutAsync(HttpClient http, Uri url, string node, string type, int value)
    {
        JsonArray content = [.. Enumerable.Range(1, Entries).Select(entry => new JsonObject { ["N"] = $"{value}", ["Entry"] = $"{entry}" })];
        await CallAsync(http, url, "PutInventory", new JsonObject
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
        _acknowledged[$"{node} {type}"] = value;
    }

    // All entries of an item, of which somebody may write another version between two pages: then from the beginning.
    private async Task<List<int>> EntriesAsync(HttpClient http, Uri url, string node, string type)
    {
        List<int> values = [];
        string? token = null;
        do
        {
            try
            {
                JsonElement page = await CallAsync(http, url, "ListInventoryEntries", new JsonObject
                {
                    ["InstanceId"] = node,
                    ["TypeName"] = type,
                    ["NextToken"] = token,
                });
                values.AddRange(page.GetProperty("Entries").EnumerateArray().Select(Number));
                token = page.TryGetProperty("NextToken", out JsonElement next) ? next.GetString() : null;
            }
            catch (InvalidOperationException stale) when (token is not null && stale.Message.Contains("InvalidNextToken", StringComparison.Ordinal))
            {
                _stale.Add(type);
                values.Clear();
                token = null;
            }
        }
        while (token is not null || values.Count == 0);

        return values;
    }

    private async Task<JsonElement> CallAsync(HttpClient http, Uri url, string operation, JsonObject request)
    {
        if (request.TryGetPropertyValue("NextToken", out JsonNode? token) && token is null)
        {
            request.Remove("NextToken");
        }

        using HttpRequestMessage message = new(HttpMethod.Post, url)
        {
            Content = new StringContent(request.ToJsonString(), MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")),
            Headers = { { "X-Amz-Target", "AmazonSSM." + operation } },
        };
        using HttpResponseMessage response = await http.SendAsync(message);
        System.Threading.Interlocked.Increment(ref _calls);
        string answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonElement.Parse(answer) : throw new InvalidOperationException($"{operation}: {answer}");
    }

    private static int Number(JsonElement entry) => int.Parse(entry.GetProperty("N").GetString()!, CultureInfo.InvariantCulture);

    private static string Node(int number) => $"i-{number:d17}";

    // Another one now and then: a node may put 5,000 KB a day.
    private static string SharedNode(int round) => $"i-f{round / 50:d16}";
}
