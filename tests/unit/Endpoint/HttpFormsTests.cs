using System.Text;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>Forms of HTTP that clients other than the AWS SDKs use, over a socket.</summary>
public sealed class HttpFormsTests : IDisposable
{
    private readonly EndpointServer _endpoint = Endpoints.InMemory(
        limits: new HttpLimits { BodyBytes = 1000, HeadBytes = 2000 });

    private readonly RawClient _client;

    public HttpFormsTests() => _client = new RawClient(_endpoint.Port);

    public void Dispose()
    {
        _client.Dispose();
        _endpoint.Dispose();
    }

    [Fact]
    public async Task HEAD_is_answered_without_a_body_and_the_connection_goes_on()
    {
        await _client.SendAsync($"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{_endpoint.Port}\r\n\r\n");
        RawAnswer head = (await _client.ReadAsync(hasBody: false))!;
        Assert.Equal((405, "Method Not Allowed", "POST"), (head.StatusCode, head.Reason, head.Headers["Allow"]));

        // The length is that of the body that GET gets. A body would be taken for the next answer.
        await _client.SendAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1:{_endpoint.Port}\r\n\r\n");
        RawAnswer get = (await _client.ReadAsync())!;
        Assert.Equal((405, "POST"), (get.StatusCode, get.Headers["Allow"]));
        Assert.Equal(get.Headers["Content-Length"], head.Headers["Content-Length"]);
        Assert.Contains("--endpoint-url", get.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HEAD_that_is_refused_before_it_is_handled_has_no_body_either()
    {
        await _client.SendAsync($"HEAD / HTTP/1.1\r\nHost: 127.0.0.1:{_endpoint.Port}\r\nContent-Length: 5000\r\n\r\n");
        RawAnswer answer = (await _client.ReadAsync(hasBody: false))!;
        Assert.Equal((413, "close"), (answer.StatusCode, answer.Headers["Connection"]));
        _client.EndSending();
        Assert.True(await _client.IsClosedAsync());
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/", "127.0.0.1:{0}", 200)]
    [InlineData("HTTP://localhost:{0}", "localhost:{0}", 200)]
    [InlineData("http://localhost:{0}/", "evil.example", 200)]
    [InlineData("http://evil.example/", "127.0.0.1:{0}", 403)]
    [InlineData("http://127.0.0.1:{0}.evil.example/", "127.0.0.1:{0}", 403)]
    [InlineData("http://127.0.0.1:{0}/somewhere", "127.0.0.1:{0}", 404)]
    [InlineData("http://127.0.0.1:{0}?x=http://y/", "127.0.0.1:{0}", 404)]
    [InlineData("http://127.0.0.1:{0}#/", "127.0.0.1:{0}", 404)]
    [InlineData("/http://127.0.0.1:{0}/", "127.0.0.1:{0}", 404)]
    [InlineData("*", "127.0.0.1:{0}", 404)]
    [InlineData("127.0.0.1:{0}", "127.0.0.1:{0}", 404)]
    [InlineData("https://127.0.0.1:{0}/", "127.0.0.1:{0}", 400)]
    [InlineData("http://user@127.0.0.1:{0}/", "127.0.0.1:{0}", 400)]
    [InlineData("http:///", "127.0.0.1:{0}", 400)]
    [InlineData("://", "127.0.0.1:{0}", 400)]
    public async Task A_target_may_be_a_whole_address_which_names_the_host(string target, string host, int status)
    {
        string text = RawClient.Request(_endpoint.Port, "GetInventory", "{}")
            .Replace("POST / ", $"POST {string.Format(null, target, _endpoint.Port)} ", StringComparison.Ordinal)
            .Replace(
                $"Host: 127.0.0.1:{_endpoint.Port}",
                $"Host: {string.Format(null, host, _endpoint.Port)}",
                StringComparison.Ordinal);
        await _client.SendAsync(text);
        Assert.Equal(status, (await _client.ReadAsync())!.StatusCode);
    }

    [Theory]
    [InlineData("", "Bad Request", 400)]
    [InlineData("POST / HTTP/3.0", "HTTP Version Not Supported", 505)]
    [InlineData("POST / HTTP/1.1", "Forbidden", 403)]
    [InlineData("PUT / HTTP/1.1\r\nHost: localhost:{0}", "Method Not Allowed", 405)]
    [InlineData("POST /x HTTP/1.1\r\nHost: localhost:{0}", "Not Found", 404)]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:{0}", "Unsupported Media Type", 415)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5000", "Content Too Large", 413)]
    [InlineData("POST / HTTP/1.1\r\nExpect: wonders", "Expectation Failed", 417)]
    public async Task The_reason_phrase_is_that_of_the_status(string head, string reason, int status)
    {
        await _client.SendAsync(string.Format(null, head, _endpoint.Port) + "\r\n\r\n");
        RawAnswer answer = (await _client.ReadAsync())!;
        Assert.Equal((status, reason), (answer.StatusCode, answer.Reason));
    }

    [Fact]
    public async Task A_head_that_is_too_large_has_its_phrase()
    {
        await _client.SendAsync("POST / HTTP/1.1\r\nX: " + new string('x', 3000));
        RawAnswer answer = (await _client.ReadAsync())!;
        Assert.Equal((431, "Request Header Fields Too Large"), (answer.StatusCode, answer.Reason));
    }

    [Theory]
    [InlineData(200, "OK")]
    [InlineData(408, "Request Timeout")]
    [InlineData(500, "Internal Server Error")]
    [InlineData(503, "Service Unavailable")]
    [InlineData(599, "")]
    public void A_status_has_its_phrase_or_none(int status, string reason)
    {
        HttpResponse response = new(status, []);
        byte[] bytes = response.Compose(keepsAlive: true, hasBody: true, out _);
        Assert.Equal($"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\n\r\n", Encoding.ASCII.GetString(bytes));
    }
}
