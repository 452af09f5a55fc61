using System.Net;
using System.Net.Sockets;
using System.Text;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

public sealed class ListenerTests : IDisposable
{
    private const string Ask = "GetInventory";

    private readonly List<IDisposable> _open = [];

    // The clients before their endpoint, which gives them time to read its last response.
    public void Dispose()
    {
        _open.Reverse();
        _open.ForEach(open => open.Dispose());
    }

    [Fact]
    public async Task A_connection_serves_one_request_after_the_other()
    {
        EndpointServer endpoint = Start();
        RawClient client = Connect(endpoint);
        string request = RawClient.Request(endpoint.Port, Ask, "{}");
        await client.SendAsync(request);
        RawAnswer first = (await client.ReadAsync())!;
        Assert.Equal((200, """{"Entities":[]}"""), (first.StatusCode, first.Body));
        Assert.Equal("application/x-amz-json-1.1", first.Headers["Content-Type"]);
        Assert.True(Guid.TryParse(first.Headers["x-amzn-RequestId"], out _));

        // All at once, and byte by byte.
        await client.SendAsync(request + request + request);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
        }

        foreach (byte b in Encoding.ASCII.GetBytes(request))
        {
            await client.SendAsync([b]);
        }

        Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
        Assert.Equal((5, 0), (endpoint.Statistics.RequestCount, endpoint.Statistics.FaultCount));
    }

    [Fact]
    public async Task A_body_may_come_in_chunks_and_after_a_word_of_the_server()
    {
        EndpointServer endpoint = Start();
        RawClient client = Connect(endpoint);
        string head =
            $"POST / HTTP/1.1\r\nHost: localhost:{endpoint.Port}\r\n"
            + $"Content-Type: application/x-amz-json-1.1; charset=utf-8\r\nX-Amz-Target: AmazonSSM.{Ask}\r\n";
        await client.SendAsync(
            head + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\n{\"M\r\n0E\r\naxResults\": 5 \r\n1\r\n}\r\n"
                + "0\r\nTrailer: x\r\n\r\n");
        Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
        await client.SendAsync(head + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        Assert.Equal(100, (await client.ReadAsync())!.StatusCode);
        await client.SendAsync("{}");
        Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
    }

    [Theory]
    [InlineData("HTTP/1.0", "")]
    [InlineData("HTTP/1.1", "Connection: close\r\n")]
    public async Task A_connection_is_closed_where_the_client_wants_it(string version, string more)
    {
        EndpointServer endpoint = Start();
        RawClient client = Connect(endpoint);
        await client.SendAsync(
            RawClient.Request(endpoint.Port, Ask, "{}", more).Replace("HTTP/1.1", version, StringComparison.Ordinal));
        RawAnswer answer = (await client.ReadAsync())!;
        Assert.Equal((200, "close"), (answer.StatusCode, answer.Headers["Connection"]));
        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001", 400)]
    [InlineData("POST  / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/2.0\r\n\r\n", 505)]
    [InlineData("P(ST / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\nHost: x\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost : x\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: \0\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nno colon\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFF\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nExpect: the-unexpected\r\n\r\n", 417)]
    public async Task What_is_no_HTTP_is_answered_and_its_connection_closed(string text, int status)
    {
        EndpointServer endpoint = Start();
        RawClient client = Connect(endpoint);
        await client.SendAsync(text);
        RawAnswer answer = (await client.ReadAsync())!;
        Assert.Equal(status, answer.StatusCode);
        Assert.StartsWith("""{"__type":""", answer.Body, StringComparison.Ordinal);
        client.EndSending();
        Assert.True(await client.IsClosedAsync());
        Assert.Equal((1, 1), (endpoint.Statistics.RequestCount, endpoint.Statistics.FaultCount));
        await AssertAnswers(endpoint);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_in_words_also_while_it_is_being_sent()
    {
        EndpointServer endpoint = Start(
            new HttpLimits { BodyBytes = 1000, HeadBytes = 500, Headers = 5, Stop = TimeSpan.FromSeconds(30) });
        RawClient large = Connect(endpoint);
        await large.SendAsync(RawClient.Request(endpoint.Port, Ask, new string(' ', 500_000)));
        RawAnswer answer = (await large.ReadAsync())!;
        Assert.Equal(
            (
                413,
                """{"__type":"RequestEntityTooLargeException","message":"The request is too large: its """
                    + """body has more than 1000 bytes."}"""),
            (answer.StatusCode, answer.Body));
        RawClient chunks = Connect(endpoint);
        await chunks.SendAsync(
            $"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n258\r\n{new string(' ', 600)}\r\n258\r\n"
                + $"{new string(' ', 600)}\r\n");
        Assert.Equal(413, (await chunks.ReadAsync())!.StatusCode);
        RawClient head = Connect(endpoint);
        await head.SendAsync("POST / HTTP/1.1\r\nX: " + new string('x', 600));
        Assert.Equal(431, (await head.ReadAsync())!.StatusCode);
        RawClient headers = Connect(endpoint);
        await headers.SendAsync("POST / HTTP/1.1\r\n" + string.Concat(Enumerable.Repeat("X: y\r\n", 6)) + "\r\n");
        Assert.Equal(431, (await headers.ReadAsync())!.StatusCode);
    }

    [Fact]
    public async Task A_slow_client_gets_a_timeout_and_an_idle_one_is_closed()
    {
        // One endpoint for each limit: with short limits only, a slow test would meet another one first.
        TimeSpan soon = TimeSpan.FromSeconds(0.2);
        RawClient idle = Connect(Start(new HttpLimits { Idle = soon }));
        Assert.True(await idle.IsClosedAsync());
        RawClient slowHead = Connect(Start(new HttpLimits { Head = soon }));
        await slowHead.SendAsync("POST / HT");
        Assert.Equal(408, (await slowHead.ReadAsync())!.StatusCode);
        RawClient slowBody = Connect(Start(new HttpLimits { Body = soon }));
        await slowBody.SendAsync("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\n12345");
        RawAnswer answer = (await slowBody.ReadAsync())!;
        Assert.Equal(408, answer.StatusCode);
        Assert.Contains("RequestTimeoutException", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_do_nothing_keep_nobody_out()
    {
        EndpointServer endpoint = Start(new HttpLimits { Connections = 8, MinWait = TimeSpan.FromMilliseconds(20) });
        RawClient[] idle = [.. Enumerable.Range(0, 60).Select(_ => Connect(endpoint))];
        await AssertAnswers(endpoint);
        Assert.True(endpoint.ConnectionCount <= 9, $"{endpoint.ConnectionCount} connections");
        Assert.True(await idle[0].IsClosedAsync());
    }

    [Fact]
    public async Task Many_clients_are_served_at_once()
    {
        EndpointServer endpoint = Start();
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using RawClient client = new(endpoint.Port);
            for (int i = 0; i < 10; i++)
            {
                await client.SendAsync(RawClient.Request(endpoint.Port, Ask, "{}"));
                Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
            }
        }));
        Assert.Equal(1000, endpoint.Statistics.RequestCount);
    }

    [Fact]
    public async Task A_stopped_endpoint_closes_everything_and_leaves_its_port()
    {
        EndpointServer endpoint = Start();
        RawClient idle = Connect(endpoint);
        RawClient served = Connect(endpoint);
        await served.SendAsync(RawClient.Request(endpoint.Port, Ask, "{}"));
        Assert.Equal(200, (await served.ReadAsync())!.StatusCode);
        endpoint.Stop();
        endpoint.Stop();
        Assert.False(endpoint.IsRunning);
        Assert.True(await idle.IsClosedAsync());
        Assert.True(await served.IsClosedAsync());
        Assert.Equal(0, endpoint.ConnectionCount);
        EndpointServer again = Endpoints.InMemory(new EndpointOptions { Port = endpoint.Port });
        _open.Add(again);
        await AssertAnswers(again);
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        EndpointServer endpoint = Start();
        EndpointException error = Assert.Throws<EndpointException>(
            () => Endpoints.InMemory(new EndpointOptions { Port = endpoint.Port }));
        Assert.True(error.IsPortInUse);
        Assert.StartsWith($"The port {endpoint.Port} is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_is_under_way_ends_before_the_endpoint_does_and_one_that_hangs_is_cut()
    {
        using HangingService service = new();
        EndpointServer endpoint = EndpointServer.Start(
            service, new EndpointOptions(), Endpoints.Clock, new HttpLimits { Stop = TimeSpan.FromSeconds(0.5) });
        _open.Add(endpoint);
        RawClient client = Connect(endpoint);
        await client.SendAsync(RawClient.Request(endpoint.Port, Ask, "{}"));
        await service.Called.WaitAsync();
        endpoint.Stop();
        Assert.True(await client.IsClosedAsync());
        await service.Cancelled.WaitAsync(RawClient.Patience);
        Assert.True(service.IsDisposed);
    }

    [Fact]
    public async Task It_listens_on_the_loopback_address_alone()
    {
        EndpointServer endpoint = Start();
        Assert.Equal("127.0.0.1", endpoint.Url.Host);
        IPAddress[] own = await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork);
        foreach (IPAddress address in own.Where(address => !IPAddress.IsLoopback(address)))
        {
            using TcpClient client = new();
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, endpoint.Port));
        }
    }

    internal static async Task AssertAnswers(EndpointServer endpoint)
    {
        using RawClient client = new(endpoint.Port);
        await client.SendAsync(RawClient.Request(endpoint.Port, Ask, "{}"));
        Assert.Equal(200, (await client.ReadAsync())!.StatusCode);
    }

    private EndpointServer Start(HttpLimits? limits = null)
    {
        EndpointServer endpoint = Endpoints.InMemory(limits: limits);
        _open.Add(endpoint);
        return endpoint;
    }

    private RawClient Connect(EndpointServer endpoint)
    {
        RawClient client = new(endpoint.Port);
        _open.Add(client);
        return client;
    }
}
