using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>Errors of odd forms, and answers of any size and pace.</summary>
public sealed class HostileAnswerTests : LoopbackTests
{
    private const long HalfGigabyte = 500_000_000;
    private const long MaxRead = 20_000_000;

    public static TheoryData<int, string, string> OddErrors
    {
        get
        {
            TheoryData<int, string, string> data = [];
            foreach (int status in new[] { 400, 413, 429, 500, 502, 503 })
            {
                foreach (string member in new[] { "message", "Message", "code", "__type", "TypeName" })
                {
                    foreach (string value in new[] { "[]", "[\"x\"]", "{}", "{\"a\":1}", "7", "true", "null" })
                    {
                        data.Add(status, member, value);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(OddErrors))]
    public async Task An_error_with_a_member_of_another_type_keeps_its_status_and_code(
        int status, string member, string value)
    {
        bool isCode = member is "code" or "__type";
        string code = isCode ? "" : "\"__type\":\"ThrottlingException\",";
        Server.Script = _ => ScriptedAnswer.AfterApplying(
            ScriptedAnswer.Ok($$"""{{{code}}"{{member}}":{{value}}}""").WithStatus(status));
        InventoryServiceException error = await Assert.ThrowsAnyAsync<InventoryServiceException>(PutAsync);
        Assert.Single(Server.Stored);
        Assert.Equal(1, Server.CallCount);
        if (isCode && status == 400)
        {
            InventoryConnectionException foreign = Assert.IsType<InventoryConnectionException>(error);
            Assert.Equal(ConnectionProblem.UnexpectedAnswer, foreign.Problem);
            return;
        }

        InventoryFault fault = Assert.IsType<InventoryFaultException>(error).Fault;
        Assert.Equal(status, fault.StatusCode);
        Assert.Equal(isCode ? ByStatus(status) : "ThrottlingException", fault.Code);
    }

    [Theory]
    [InlineData("ThrottlingException:http://internal/", "ThrottlingException")]
    [InlineData("com.amazon#", null)]
    [InlineData(":", null)]
    public async Task A_code_without_a_name_is_none(string type, string? code)
    {
        Server.Script = _ => ScriptedAnswer.Fault(type, 400);
        InventoryServiceException error = await Assert.ThrowsAnyAsync<InventoryServiceException>(PutAsync);
        Assert.Equal(code ?? "UnexpectedAnswer", error.Code);
    }

    public static TheoryData<string, int> Endless => new()
    {
        { "declared", 200 },
        { "declared", 503 },
        { "chunked", 200 },
        { "chunked", 503 },
        { "bomb", 200 },
        { "bomb", 503 },
    };

    [Theory]
    [MemberData(nameof(Endless))]
    public async Task A_large_body_is_cut_off(string mode, int status)
    {
        using ScriptedStream server = mode switch
        {
            "declared" => ScriptedStream.Declared(HalfGigabyte, status),
            "chunked" => ScriptedStream.Chunked(HalfGigabyte, status),
            _ => ScriptedStream.Bomb(HalfGigabyte, status),
        };
        using AwsInventoryService aws = LoopbackClient.Make(server.Url);
        InventoryServiceException error = await Assert.ThrowsAnyAsync<InventoryServiceException>(() => PutAsync(aws));
        Assert.InRange(server.Sent, 0, MaxRead);
        if (status == 200)
        {
            Assert.IsType<InventoryAnswerException>(error);
            Assert.EndsWith(
                "answered PutInventory with a body that is larger than 4 MB.", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("ServiceUnavailable", error.Code);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task The_timeout_holds_for_the_whole_answer(int status)
    {
        using ScriptedStream server = ScriptedStream.Drip(TimeSpan.FromMilliseconds(20), status);
        using AwsInventoryService aws = LoopbackClient.Make(server.Url, LoopbackClient.Impatience);
        InventoryConnectionException error =
            await Assert.ThrowsAsync<InventoryConnectionException>(() => PutAsync(aws));
        Assert.Equal(ConnectionProblem.RequestTimeout, error.Problem);
        Assert.InRange(server.Sent, 0, 1000);
    }

    [Theory]
    [InlineData("headers", "UnexpectedAnswer")]
    [InlineData("header", "UnexpectedAnswer")]
    [InlineData("interim", "UnexpectedAnswer")]
    [InlineData("chunk size", "UnexpectedAnswer")]
    [InlineData("trailers", "UnexpectedAnswer")]
    public async Task What_has_no_end_in_HTTP_ends_the_call(string mode, string code)
    {
        using ScriptedStream server = mode switch
        {
            "headers" => ScriptedStream.Headers(),
            "header" => ScriptedStream.Header(),
            "interim" => ScriptedStream.Interim(),
            "chunk size" => ScriptedStream.ChunkSize(),
            _ => ScriptedStream.Trailers(),
        };
        using AwsInventoryService aws = LoopbackClient.Make(server.Url);
        InventoryConnectionException error =
            await Assert.ThrowsAsync<InventoryConnectionException>(() => PutAsync(aws));
        Assert.True(error.Code == code, $"{error}");
        Assert.InRange(server.Sent, 0, MaxRead);
    }

    [Fact]
    public async Task A_body_that_drips_can_be_cancelled()
    {
        using ScriptedStream server = ScriptedStream.Drip(TimeSpan.FromMilliseconds(20));
        using AwsInventoryService aws = LoopbackClient.Make(server.Url);
        using CancellationTokenSource cancel = new();
        Task<PutInventoryResponse> call = PutAsync(aws, cancel.Token);
        while (server.Sent == 0 && !call.IsCompleted)
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.InRange(server.Sent, 1, 1000);
    }

    [Fact]
    public async Task A_length_that_is_not_true_takes_no_memory()
    {
        using ScriptedStream server = ScriptedStream.Short(int.MaxValue);
        using AwsInventoryService aws = LoopbackClient.Make(server.Url);
        InventoryConnectionException error =
            await Assert.ThrowsAsync<InventoryConnectionException>(() => PutAsync(aws));
        Assert.Equal(ConnectionProblem.ConnectionBroken, error.Problem);
    }

    private static string ByStatus(int status) => status switch
    {
        413 => "RequestEntityTooLargeException",
        429 => "ThrottlingException",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        _ => "InternalFailure",
    };
}
