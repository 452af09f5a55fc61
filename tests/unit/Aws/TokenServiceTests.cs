using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using InventoryTools.Aws;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using Xunit;

namespace InventoryTools.Tests.Aws;

[Collection(ProcessEnvironment.Name)]
public sealed class TokenServiceTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/writer";
    private const string StartUrl = "https://corp.awsapps.example/start";

    private readonly Machine _machine = new();
    private readonly ProcessEnvironment _process = new();

    public TokenServiceTests() => _process["AWS_EC2_METADATA_DISABLED"] = "true";

    public void Dispose()
    {
        _process.Dispose();
        _machine.Dispose();
    }

    [Theory]
    [InlineData("source_profile=base")]
    [InlineData("source_profile=base\nexternal_id=partner")]
    [InlineData("credential_source=Environment")]
    public async Task A_role_is_assumed_with_the_keys_it_names(string source)
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok(Answer("AssumeRole")));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        _process["AWS_ACCESS_KEY_ID"] = "BASE";
        _process["AWS_SECRET_ACCESS_KEY"] = Machine.Secret;
        _machine.WriteConfig(
            Machine.Keys("profile base", "BASE") + $"[profile role]\nrole_arn={Role}\n{source}\nregion=eu-west-1\n");
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new() { ProfileName = "role" });
        Assert.Equal("123456789012", resolved.AccountId);
        Assert.Empty(server.Calls);
        Assert.Equal("TEMPORARY", (await resolved.Credentials.GetCredentialsAsync()).AccessKey);
        Assert.Equal("TEMPORARY", resolved.Credentials.GetCredentials().AccessKey);
        ScriptedCall seen = Assert.Single(server.Calls);
        Assert.Contains("Credential=BASE/", seen.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Contains("/eu-west-1/sts/", seen.Headers["Authorization"], StringComparison.Ordinal);
        Assert.Equal(
            source.Contains("external_id", StringComparison.Ordinal),
            seen.Text.Contains("ExternalId=partner", StringComparison.Ordinal));
    }

    [Fact]
    public void A_role_above_a_role_is_assumed_with_the_first_one_s_keys()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok(Answer("AssumeRole")));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        _machine.WriteConfig(
            Machine.Keys("profile base", "BASE")
            + $"[profile one]\nrole_arn={Role}1\nsource_profile=base\n"
            + $"[profile two]\nrole_arn={Role}2\nsource_profile=one\n");
        _machine.Resolve(new() { ProfileName = "two", Region = "eu-west-1" }).Credentials.GetCredentials();
        Assert.Equal(
            ["BASE", "TEMPORARY"],
            server.Calls.Select(seen => seen.Headers["Authorization"].Split("Credential=")[1].Split('/')[0]));
    }

    [Fact]
    public void A_role_that_is_refused_says_so_without_the_request()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Status(
            403,
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
            + "<Message>Not authorized.\nThe Canonical String was S3CR3T</Message></Error></ErrorResponse>"));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        _machine.WriteConfig(
            Machine.Keys("profile base", "BASE") + $"[profile role]\nrole_arn={Role}\nsource_profile=base\n");
        AWSCredentials credentials = _machine.Resolve(new() { ProfileName = "role", Region = "eu-west-1" }).Credentials;
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(credentials.GetCredentials);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Contains(Role, error.Message, StringComparison.Ordinal);
        Assert.Contains("AccessDenied: Not authorized.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CR3T", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_web_identity_is_taken_from_a_profile_or_the_environment(bool isProfile)
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok(Answer("AssumeRoleWithWebIdentity")));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        string token = _machine.Write("token", "WEBTOKEN");
        if (isProfile)
        {
            _machine.WriteConfig($"[default]\nrole_arn={Role}\nweb_identity_token_file={token}\n");
        }
        else
        {
            _machine["AWS_ROLE_ARN"] = Role;
            _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = token;
        }

        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new() { Region = "eu-west-1" });
        Assert.Equal("123456789012", resolved.AccountId);
        Assert.Equal("TEMPORARY", resolved.Credentials.GetCredentials().AccessKey);
        Assert.Contains("WebIdentityToken=WEBTOKEN", Assert.Single(server.Calls).Text, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sign_in_gives_keys(bool isSession)
    {
        Skip.If(OperatingSystem.IsWindows()); // The SDK finds the folder of sign-ins through HOME elsewhere.
        using ScriptedEndpoint server = new(
            _ => ScriptedAnswer.Ok("""
                {"roleCredentials":{"accessKeyId":"TEMPORARY","secretAccessKey":"s","sessionToken":"t",
                 "expiration":4102444800000}}
                """));
        _process["AWS_ENDPOINT_URL_SSO"] = $"{server.Url}";
        SignIn(isSession, "2099-12-31T00:00:00Z");
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new() { ProfileName = "sso" });
        Assert.Equal("TEMPORARY", resolved.Credentials.GetCredentials().AccessKey);
        Assert.Equal(("123456789012", "eu-west-1"), (resolved.AccountId, resolved.Region));
        Assert.Contains(
            "account_id=123456789012", Assert.Single(server.Calls).Request.Target, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "2020-01-01T00:00:00Z")]
    [InlineData(true, "2020-01-01T00:00:00Z")]
    public void A_sign_in_that_is_over_or_never_was_says_how_to_sign_in(bool isSession, string? expiry)
    {
        Skip.If(OperatingSystem.IsWindows());
        SignIn(isSession, expiry);
        AWSCredentials credentials = _machine.Resolve(new() { ProfileName = "sso" }).Credentials;
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(credentials.GetCredentials);
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
        Assert.Contains("aws sso login --profile sso", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SSOTOKEN", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_gives_keys()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok(Keys("CONTAINER")));
        SetBoth("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.Url + "creds");
        _process["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "CONTAINERTOKEN";
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new() { Region = "eu-west-1" });
        Assert.Equal(
            ("CONTAINER", "the container's credentials"),
            (resolved.Credentials.GetCredentials().AccessKey, resolved.Source));
        Assert.Equal("CONTAINERTOKEN", Assert.Single(server.Calls).Headers["Authorization"]);
    }

    [Fact]
    public void A_container_s_address_that_is_anywhere_is_an_error()
    {
        SetBoth("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://host.example/creds");
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(new() { Region = "eu-west-1" }));
        Assert.Equal(CredentialProblem.CredentialsUnavailable, error.Problem);
    }

    [Fact]
    public void An_instance_gives_keys_and_the_region()
    {
        using ScriptedEndpoint server = new(seen => seen.Line switch
        {
            "PUT /latest/api/token" => ScriptedAnswer.Ok("IMDSTOKEN"),
            "GET /latest/meta-data/iam/security-credentials/" => ScriptedAnswer.Ok("node-role"),
            "GET /latest/meta-data/iam/security-credentials/node-role" => ScriptedAnswer.Ok(Keys("INSTANCE")),
            "GET /latest/meta-data/iam/info" => ScriptedAnswer.Ok("{\"Code\":\"Success\"}"),
            "GET /latest/dynamic/instance-identity/document" => ScriptedAnswer.Ok("{\"region\":\"eu-west-3\"}"),
            _ => ScriptedAnswer.Status(404),
        });
        UseInstance(server);
        AwsConnector.ConnectionPlan resolved = _machine.Resolve(new());
        Assert.Equal(
            ("INSTANCE", "eu-west-3", "the instance's role"),
            (resolved.Credentials.GetCredentials().AccessKey, resolved.Region, resolved.Source));
        Assert.All(
            server.Calls.Where(seen => seen.Request.Method == "GET"),
            seen => Assert.Equal("IMDSTOKEN", seen.Headers["x-aws-ec2-metadata-token"]));
    }

    [Fact]
    public void An_instance_without_a_role_is_one_of_those_that_were_tried()
    {
        using ScriptedEndpoint server = new(
            seen => seen.Request.Method == "PUT" ? ScriptedAnswer.Ok("IMDSTOKEN") : ScriptedAnswer.Status(404));
        UseInstance(server);
        InventoryCredentialException error = Assert.Throws<InventoryCredentialException>(
            () => _machine.Resolve(new() { Region = "eu-west-1" }));
        Assert.Equal(CredentialProblem.CredentialsNotFound, error.Problem);
        Assert.Contains("instance metadata service", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nobody_waits_for_an_instance_after_the_cancellation(bool isForRegion)
    {
        using ManualResetEventSlim end = new();
        using CancellationTokenSource cancellation = new();
        using ScriptedEndpoint server = new(_ =>
        {
            cancellation.Cancel();
            end.Wait();
            return ScriptedAnswer.Status(500);
        });
        UseInstance(server);
        try
        {
            // The server answers only after this: without the cancellation it would never end.
            Assert.ThrowsAny<OperationCanceledException>(() => AwsConnector.Resolve(
                isForRegion ? new() { AccessKey = "A", SecretKey = "S" } : new(),
                _machine.Surroundings,
                cancellation.Token));
        }
        finally
        {
            end.Set();
        }
    }

    [Fact]
    public void A_loopback_endpoint_asks_neither_a_container_nor_an_instance()
    {
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Status(500));
        UseInstance(server);
        SetBoth("AWS_CONTAINER_CREDENTIALS_FULL_URI", $"{server.Url}");
        using ConnectedService connected = _machine.Connect(new() { EndpointUrl = new Uri("http://127.0.0.1:1") });
        Assert.Empty(server.Calls);
    }

    private static string Keys(string accessKey) =>
        $$"""
        {"Code":"Success","AccessKeyId":"{{accessKey}}","SecretAccessKey":"s","Token":"t",
         "Expiration":"2099-12-31T00:00:00Z"}
        """;

    private static string Answer(string action) =>
        $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials>"
        + "<AccessKeyId>TEMPORARY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
        + $"<Expiration>2099-12-31T00:00:00Z</Expiration></Credentials></{action}Result></{action}Response>";

    private void SetBoth(string variable, string value)
    {
        _process[variable] = value;
        _machine[variable] = value;
    }

    // The SDK reads the address once a process, and again when it is told to.
    private void UseInstance(ScriptedEndpoint server)
    {
        _machine.Variables.Remove("AWS_EC2_METADATA_DISABLED");
        _process["AWS_EC2_METADATA_DISABLED"] = null;
        _process["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = $"{server.Url}".TrimEnd('/');
        FallbackInternalConfigurationFactory.Reset();
        typeof(InstanceProfileAWSCredentials).GetMethod(
            "ResetServiceEndpoint",
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!.Invoke(null, null);
    }

    private void SignIn(bool isSession, string? expiry)
    {
        _process["HOME"] = _machine.FileNamed("");
        SignIn(_machine, isSession, expiry);
    }

    internal static void SignIn(Machine machine, bool isSession, string? expiry)
    {
        const string Common = "sso_account_id=123456789012\nsso_role_name=reader\nregion=eu-west-1\n";
        machine.WriteConfig(isSession
            ? $"[profile sso]\nsso_session=corp\n{Common}"
                + $"[sso-session corp]\nsso_start_url={StartUrl}\nsso_region=eu-west-1\n"
            : $"[profile sso]\nsso_start_url={StartUrl}\nsso_region=eu-west-1\n{Common}");
        if (expiry is null)
        {
            return;
        }

#pragma warning disable CA5350 // The name of the file is one, as in AWS's other tools.
        string name = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(isSession ? "corp" : StartUrl)));
#pragma warning restore CA5350
        machine.Write(
            $".aws/sso/cache/{name}.json",
            $$"""{"startUrl":"{{StartUrl}}","region":"eu-west-1","accessToken":"SSOTOKEN","expiresAt":"{{expiry}}"}""");
    }
}
