using System.Globalization;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>Answers of servers that are not Systems Manager, or have no inventory.</summary>
public sealed class UnexpectedResponseTests : LoopbackTests
{
    private const string Xml = "application/xml";
    private const string FlaskPage =
        "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n"
        + "<p>The server encountered an internal error.</p>\n";
    private const string NotImplemented =
        "API action 'PutInventory' for service 'ssm' not yet implemented or pro feature";

    public static TheoryData<ScriptedAnswer, string, string> MissingOperations => new()
    {
        {
            ScriptedAnswer.Fault("InternalFailure", 501, NotImplemented),
            "InternalFailure",
            $"(it answered 501 InternalFailure: {NotImplemented})"
        },
        {
            ScriptedAnswer.Fault("UnknownOperationException"),
            "UnknownOperationException",
            "(it answered 400 UnknownOperationException)"
        },
        {
            ScriptedAnswer.Fault("UnknownOperation", 404, "No."),
            "UnknownOperation",
            "(it answered 404 UnknownOperation: No.)"
        },
        { ScriptedAnswer.Fault("InvalidAction", 400, "No."), "InvalidAction", "(it answered 400 InvalidAction: No.)" },
        { ScriptedAnswer.Status(501), "NotImplemented", "(it answered HTTP status 501 and an empty body)" },
        {
            ScriptedAnswer.Status(501, "<html><title>501 Not Implemented</title></html>"),
            "NotImplemented",
            "(it answered HTTP status 501 and the web page '501 Not Implemented')"
        },
        {
            ScriptedAnswer.Status(501, "<Error><Code>NotImplemented</Code><Message>A header.</Message></Error>", Xml),
            "NotImplemented",
            "(it answered HTTP status 501 and an XML error, 'NotImplemented': 'A header.')"
        },
    };

    [Theory]
    [MemberData(nameof(MissingOperations), DisableDiscoveryEnumeration = true)]
    public async Task A_server_without_the_operation_is_named_as_such_and_not_asked_again(
        ScriptedAnswer answer, string code, string words)
    {
        Server.Script = _ => answer;
        InventoryFaultException error = await Assert.ThrowsAsync<InventoryFaultException>(PutAsync);
        Assert.Equal(code, error.Code);
        Assert.Equal($"The endpoint '{Server.Url}' has no PutInventory {words}.", error.Message);
        Assert.Equal(FailureKind.Account, ServiceFailure.Of(error).Kind);
        InventoryFaultException read = await Assert.ThrowsAsync<InventoryFaultException>(
            () => Aws.GetInventorySchemaAsync(new GetInventorySchemaRequest(), default));
        Assert.Contains("has no GetInventorySchema", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        404,
        "text/html",
        "<html><head><title>Not\n Found</title></head></html>",
        "HTTP status 404 and the web page 'Not Found',",
        nameof(FailureKind.Account))]
    [InlineData(
        404,
        "text/html",
        "<html><body>Not <b>here</b> &amp; never</body></html>",
        "a web page, 'Not here & never',",
        nameof(FailureKind.Account))]
    [InlineData(405, "text/html", "", "HTTP status 405 and an empty body,", nameof(FailureKind.Account))]
    [InlineData(400, "text/html", "Bad Request", "and 'Bad Request',", nameof(FailureKind.Account))]
    [InlineData(
        400,
        Xml,
        "<?xml version=\"1.0\"?>\n<ErrorResponse xmlns=\"http://x/\"><Error><Type>Sender</Type>"
        + "<Code>InvalidAction</Code><Message>No such action.</Message></Error></ErrorResponse>",
        "an XML error, 'InvalidAction': 'No such action.',",
        nameof(FailureKind.Account))]
    [InlineData(
        405,
        Xml,
        "<Error><Code>MethodNotAllowed</Code><Resource>/</Resource></Error>",
        "an XML error, 'MethodNotAllowed',",
        nameof(FailureKind.Account))]
    [InlineData(
        403,
        "text/html",
        "<html><title>Blocked</title></html>",
        "the web page 'Blocked',",
        nameof(FailureKind.Unreachable))]
    [InlineData(
        500,
        "text/html",
        FlaskPage,
        "the web page '500 Internal Server Error',",
        nameof(FailureKind.Unreachable))]
    [InlineData(200, "application/json", "[]", "HTTP status 200 and '[]',", nameof(FailureKind.Unreachable))]
    [InlineData(200, "text/plain", "\"ok\"", "HTTP status 200 and '\"ok\"',", nameof(FailureKind.Unreachable))]
    [InlineData(
        200,
        "text/html",
        "<html><title>Sign in</title></html>",
        "the web page 'Sign in',",
        nameof(FailureKind.Unreachable))]
    [InlineData(200, "text/plain", "  ", "HTTP status 200 and an empty body,", nameof(FailureKind.Unreachable))]
    public async Task Another_server_is_judged_by_what_it_answered(
        int status, string type, string body, string words, string kind)
    {
        Server.Script = _ => ScriptedAnswer.Status(status, body, type);
        InventoryConnectionException error = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Equal((ConnectionProblem.UnexpectedAnswer, status), (error.Problem, error.StatusCode));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(Enum.Parse<FailureKind>(kind), ServiceFailure.Of(error).Kind);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("true {}")]
    public async Task An_answer_that_is_not_an_object_is_no_success_whatever_its_request_ID(string body)
    {
        Server.Script = _ => ScriptedAnswer.Ok(body);
        await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        await Assert.ThrowsAsync<InventoryConnectionException>(
            () => Aws.GetInventorySchemaAsync(new GetInventorySchemaRequest(), default));
    }

