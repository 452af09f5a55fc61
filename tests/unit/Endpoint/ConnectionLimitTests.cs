using System.Text;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using InventoryTools.Service;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>As many connections as an endpoint has, and all of them keep it waiting.</summary>
public sealed class ConnectionLimitTests : IDisposable
{
    private const int Connections = 8;

    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);
    private static readonly HttpLimits s_limits = new()
    {
        Connections = Connections,
        Idle = s_never,
        Head = s_never,
        Body = s_never,
        Silence = s_never,
        MinWait = TimeSpan.FromMilliseconds(20),
        Stop = TimeSpan.FromSeconds(0.5),
    };

    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        _open.Reverse();
        _open.ForEach(open => open.Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("POST / HTTP/1.1\r\nX-Slow: ")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n")]
    [InlineData("nonsense\r\n\r\n")]
    public async Task Clients_that_send_a_part_of_a_request_keep_no_other_out(string part)
    {
        EndpointServer endpoint = Endpoints.InMemory(limits: s_limits);
        _open.Add(endpoint);
        await KeepAsync(endpoint, part);
    }

    [Fact]
    public async Task Calls_that_get_no_answer_keep_no_other_out()
    {
        RehearsedFaults silent = new() { Codes = ["NoAnswer"], Operations = ["PutInventory"] };
        EndpointServer endpoint = Endpoints.InMemory(new EndpointOptions { Faults = silent }, s_limits);
        _open.Add(endpoint);
        await KeepAsync(endpoint, RawClient.Request(endpoint.Port, "PutInventory", "{}"));
    }

    [Fact]
    public async Task Clients_that_do_not_take_their_answers_keep_no_other_out()
    {
        EndpointServer endpoint = Endpoints.InMemory(limits: s_limits);
        _open.Add(endpoint);
        string request = RawClient.Request(endpoint.Port, "GetInventorySchema", """{"MaxResults":200}""");
        await KeepAsync(endpoint, string.Concat(Enumerable.Repeat(request, 2000)));
    }

    [Fact]
    public async Task A_call_that_is_there_is_answered_however_many_come_after_it()
    {
        HangingService service = new();
        EndpointServer endpoint = EndpointServer.Start(service, new EndpointOptions(), Endpoints.Clock, s_limits);
        _open.Add(endpoint);
        RawClient first = new(endpoint.Port);
        _open.Add(first);
        await first.SendAsync(RawClient.Request(endpoint.Port, "GetInventory", "{}"));
        await service.Called.WaitAsync();
        for (int i = 0; i < 4 * Connections; i++)
        {
            RawClient other = new(endpoint.Port);
            _open.Add(other);
            await other.SendAsync(
                RawClient.Request(endpoint.Port, "PutInventory", """{"InstanceId":"i","Items":[]}"""));
            Assert.Equal(500, (await other.ReadAsync())!.StatusCode);
        }

        Task<RawAnswer?> answer = first.ReadAsync();
        Assert.False(answer.IsCompleted);
        Assert.InRange(endpoint.ConnectionCount, 1, Connections);
    }

    [Fact]
    public async Task Clients_that_come_again_and_again_keep_no_other_out()
    {
        EndpointServer endpoint = Endpoints.InMemory(limits: s_limits);
        _open.Add(endpoint);
        using CancellationTokenSource stop = new();
        Task[] flood = [.. Enumerable.Range(0, 4 * Connections).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                using RawClient client = new(endpoint.Port);
                await client.SendAsync("POST / HTTP/1.1\r\nX-Slow: ");
                await client.IsClosedAsync();
            }
        }))];
        for (int i = 0; i < 5 * Connections; i++)
        {
            await ListenerTests.AssertAnswers(endpoint);
        }

        await stop.CancelAsync();
        endpoint.Stop();
        await Task.WhenAll(flood.Select(one => one.ContinueWith(over => over.Exception, TaskScheduler.Default)));
    }

    [Fact]
    public async Task Time_counts_also_for_a_client_that_never_pauses()
    {
        ManualClock clock = new();
        HttpDeadline deadline = new(clock);
        deadline.Begin(TimeSpan.FromSeconds(1));
        Assert.Equal(5, await deadline.InTimeAsync(Task.FromResult(5)));
        clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => deadline.InTimeAsync(Task.FromResult(5)));
    }

    [Fact]
    public async Task The_framing_of_chunks_counts_as_the_body()
    {
        EndpointServer endpoint = Endpoints.InMemory(limits: new HttpLimits { BodyBytes = 10_000 });
        _open.Add(endpoint);
        RawClient client = new(endpoint.Port);
        _open.Add(client);
        string chunk = $"1;{new string('x', 200)}\r\n \r\n";
        await client.SendAsync(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat(chunk, 100)));
        Assert.Equal(413, (await client.ReadAsync())!.StatusCode);
    }

    [Fact]
    public async Task The_memory_of_a_body_is_taken_as_it_comes()
    {
        byte[] first = Encoding.ASCII.GetBytes(new string(' ', 5000));
        HttpDeadline deadline = new(new ManualClock());
        deadline.Begin(TimeSpan.FromSeconds(1));
        HttpInput input = new(new MemoryStream(first), new HttpLimits(), deadline);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(await input.ReadAsync(4 * 1024 * 1024));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 512 * 1024);
    }

    // More clients than there are connections, which send the same and wait. Then another one calls.
    private async Task KeepAsync(EndpointServer endpoint, string sent)
    {
        for (int i = 0; i < 2 * Connections; i++)
        {
            RawClient client = new(endpoint.Port);
            _open.Add(client);
            if (sent.Length > 0)
            {
                _ = client.SendAsync(sent).ContinueWith(task => task.Exception, TaskScheduler.Default);
            }

            if (i % 4 == 0)
            {
                await ListenerTests.AssertAnswers(endpoint);
            }
        }

        for (int i = 0; i < Connections; i++)
        {
            await ListenerTests.AssertAnswers(endpoint);
        }

        Assert.InRange(endpoint.ConnectionCount, 0, Connections);
    }
}
