using System.Globalization;
using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using InventoryTools.Aws;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

[Collection(ProcessEnvironment.Name)]
public sealed class ClientTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task A_call_without_credentials_is_not_signed()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok());
        await CallAsync(server, new());
        Assert.DoesNotContain("Authorization", Assert.Single(server.Calls).Headers.Keys);
    }

    [Fact]
    public async Task A_call_with_credentials_is_signed_for_the_region_and_names_the_module()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok());
        await CallAsync(
            server, new() { AccessKey = Machine.AccessKey, SecretKey = Machine.Secret, Region = "eu-west-1" });
        ScriptedCall seen = Assert.Single(server.Calls);
        Assert.Contains($"Credential={Machine.AccessKey}/", seen.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/ssm/aws4_request", seen.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Matches(@"InventoryTools/\d+\.\d+\.\d+( |$)", seen.Headers["User-Agent"]);
    }

    [Theory]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "InvalidSignatureException")]
    public async Task A_fault_is_not_sent_again(int status, string code)
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Fault(code, status, "No."));
        AmazonSimpleSystemsManagementException error =
            await Assert.ThrowsAnyAsync<AmazonSimpleSystemsManagementException>(() => CallAsync(server, Keys()));
        Assert.Equal(code, error.ErrorCode);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_connection_that_is_refused_is_not_tried_again()
    {
        ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok());
        server.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(server, Keys()));
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_corrected_in_one_more_try()
    {
        int calls = 0;
        using ScriptedEndpoint server = new(_ => ++calls == 1 ? OfAnotherTime(3) : ScriptedAnswer.Ok());
        await CallAsync(server, Keys());
        string[] signed = [.. server.Calls.Select(seen => seen.Headers["X-Amz-Date"])];
        Assert.Equal(2, signed.Length);
        Assert.True(Time(signed[1]) - Time(signed[0]) > TimeSpan.FromHours(2), string.Join(' ', signed));
    }

    [Fact]
    public async Task A_clock_that_stays_off_is_not_tried_for_ever()
    {
        int hours = 3;
        using ScriptedEndpoint server = new(_ => OfAnotherTime(hours += 3));
        await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() => CallAsync(server, Keys()));
        Assert.Equal(2, server.CallCount);
    }

    [Fact]
    public async Task Credentials_that_fail_come_out_of_a_call_as_they_are()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok());
        ServiceConnection connection = new() { Credential = new Failing(), Region = "eu-west-1" };
        InventoryCredentialException error = await Assert.ThrowsAsync<InventoryCredentialException>(
            () => CallAsync(server, connection));
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Empty(server.Calls);
    }

    // The SDK takes the time of the server from the fault about the signature.
    private static ScriptedAnswer OfAnotherTime(int hours) =>
        ScriptedAnswer.Fault("InvalidSignatureException", message: "No.")
        .With("Date", DateTime.UtcNow.AddHours(hours).ToString("R", CultureInfo.InvariantCulture));

    private static DateTime Time(string stamp) =>
        DateTime.ParseExact(stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static ServiceConnection Keys() =>
        new() { AccessKey = Machine.AccessKey, SecretKey = Machine.Secret, Region = "eu-west-1" };

    private async Task CallAsync(ScriptedEndpoint server, ServiceConnection connection)
    {
        _machine["AWS_ENDPOINT_URL_SSM"] = $"{server.Url}";
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(connection);
        using SystemsManagerClient client = new(resolved.Credentials, resolved.Config);
        await client.GetInventoryAsync(new Amazon.SimpleSystemsManagement.Model.GetInventoryRequest());
    }

    private sealed class Failing : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidOperationException("S3CR3T");
    }
}
