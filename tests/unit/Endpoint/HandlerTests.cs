using System.Text;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Http;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Sqlite;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

public sealed class HandlerTests : IDisposable
{
    private const int Port = 5555;

    private readonly ManualClock _clock = new();
    private readonly LocalInventoryService _service;

    public HandlerTests() => _service = new LocalInventoryService(_ => SqliteInventoryStore.OpenInMemory(), 1, _clock);

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("127.0.0.1:5555")]
    [InlineData("localhost:5555")]
    [InlineData("LOCALHOST:5555")]
    [InlineData("[::1]:5555")]
    public async Task Its_own_names_are_served(string host) =>
        Assert.Equal(200, (await Ask(("Host", host))).StatusCode);

    [Theory]
    [InlineData("evil.example:5555")]
    [InlineData("127.0.0.1.evil.example:5555")]
    [InlineData("127.0.0.1:5556")]
    [InlineData("127.0.0.1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Another_host_is_refused(string? host)
    {
        HttpResponse response = await Ask(("Host", host));
        Assert.Equal(403, response.StatusCode);
        Assert.Contains("127.0.0.1:5555", Text(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_page_gets_no_answer_that_it_could_read()
    {
        HttpResponse fromPage = await Ask(("Origin", "http://evil.example"));
        HttpResponse preflight = await Handler().HandleAsync(
            Request([("Origin", "http://evil.example"), ("Access-Control-Request-Method", "POST")], method: "OPTIONS"),
            default);
        Assert.Equal((403, 403), (fromPage.StatusCode, preflight.StatusCode));
        Assert.DoesNotContain(
            fromPage.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(
            preflight.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/json", 415)]
    [InlineData("application/x-amz-json-1.0", 415)]
    [InlineData(null, 415)]
    [InlineData("Application/X-Amz-Json-1.1 ; charset=UTF-8", 200)]
    public async Task The_content_type_is_that_of_the_protocol(string? type, int status) =>
        Assert.Equal(status, (await Ask(("Content-Type", type))).StatusCode);

    [Theory]
    [InlineData("AmazonSSM.GetParameter")]
    [InlineData("AmazonSSM.getInventory")]
    [InlineData("AmazonSSM.")]
    [InlineData("DynamoDB_20120810.GetItem")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Another_target_is_an_unknown_operation(string? target)
    {
        HttpResponse response = await Ask(("X-Amz-Target", target));
        Assert.Equal((400, """{"__type":"UnknownOperationException"}"""), (response.StatusCode, Text(response)));
    }

    [Theory]
    [InlineData("GET", "/", 405)]
    [InlineData("PUT", "/", 405)]
    [InlineData("POST", "/somewhere", 404)]
    [InlineData("POST", "/?x=y", 404)]
    public async Task Another_method_or_path_is_told_what_this_is(string method, string target, int status)
    {
        HttpResponse response = await Handler().HandleAsync(Request([], method, target), default);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains("--endpoint-url", Text(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fails_on_this_side_is_an_InternalServerError_and_kept_for_the_owner()
    {
        using HangingService service = new();
        EndpointStatistics statistics = new();
        RequestHandler handler = new(service, new EndpointOptions(), Port, _clock, statistics);
        HttpResponse store = await handler.HandleAsync(
            Request([("X-Amz-Target", "AmazonSSM.PutInventory")], body: """{"InstanceId":"i","Items":[]}"""), default);
        Assert.Equal(
            (500, """{"__type":"InternalServerError","Message":"There is no space left for the store '/store.db'."}"""),
            (store.StatusCode, Text(store)));
        HttpResponse inner = await handler.HandleAsync(
            Request(
                [("X-Amz-Target", "AmazonSSM.ListInventoryEntries")], body: """{"InstanceId":"i","TypeName":"T"}"""),
            default);
        Assert.Equal(500, inner.StatusCode);
        Assert.DoesNotContain("inner matter", Text(inner), StringComparison.Ordinal);
        Assert.Contains("inner matter", statistics.LastError, StringComparison.Ordinal);
        Assert.Equal((2, 2), (statistics.RequestCount, statistics.FaultCount));
    }

    [Fact]
    public async Task Every_answer_has_a_request_ID_of_its_own()
    {
        HttpResponse first = await Ask();
        HttpResponse second = await Ask(("Host", "evil"));
        Assert.NotEqual(first.Headers["x-amzn-RequestId"], second.Headers["x-amzn-RequestId"]);
        Assert.Equal("Sat, 31 Jan 2026 12:00:00 GMT", first.Headers["Date"]);
    }

    private RequestHandler Handler() =>
        new(_service, new EndpointOptions(), Port, _clock, new EndpointStatistics());

    private Task<HttpResponse> Ask(params (string Name, string? Value)[] headers) =>
        Handler().HandleAsync(Request(headers), default);

    private static HttpRequest Request(
        (string Name, string? Value)[] changed, string method = "POST", string target = "/", string body = "{}")
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = $"127.0.0.1:{Port}",
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["X-Amz-Target"] = "AmazonSSM.GetInventory",
        };
        foreach ((string name, string? value) in changed)
        {
            headers.Remove(name);
            if (value is not null)
            {
                headers[name] = value;
            }
        }

        return new HttpRequest(method, target, headers, Encoding.UTF8.GetBytes(body));
    }

    private static string Text(HttpResponse response) => Encoding.UTF8.GetString(response.Body);
}
