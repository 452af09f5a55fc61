using System.Net;
using System.Net.Sockets;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class NetworkTranslationTests : LoopbackTests
{
    [Theory]
    [InlineData(null, 200)]
    [InlineData(0, 200)]
    [InlineData(20, 200)]
    [InlineData(20, 400)]
    [InlineData(20, 503)]
    public async Task A_reset_in_the_middle_is_a_broken_connection(int? afterBytes, int status)
    {
        Server.Script = _ => ScriptedAnswer.AfterApplying(ScriptedAnswer.Reset(afterBytes, status));
        await AssertProblemAsync(ConnectionProblem.ConnectionBroken);
        Assert.Single(Server.Stored);
        Assert.Equal(1, Server.CallCount);
    }

    [Fact]
    public async Task A_connection_that_is_closed_without_an_answer_is_broken()
    {
        // On a connection that was good for a call before, too: nothing may send the call again on its own.
        await PutAsync(Aws);
        Server.Script = _ => ScriptedAnswer.Close();
        await AssertProblemAsync(ConnectionProblem.ConnectionBroken);
        Assert.Equal(2, Server.CallCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task An_answer_that_never_comes_or_never_ends_is_a_timeout(int? afterBytes)
    {
        Server.Script = _ => ScriptedAnswer.Hang(afterBytes);
        using AwsInventoryService aws = LoopbackClient.Make(Server.Url, LoopbackClient.Impatience);
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
        using AwsInventoryService aws = LoopbackClient.Make(new UriBuilder(Server.Url) { Scheme = "https" }.Uri);
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
        using AwsInventoryService aws = LoopbackClient.Make(new Uri("https://nowhere.invalid"), proxy: Server.Url);
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
            FailureTranslation.Translate(new HttpRequestException("No"), url, "PutInventory", isSent: true));
        Assert.DoesNotContain("password", error.Message + error.Endpoint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(20)]
    public async Task The_caller_cancels_while_an_answer_is_waited_for(int? afterBytes)
    {
        using CancellationTokenSource cancellation = new();
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Script = _ =>
        {
            arrived.SetResult();
            return ScriptedAnswer.Hang(afterBytes);
        };
        Task<PutInventoryResponse> call = PutAsync(Aws, cancellation.Token);
        await arrived.Task;
        await cancellation.CancelAsync();
        OperationCanceledException error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_caller_that_has_cancelled_sends_nothing()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => PutAsync(Aws, new CancellationToken(true)));
        Assert.Equal(0, Server.CallCount);
    }

    private static Uri Nowhere()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }

    private async Task<InventoryConnectionException> AssertProblemAsync(
        ConnectionProblem problem,
        AwsInventoryService? aws = null)
    {
        InventoryConnectionException error = await FailureAsync<InventoryConnectionException>(aws);
        Assert.Equal((problem, problem.ToString()), (error.Problem, error.Code));
        Assert.Contains(error.Endpoint, error.Message, StringComparison.Ordinal);
        return error;
    }
}
