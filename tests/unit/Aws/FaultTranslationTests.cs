using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;
using Amazon.SecurityToken;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class FaultTranslationTests : IDisposable
{
    private const string Page = "<html><head><title>Sorry</title></head><body>Not <br> now & never</body></html>";

    private readonly ScriptedEndpoint _service = new();
    private readonly AwsInventoryService _aws;

    public FaultTranslationTests() => _aws = LoopbackClient.Make(_service.Url);

    public void Dispose()
    {
        _aws.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData("AccessDeniedException", 400)]
    [InlineData("CustomSchemaCountLimitExceededException", 400)]
    [InlineData("ExpiredTokenException", 400)]
    [InlineData("InternalServerError", 500)]
    [InlineData("InvalidInstanceId", 400)]
    [InlineData("InvalidInventoryItemContextException", 400)]
    [InlineData("InvalidItemContentException", 400, "Custom:RackInfo")]
    [InlineData("InvalidSignatureException", 400)]
    [InlineData("InvalidTypeNameException", 400)]
    [InlineData("ItemContentMismatchException", 400, "Custom:RackInfo")]
    [InlineData("ItemSizeLimitExceededException", 400, "Custom:RackInfo")]
    [InlineData("RequestEntityTooLargeException", 413)]
    [InlineData("RequestTimeTooSkewed", 403)]
    [InlineData("SerializationException", 400)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("SubTypeCountLimitExceededException", 400)]
    [InlineData("ThrottlingException", 400)]
    [InlineData("TotalSizeLimitExceededException", 400)]
    [InlineData("UnknownOperationException", 400)]
    [InlineData("UnrecognizedClientException", 400)]
    [InlineData("UnsupportedInventoryItemContextException", 400, "Custom:RackInfo")]
    [InlineData("UnsupportedInventorySchemaVersionException", 400)]
    [InlineData("ValidationException", 400)]
    public async Task A_fault_keeps_what_the_service_said(string code, int status, string? typeName = null)
    {
        _service.Script = _ => ScriptedAnswer.Fault(code, status, "Some words.", typeName);
        InventoryFault fault = await FaultAsync();
        Assert.Equal(
            (code, status, "Some words.", typeName),
            (fault.Code, fault.StatusCode, fault.Message, fault.TypeName));
        Assert.True(Guid.TryParse(fault.RequestId, out _));
    }

    [Theory]
    [InlineData("InvalidInstanceId", null, "InvalidInstanceId")]
    [InlineData("ThrottlingException", "", "ThrottlingException")]
    [InlineData("com.amazon.coral.service#SerializationException", null, "SerializationException")]
    [InlineData("ThrottlingException:http://internal.amazon.com/", null, "ThrottlingException")]
    public async Task Words_and_prefixes_are_not_made_up(string type, string? message, string code)
    {
        _service.Script = _ => ScriptedAnswer.Fault(type, message: message);
        InventoryFaultException error = await FailureAsync<InventoryFaultException>();
        Assert.Equal((code, null), (error.Fault.Code, error.Fault.Message));
        Assert.Equal(code, error.Message);
    }

    [Theory]
    [InlineData(408, "", "RequestTimeoutException")]
    [InlineData(429, "Slow down", "ThrottlingException")]
    [InlineData(413, Page, "RequestEntityTooLargeException")]
    [InlineData(502, Page, "BadGateway")]
    [InlineData(503, "upstream connect error", "ServiceUnavailable")]
    [InlineData(503, "{\"__type\":\"Serv", "ServiceUnavailable")]
    [InlineData(504, "", "GatewayTimeout")]
    [InlineData(529, Page, "InternalFailure")]
    public async Task What_passes_gets_a_code_where_it_has_none(int status, string body, string code)
    {
        _service.Script = _ => ScriptedAnswer.Status(status, body);
        InventoryFault fault = await FaultAsync();
        Assert.Equal((code, status, null), (fault.Code, fault.StatusCode, fault.RequestId));
        Assert.Contains($"HTTP status {status}", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, Page)]
    [InlineData(200, "{\"Message\":\"cut")]
    [InlineData(200, "{\"login\":\"please\"}")]
    [InlineData(200, "[1]")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(302, Page)]
    [InlineData(400, "upstream connect error", "'upstream connect error'")]
    [InlineData(400, "{\"Message\":\"cut")]
    [InlineData(404, "<html><body>Not here</body></html>", "HTTP status 404")]
    [InlineData(407, Page, "A proxy")]
    [InlineData(500, "{\"error\":\"no\"}")]
    public async Task What_anyone_could_answer_is_no_answer(int status, string body, string words = "not an answer of")
    {
        _service.Script = _ => ScriptedAnswer.Status(status, body);
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>();
        Assert.Equal((ConnectionProblem.UnexpectedAnswer, "UnexpectedAnswer"), (error.Problem, error.Code));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_stands_in_one_line()
    {
        _service.Script = _ => ScriptedAnswer.Status(400, "a\r\n\tb" + new string('c', 5000), "text/plain");
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>();
        Assert.InRange(error.Message.Length, 100, 500);
        Assert.Contains("'a bccc", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData(0, 200)]
    [InlineData(20, 200)]
    [InlineData(20, 400)]
    [InlineData(20, 503)]
    public async Task A_reset_in_the_middle_is_a_broken_connection(int? afterBytes, int status)
    {
        _service.Script = _ => ScriptedAnswer.AfterApplying(ScriptedAnswer.Reset(afterBytes, status));
        await AssertProblemAsync(ConnectionProblem.ConnectionBroken);
        Assert.Single(_service.Stored);
        Assert.Equal(1, _service.CallCount);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_an_answer_is_broken()
    {
        // On a connection that was good for a call before, too: nothing may send the call again on its own.
        await PutAsync(_aws);
        _service.Script = _ => ScriptedAnswer.Close();
        await AssertProblemAsync(ConnectionProblem.ConnectionBroken);
        Assert.Equal(2, _service.CallCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task An_answer_that_never_comes_or_never_ends_is_a_timeout(int? afterBytes)
    {
        _service.Script = _ => ScriptedAnswer.Hang(afterBytes);
        using AwsInventoryService aws = LoopbackClient.Make(_service.Url, LoopbackClient.Impatience);
        await AssertProblemAsync(ConnectionProblem.RequestTimeout, aws);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_refuses()
    {
        using AwsInventoryService aws = LoopbackClient.Make(Nowhere());
        InventoryConnectionException error = await AssertProblemAsync(ConnectionProblem.ConnectionRefused, aws);
        Assert.StartsWith("http://127.0.0.1:", error.Endpoint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_makes_no_safe_connection()
    {
        using AwsInventoryService aws = LoopbackClient.Make(new UriBuilder(_service.Url) { Scheme = "https" }.Uri);
        await AssertProblemAsync(ConnectionProblem.TlsFailed, aws);
    }

    [Fact]
    public async Task A_name_without_an_address_is_not_resolved()
    {
        using AwsInventoryService aws = LoopbackClient.Make(new Uri("http://nowhere.invalid"));
        await AssertProblemAsync(ConnectionProblem.NameNotResolved, aws);
    }

    [Fact]
    public async Task A_proxy_that_lets_nothing_through_is_named()
    {
        using AwsInventoryService aws = LoopbackClient.Make(new Uri("https://nowhere.invalid"), proxy: _service.Url);
        InventoryConnectionException error = await AssertProblemAsync(ConnectionProblem.ConnectionFailed, aws);
        Assert.Contains("proxy", error.Message, StringComparison.Ordinal);
        using AwsInventoryService other = LoopbackClient.Make(new Uri("https://nowhere.invalid"), proxy: Nowhere());
        await AssertProblemAsync(ConnectionProblem.ConnectionRefused, other);
    }

    [Fact]
    public void A_name_and_password_in_the_address_are_not_shown()
    {
        Uri url = new("http://user:password@127.0.0.1:" + Nowhere().Port);
        InventoryConnectionException error = Assert.IsType<InventoryConnectionException>(
            FailureTranslation.Translate(new HttpRequestException("No"), url, "PutInventory"));
        Assert.DoesNotContain("password", error.Message + error.Endpoint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task The_caller_cancels_while_an_answer_is_waited_for(int? afterBytes)
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _service.Script = _ =>
        {
            arrived.SetResult();
            return ScriptedAnswer.Hang(afterBytes);
        };
        Task<PutInventoryResponse> call = PutAsync(_aws, cancellation.Token);
        await arrived.Task;
        await cancellation.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_caller_that_has_cancelled_sends_nothing()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => PutAsync(_aws, new CancellationToken(true)));
        Assert.Equal(0, _service.CallCount);
    }

    public static TheoryData<Exception, string> CredentialFailures => new()
    {
        { new AmazonClientException("Unable to get credentials."), "Unable to get credentials" },
        {
            new AmazonClientException(
                "Error calling AssumeRole for role arn:aws:iam::1:role/r",
                new AmazonSecurityTokenServiceException(
                    "Not authorized.", ErrorType.Sender, "AccessDenied", "id", HttpStatusCode.Forbidden)),
            "Error calling AssumeRole for role arn:aws:iam::1:role/r: AccessDenied: Not authorized"
        },
        {
            new AmazonSecurityTokenServiceException(
                "The token is too old.", ErrorType.Sender, "ExpiredToken", "id", HttpStatusCode.Forbidden),
            "ExpiredToken: The token is too old"
        },
        { new AmazonServiceException("Unable to reach credentials server"), "Unable to reach credentials server" },
        {
            new ProcessAWSCredentialException("terminated with X", new TimeoutException("Too late.")),
            "The credential process failed: Too late"
        },
    };

    [Theory]
    [MemberData(nameof(CredentialFailures), DisableDiscoveryEnumeration = true)]
    public async Task Credentials_that_cannot_be_got_are_no_fault_of_the_service(Exception failure, string words)
    {
        using AwsInventoryService aws = LoopbackClient.Make(_service.Url, credentials: new Failing(failure));
        InventoryCredentialException error = await FailureAsync<InventoryCredentialException>(aws);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.CallCount);
    }

    [Fact]
    public async Task A_source_of_credentials_that_is_not_reached_is_not_taken_for_the_service()
    {
        TranslatingCredentials credentials = new(
            new Failing(new HttpRequestException("Nobody at sts.invalid")), error => error.Message);
        using AwsInventoryService aws = LoopbackClient.Make(_service.Url, credentials: credentials);
        InventoryCredentialException error = await FailureAsync<InventoryCredentialException>(aws);
        Assert.Contains("Nobody at sts.invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_failure_of_a_call_stays_as_it_is()
    {
        NullReferenceException error = new();
        Assert.Same(error, FailureTranslation.Translate(error, _service.Url, "PutInventory"));
    }

    private static Uri Nowhere()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private static Task<PutInventoryResponse> PutAsync(
        AwsInventoryService aws,
        CancellationToken cancellation = default) =>
        aws.PutInventoryAsync(new PutInventoryRequest(Items.Node, [Items.Valid()]), cancellation);

    private async Task<InventoryConnectionException> AssertProblemAsync(
        ConnectionProblem problem,
        AwsInventoryService? aws = null)
    {
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>(aws);
        Assert.Equal((problem, problem.ToString()), (error.Problem, error.Code));
        Assert.Contains(error.Endpoint, error.Message, StringComparison.Ordinal);
        return error;
    }

    private async Task<InventoryFault> FaultAsync() => (await FailureAsync<InventoryFaultException>()).Fault;

    private async Task<T> FailureAsync<T>(AwsInventoryService? aws = null)
        where T : InventoryServiceException
    {
        T error = await Assert.ThrowsAsync<T>(() => PutAsync(aws ?? _aws));
        Assert.DoesNotMatch(@"Amazon\.|System\.|inner exception|secret|\n|\.\.", error.Message);
        return error;
    }

    private sealed class Failing(Exception failure) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw failure;
    }
}
