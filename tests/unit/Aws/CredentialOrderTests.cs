using Amazon.Runtime;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

public sealed class CredentialOrderTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Credentials_are_taken_in_the_order_of_AWS_Tools()
    {
        _machine.WriteCredentials(
            Machine.Keys("default", "DEFAULT") + Machine.Keys("AWS PS Default", "LEGACY")
            + Machine.Keys("other", "PROFILE") + Machine.Keys("env", "ENVPROFILE"));
        _machine["AWS_ACCESS_KEY_ID"] = "ENVKEY";
        _machine["AWS_SECRET_ACCESS_KEY"] = Machine.Secret;
        _machine["AWS_PROFILE"] = "env";
        BasicAWSCredentials given = new("OBJECT", Machine.Secret);
        BasicAWSCredentials stored = new("STORED", Machine.Secret);

        Assert.Equal(
            "KEYS",
            AccessKeyOf(new()
            {
                Region = "eu-west-1",
                AccessKey = "KEYS",
                SecretKey = Machine.Secret,
                ProfileName = "other",
                Credential = given,
                StoredCredentials = stored,
            }));
        Assert.Equal(
            "PROFILE",
            AccessKeyOf(new()
            {
                Region = "eu-west-1",
                ProfileName = "other",
                Credential = given,
                StoredCredentials = stored,
            }));
        Assert.Equal(
            "OBJECT", AccessKeyOf(new() { Region = "eu-west-1", Credential = given, StoredCredentials = stored }));
        Assert.Equal("STORED", AccessKeyOf(new() { Region = "eu-west-1", StoredCredentials = stored }));
        Assert.Equal("ENVKEY", AccessKeyOf(new() { Region = "eu-west-1" }));
        _machine.Variables.Remove("AWS_ACCESS_KEY_ID");
        _machine.Variables.Remove("AWS_SECRET_ACCESS_KEY");
        Assert.Equal("ENVPROFILE", AccessKeyOf(new() { Region = "eu-west-1" }));
        _machine.Variables.Remove("AWS_PROFILE");
        Assert.Equal("DEFAULT", AccessKeyOf(new() { Region = "eu-west-1" }));
        _machine.WriteCredentials(Machine.Keys("AWS PS Default", "LEGACY"));
        Assert.Equal("LEGACY", AccessKeyOf(new() { Region = "eu-west-1" }));
    }

    [Fact]
    public void Temporary_keys_keep_their_token()
    {
        ServiceConnection connection =
            new() { Region = "eu-west-1", AccessKey = "A", SecretKey = "S", SessionToken = "T" };
        Assert.Equal("T", _machine.Resolve(connection).Credentials.GetCredentials().Token);
        _machine["AWS_ACCESS_KEY_ID"] = "E";
        _machine["AWS_SECRET_ACCESS_KEY"] = "S";
        _machine["AWS_SESSION_TOKEN"] = "U";
        Assert.Equal("U", _machine.Resolve(new() { Region = "eu-west-1" }).Credentials.GetCredentials().Token);
    }

    [Theory]
    [InlineData("A", null, null, "the secret key is missing")]
    [InlineData(null, "S3CR3T", null, "the access key is missing")]
    [InlineData(null, null, "T0K3N", "the access key, and the secret key, is missing")]
    public void Half_of_the_keys_is_an_error(string? accessKey, string? secretKey, string? token, string expected)
    {
        InventoryCredentialException error = Fails(
            CredentialProblem.InvalidCredentials,
            new() { AccessKey = accessKey, SecretKey = secretKey, SessionToken = token });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("T0K3N", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_the_keys_in_the_environment_is_an_error()
    {
        _machine.WriteCredentials(Machine.Keys("default", "DEFAULT"));
        _machine["AWS_SECRET_ACCESS_KEY"] = Machine.Secret;
        InventoryCredentialException error = Fails(CredentialProblem.InvalidCredentials, new());
        Assert.Contains("AWS_ACCESS_KEY_ID is missing", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Machine.Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void None_at_all_says_what_was_tried_and_what_to_do()
    {
        InventoryCredentialException error = Fails(
            CredentialProblem.CredentialsNotFound, new() { Region = "eu-west-1" });
        Assert.All(
            [
                "no keys were given", "no profile was named", "$StoredAWSCredentials", "AWS_ACCESS_KEY_ID",
                "AWS_PROFILE is not set",
                "the profile 'default' is not in " + _machine.Credentials, "'AWS PS Default'",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_EC2_METADATA_DISABLED", "-ProfileName", "aws configure",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_session_s_credentials_are_taken_out_of_their_wrapper()
    {
        ServiceConnection connection = new()
        {
            Region = "eu-west-1",
            StoredCredentials = new Wrapper(new BasicAWSCredentials(Machine.AccessKey, Machine.Secret)),
        };
        Assert.Equal(Machine.AccessKey, AccessKeyOf(connection));
        Assert.Equal(Machine.AccountId, _machine.Resolve(connection).AccountId);
    }

    [Theory]
    [InlineData("text")]
    [InlineData(5)]
    public void An_object_that_is_no_credentials_is_an_error(object candidate)
    {
        Fails(CredentialProblem.InvalidCredentials, new() { Credential = candidate });
        Fails(CredentialProblem.InvalidCredentials, new() { StoredCredentials = candidate });
        Fails(CredentialProblem.InvalidCredentials, new() { StoredCredentials = new Wrapper(candidate) });
    }

    [Fact]
    public void An_object_is_asked_each_time()
    {
        Queue<string> keys = new(["FIRST", "SECOND"]);
        ServiceConnection connection = new() { Region = "eu-west-1", Credential = new Changing(keys.Dequeue) };
        AWSCredentials credentials = _machine.Resolve(connection).Credentials;
        Assert.Equal(["FIRST", "SECOND"], keys.ToArray().Select(_ => credentials.GetCredentials().AccessKey));
    }

    [Fact]
    public void What_an_object_throws_is_not_repeated()
    {
        ServiceConnection connection = new()
        {
            Region = "eu-west-1",
            Credential = new Changing(() => throw new InvalidOperationException(Machine.Secret)),
        };
        AWSCredentials credentials = _machine.Resolve(connection).Credentials;
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(credentials.GetCredentials);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.DoesNotContain(Machine.Secret, error.ToString(), StringComparison.Ordinal);
    }

    private string AccessKeyOf(ServiceConnection connection) =>
        _machine.Resolve(connection).Credentials.GetCredentials().AccessKey;

    private InventoryCredentialException Fails(CredentialProblem problem, ServiceConnection connection)
    {
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(connection));
        Assert.Equal((problem, problem.ToString()), (error.Problem, error.Code));
        return error;
    }

    private sealed class Wrapper(object credentials)
    {
        internal object Credentials { get; } = credentials;
    }

    private sealed class Changing(Func<string> accessKey) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => new(accessKey(), Machine.Secret, null);
    }
}
