using System.Globalization;
using InventoryTools.Endpoint.Faults;
using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Signing;
using InventoryTools.Endpoint.Wire;
using InventoryTools.Service;

namespace InventoryTools.Endpoint;

/// <summary>
/// Answers requests as Systems Manager does, and opens no connection. A request must come from a client of AWS, not
/// from a web page: it names this host, has no Origin header, and has a content type that a page can't send without a
/// preflight request.
/// </summary>
internal sealed class RequestHandler(
    IInventoryService service, EndpointOptions options, int port, IClock clock, EndpointStatistics statistics)
{
    private const string Method = "POST";
    private const string ContentType = "application/x-amz-json-1.1";
    private const string TargetHeader = "X-Amz-Target";
    private const string TargetPrefix = "AmazonSSM.";
    private const string RequestIdHeader = "x-amzn-RequestId";

    private static readonly string[] s_loopbackNames = ["127.0.0.1", "localhost", "[::1]"];

    private readonly string[] _hosts =
    [
        .. s_loopbackNames.Select(name => FormattableString.Invariant($"{name}:{port}")),
        .. port == 80 ? s_loopbackNames : [],
    ];

    private readonly SignatureChecker? _signatures = options.Key is null
        ? null
        : new SignatureChecker(options.Key, clock);
    private readonly FaultInjector? _injector = options.Faults is null ? null : new FaultInjector(options.Faults);

    /// <summary>Answers a request.</summary>
    public async Task<HttpResponse> HandleAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if ((Refuse(request) ?? _signatures?.Check(request)) is InventoryFault refused)
        {
            return Refuse(refused);
        }

        string operation = request.Headers[TargetHeader].Substring(TargetPrefix.Length);
        return _injector is null
            ? Respond(await CallAsync(operation, request.Body, cancellationToken).ConfigureAwait(false))
            : await FailAsync(_injector.Next(operation), operation, request.Body, cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Returns the answer to a request that is refused before an operation is called.</summary>
    public HttpResponse Refuse(InventoryFault fault) => Respond(AwsJsonProtocol.Fault(fault));

    private InventoryFault? Refuse(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Host", out string? host)
            || !_hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            return new(
                "AccessDeniedException",
                403,
                FormattableString.Invariant(
                    $"The Host header '{host}' does not name this endpoint: call it as 127.0.0.1:{port} or ")
                    + FormattableString.Invariant($"localhost:{port}."));
        }

        if (request.Headers.ContainsKey("Origin"))
        {
            return new(
                "AccessDeniedException", 403, "The request comes from a web page, and this endpoint answers none.");
        }

        if (request.Method != Method || request.Target != "/")
        {
            return new(
                FaultCode.UnknownOperation,
                request.Method == Method ? 404 : 405,
                "This is an endpoint for AWS Systems Manager Inventory: it answers POST requests to / in the AWS JSON "
                    + "1.1 protocol. Give its address to an AWS client, as in: aws ssm get-inventory --endpoint-url.");
        }

        if (!request.Headers.TryGetValue("Content-Type", out string? type) || !IsContentType(type))
        {
            return new(FaultCode.UnknownOperation, 415, $"The Content-Type '{type}' is not {ContentType}.");
        }

        if (request.Headers.TryGetValue("Content-Encoding", out string? encoding) && encoding != "identity")
        {
            return new(FaultCode.Serialization, 415, $"The Content-Encoding '{encoding}' is not known.");
        }

        return request.Headers.TryGetValue(TargetHeader, out string? target) && target.StartsWith(
            TargetPrefix, StringComparison.Ordinal)
            ? null
            : new InventoryFault(FaultCode.UnknownOperation, 400, null);
    }

    private static bool IsContentType(string value) =>
        value.Split(';')[0].Trim().Equals(ContentType, StringComparison.OrdinalIgnoreCase);

    private async Task<HttpResponse> CallAsync(string operation, byte[] body, CancellationToken cancellationToken)
    {
        try
        {
            return await AwsJsonProtocol.CallAsync(service, operation, body, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (InventoryStoreException error)
        {
            // The owner of the store is the only caller, so the message is not hidden from the client.
            statistics.LastError = error.Message;
            return AwsJsonProtocol.Fault(FaultFactory.Of(FaultCode.InternalServerError, error.Message));
        }
        catch (Exception error)
        {
            // The client gets an answer after any failure, and the owner sees the failure in LastError.
            statistics.LastError = error.ToString();
            return AwsJsonProtocol.Fault(FaultFactory.Of(
                FaultCode.InternalServerError,
                "An error occurred on the server side. Get-InventoryEndpoint shows it as LastError."));
        }
    }

    private async Task<HttpResponse> FailAsync(
        InjectedFault injected, string operation, byte[] body, CancellationToken cancellationToken)
    {
        if (injected.Delay > TimeSpan.Zero)
        {
            await clock.Delay(injected.Delay, cancellationToken).ConfigureAwait(false);
        }

        if (injected.Fault is InventoryFault fault)
        {
            return Refuse(fault);
        }

        // The connection fails before the call is made or after it.
        HttpResponse answer = injected.CallsService
            ? await CallAsync(operation, body, cancellationToken).ConfigureAwait(false)
            : new HttpResponse(200, "{}"u8.ToArray());
        if (injected.Ending != HttpResponseEnding.Complete && !answer.IsFault)
        {
            statistics.AddFault();
        }

        int? sentBytes = injected.Ending == HttpResponseEnding.Closed ? answer.Body.Length / 2 : null;
        return Respond(answer) with { Ending = injected.Ending, SentBytes = sentBytes };
    }

    private HttpResponse Respond(HttpResponse answer)
    {
        statistics.AddRequest();
        if (answer.IsFault)
        {
            statistics.AddFault();
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            [RequestIdHeader] = Guid.NewGuid().ToString(),
            ["Content-Type"] = ContentType,
            ["Date"] = clock.UtcNow.ToString("R", CultureInfo.InvariantCulture),
        };
        if (answer.StatusCode == 405)
        {
            headers["Allow"] = Method;
        }

        return answer with { Headers = headers };
    }
}
