using Amazon.Runtime;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>Files and answers with credentials, of any size.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class BoundedCredentialTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/x";

    private readonly Machine _machine = new();
    private readonly ProcessEnvironment _process = new();

    public void Dispose()
    {
        _process.Dispose();
        _machine.Dispose();
    }

    [Theory]
    [InlineData(".aws/credentials")]
    [InlineData(".aws/config")]
    public void A_large_file_is_not_read_for_profiles(string name)
    {
        _machine.WriteCredentials(Machine.Keys("default", Machine.AccessKey));
        string file = _machine.Write(name, Machine.Keys("default", Machine.AccessKey) + new string('#', 5_000_000));
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(new ServiceConnection { Region = "eu-west-1" }));
        Assert.Equal(CredentialProblem.InvalidCredentials, error.Problem);
        Assert.Contains($"{file} is larger than 4 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_token_file_is_not_sent()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Status(500));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        string token = _machine.Write("token", new string('t', 100_000));
        InventoryCredentialException error = Fails(token);
        Assert.Contains($"{token} is larger than 64 KB", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.CallCount);
    }

    [Fact]
    public void A_large_answer_of_the_token_service_is_cut_off()
    {
        using ScriptedStream server = ScriptedStream.Chunked(500_000_000);
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        InventoryCredentialException error = Fails(_machine.Write("token", "t"));
        Assert.Contains(Role, error.Message, StringComparison.Ordinal);
        Assert.InRange(server.Sent, 1, 100_000_000);
    }

    private InventoryCredentialException Fails(string token)
    {
        _machine["AWS_ROLE_ARN"] = Role;
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = token;
        AWSCredentials credentials = _machine.Resolve(new ServiceConnection { Region = "eu-west-1" }).Credentials;
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(credentials.GetCredentials);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        return error;
    }
}
