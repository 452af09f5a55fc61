using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class FaultTranslationTests : LoopbackTests
{
    private const string Page = "<html><head><title>Sorry</title></head><body>Not <br> now & never</body></html>";

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
    public async Task A_fault_keeps_what_theServer_said(string code, int status, string? typeName = null)
    {
        Server.Script = _ => ScriptedAnswer.Fault(code, status, "Some words.", typeName);
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
        Server.Script = _ => ScriptedAnswer.Fault(type, message: message);
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
        Server.Script = _ => ScriptedAnswer.Status(status, body);
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
        Server.Script = _ => ScriptedAnswer.Status(status, body);
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>();
        Assert.Equal((ConnectionProblem.UnexpectedAnswer, "UnexpectedAnswer"), (error.Problem, error.Code));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_answer_is_cut_and_stands_in_one_line()
    {
        Server.Script = _ => ScriptedAnswer.Status(400, "a\r\n\tb" + new string('c', 5000), "text/plain");
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>();
        Assert.InRange(error.Message.Length, 100, 500);
        Assert.Contains("'a bccc", error.Message, StringComparison.Ordinal);
    }

    private async Task<InventoryFault> FaultAsync() => (await FailureAsync<InventoryFaultException>()).Fault;
}
