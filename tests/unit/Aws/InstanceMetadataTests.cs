using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class InstanceMetadataTests : NodeMachine
{
    [Fact]
    public void The_metadata_service_is_asked_by_version_2()
    {
        using ScriptedEndpoint metadata = OfNode();
        Assert.Equal(OfMetadata, Identify(Metadata(metadata)).InstanceId);
        Assert.Equal(
            [
                "PUT /latest/api/token | x-aws-ec2-metadata-token-ttl-seconds: 60",
                "GET /latest/meta-data/instance-id | x-aws-ec2-metadata-token: token==",
            ],
            metadata.Calls.Select(Asked));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(500)]
    public void A_metadata_service_that_refuses_version_2_is_not_asked_by_version_1(int code)
    {
        using ScriptedEndpoint metadata = new(
            _ => ScriptedAnswer.Status(code, OfMetadata).With("Location", "/latest/meta-data/instance-id"));
        Assert.EndsWith(
            $"; the instance metadata service gave no token (HTTP status {code})",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
        Assert.Equal("PUT", Assert.Single(metadata.Calls).Request.Method);
    }

    [Theory]
    [InlineData(200, "", "has no instance ID")]
    [InlineData(200, "<html>", "has '<html>', which is not the instance ID of a node")]
    [InlineData(404, "i-01234567", "gave no instance ID (HTTP status 404)")]
    public void An_odd_answer_of_the_metadata_service_is_told(int status, string body, string clause)
    {
        using ScriptedEndpoint metadata = new(call =>
            call.Request.Method == "PUT" ? ScriptedAnswer.Ok("t") : ScriptedAnswer.Status(status, body));
        NodeIdentity identity = Identify(Metadata(metadata));
        Assert.Null(identity.InstanceId);
        Assert.EndsWith($"; the instance metadata service {clause}", identity.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("to\nken")]
    [InlineData("tökèn")]
    public void A_token_that_is_none_is_not_used(string token)
    {
        using ScriptedEndpoint metadata = new(_ => ScriptedAnswer.Ok(token));
        Assert.EndsWith(
            "; the instance metadata service gave an invalid token",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
        Assert.Single(metadata.Calls);
    }

    [Fact]
    public void An_answer_without_end_is_not_taken_in()
    {
        using ScriptedEndpoint metadata = new(_ => ScriptedAnswer.Ok(new string('t', 100_000)));
        Assert.Contains(
            "; the instance metadata service can't be asked: ",
            Identify(Metadata(metadata)).Source,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_metadata_service_that_is_not_there_is_told()
    {
        Variables.Clear();
        string clause = Clauses()[3];
        Assert.StartsWith("the instance metadata service can't be asked: ", clause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("TRUE")]
    [InlineData("True")]
    public void A_metadata_service_that_is_turned_off_is_not_contacted(string value)
    {
        using ScriptedEndpoint metadata = OfNode();
        AwsEnvironment environment = Metadata(metadata);
        Variables["AWS_EC2_METADATA_DISABLED"] = value;
        Assert.Null(Identify(environment).InstanceId);
        Assert.Empty(metadata.Calls);
        Variables["AWS_EC2_METADATA_DISABLED"] = "false";
        Assert.Equal(OfMetadata, Identify(environment).InstanceId);
    }

    [Fact]
    public void The_address_of_the_metadata_service_is_the_given_one_or_that_of_the_mode()
    {
        using ScriptedEndpoint metadata = OfNode();
        Variables.Clear();
        Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "ipv6";
        Assert.Equal(OfMetadata, Identify(Surroundings with { MetadataEndpointIPv6 = metadata.Url }).InstanceId);
        Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"] = "IPv4";
        Assert.Equal(OfMetadata, Identify(Surroundings with { MetadataEndpoint = metadata.Url }).InstanceId);
        Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"{metadata.Url}";
        Assert.Equal(OfMetadata, Identify().InstanceId);
    }

    [Theory]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ftp://127.0.0.1", "which is not an HTTP address")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT", "127.0.0.1", "which is not an HTTP address")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5", "neither IPv4 nor IPv6")]
    public void An_odd_address_of_the_metadata_service_is_told(string variable, string value, string clause)
    {
        using ScriptedEndpoint metadata = OfNode();
        AwsEnvironment environment = Metadata(metadata);
        Variables[variable] = value;
        NodeIdentity identity = Identify(environment);
        Assert.EndsWith($"; {variable} is '{value}', {clause}", identity.Source, StringComparison.Ordinal);
        Assert.Empty(metadata.Calls);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("GET")]
    public async Task A_hanging_metadata_service_is_cancelled(string method)
    {
        TaskCompletionSource hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ScriptedEndpoint metadata = HangingAt(method, hanging);
        AwsEnvironment environment = Metadata(metadata);
        using CancellationTokenSource cancel = new();
        Task<NodeIdentity> asking = Task.Run(() => Identify(environment, cancel.Token));
        await hanging.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public void A_metadata_service_that_takes_too_long_is_told()
    {
        using ScriptedEndpoint metadata = HangingAt("PUT");
        AwsEnvironment impatient = Metadata(metadata) with { MetadataTimeout = TimeSpan.FromSeconds(0.25) };
        Assert.EndsWith(
            "; the instance metadata service did not answer within 0.25 s",
            Identify(impatient).Source,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_proxy_and_no_redirect_stands_between_the_node_and_its_metadata()
    {
        using HttpClientHandler handler = InstanceMetadata.CreateHandler();
        Assert.False(handler.UseProxy);
        Assert.False(handler.AllowAutoRedirect);
    }

    private static ScriptedEndpoint HangingAt(string method, TaskCompletionSource? hanging = null) => new(call =>
    {
        if (call.Request.Method != method)
        {
            return ScriptedAnswer.Ok("token");
        }

        hanging?.TrySetResult();
        return ScriptedAnswer.Hang();
    });
}