    [Fact]
    public async Task An_empty_body_with_a_request_ID_is_a_success_of_PutInventory_and_of_nothing_else()
    {
        Server.Script = _ => ScriptedAnswer.Ok("");
        PutInventoryResponse response = await PutAsync();
        Assert.Null(response.Message);
        Assert.True(Guid.TryParse(response.RequestId, out _));
        Server.Script = _ => ScriptedAnswer.Ok("\r\n ");
        await PutAsync();
        InventoryConnectionException read = await Assert.ThrowsAsync<InventoryConnectionException>(
            () => Aws.GetInventorySchemaAsync(new GetInventorySchemaRequest(), default));
        Assert.Contains("an empty body", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_says_where_it_leads()
    {
        Server.Script = _ => ScriptedAnswer.Status(302).With("Location", "https://login.example/");
        InventoryConnectionException error = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains("It redirects to 'https://login.example/'.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, Server.CallCount);
    }

    [Fact]
    public async Task Control_characters_are_shown_and_the_fault_keeps_the_exact_text()
    {
        const string Code = "Bad\u001b[31mException";
        const string Message = "One\r\n  two\u001b]0;title\u0007\u009b2J\u202e";
        Server.Script = _ => ScriptedAnswer.Fault(Code, 400, Message, "Custom:\u001bX");
        InventoryFaultException error = await Assert.ThrowsAsync<InventoryFaultException>(PutAsync);
        Assert.Equal((Code, Message), (error.Fault.Code, error.Fault.Message));
        Assert.Equal(@"Bad\u001B[31mException", error.Code);
        Assert.Equal(@"Bad\u001B[31mException: One two\u001B]0;title\u0007\u009B2J\u202E", error.Message);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "120", 120)]
    [InlineData(503, "in 90", 90)]
    [InlineData(503, "in -60", null)]
    [InlineData(503, "0", null)]
    [InlineData(503, "-5", null)]
    [InlineData(503, "soon", null)]
    [InlineData(503, "1.5", null)]
    [InlineData(503, "99999999999999999999", null)]
    [InlineData(503, "86401", null)]
    public async Task Retry_After_is_read_from_pages_and_from_faults(int status, string value, int? seconds)
    {
        TimeSpan? expected = seconds is int s ? TimeSpan.FromSeconds(s) : null;

        // The real time: the SDK keeps the clock of a server that is off for the calls of other tests.
        DateTimeOffset now = DateTimeOffset.UtcNow;
        value = value.StartsWith("in ", StringComparison.Ordinal)
            ? now.AddSeconds(int.Parse(value[3..], CultureInfo.InvariantCulture))
                .ToString("R", CultureInfo.InvariantCulture)
            : value;
        foreach (ScriptedAnswer answer in new[]
        {
            ScriptedAnswer.Status(status, "<html></html>"), ScriptedAnswer.Fault("ThrottlingException", status),
        })
        {
            Server.Script = _ => answer.With("Date", now.ToString("R", CultureInfo.InvariantCulture))
                .With("Retry-After", value);
            Assert.Equal(expected, (await Assert.ThrowsAsync<InventoryFaultException>(PutAsync)).RetryAfter);
        }
    }

    [Fact]
    public async Task A_date_without_the_time_of_the_server_is_measured_by_this_machine()
    {
        ManualClock clock = new();
        using AwsInventoryService aws = LoopbackClient.Make(Server.Url, clock: clock);
        string date = clock.UtcNow.AddHours(2).ToString("R");
        Server.Script = _ => ScriptedAnswer.Status(503).With("Retry-After", date);
        InventoryFaultException error = await Assert.ThrowsAsync<InventoryFaultException>(() => PutAsync(aws));
        Assert.Equal(TimeSpan.FromHours(2), error.RetryAfter);
    }

    [Fact]
    public async Task A_page_with_the_header_of_a_fault_is_a_page()
    {
        Server.Script = _ => ScriptedAnswer.Status(404, "<html><title>No</title>")
            .With("x-amzn-ErrorType", "InvalidInstanceId");
        InventoryConnectionException page = await Assert.ThrowsAsync<InventoryConnectionException>(PutAsync);
        Assert.Contains("the web page 'No'", page.Message, StringComparison.Ordinal);
        Server.Script = _ => ScriptedAnswer.Status(400).With("x-amzn-ErrorType", "InvalidInstanceId:http://x/");
        InventoryFaultException fault = await Assert.ThrowsAsync<InventoryFaultException>(PutAsync);
        Assert.Equal("InvalidInstanceId", fault.Code);
    }
}
