using System.Reflection;
using System.Runtime.Loader;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;
using InventoryTools.Aws;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>
/// As in a session with AWS Tools: the SDK is loaded twice, here for the tests and in a context of the module's own.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public sealed class LoadContextTests : IDisposable
{
    private readonly Machine _machine = new();
    private readonly ProcessEnvironment _process = new();
    private readonly PrivateContext _context = new();

    public LoadContextTests()
    {
        // The SDK would find these, because it looks through all that is loaded.
        Type[] loaded =
            [typeof(AmazonSecurityTokenServiceClient), typeof(AmazonSSOClient), typeof(AmazonSSOOIDCClient)];
        Assert.All(
            loaded,
            type => Assert.Same(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(type.Assembly)));
        _process["AWS_EC2_METADATA_DISABLED"] = "true";
        _process["HOME"] = _machine.FileNamed("");
        foreach (string name in new[]
        {
            "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SHARED_CREDENTIALS_FILE",
            "AWS_CONFIG_FILE",
        })
        {
            _process[name] = null;
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _machine.Dispose();
    }

    [SkippableTheory]
    [InlineData("source_profile=base\n")]
    [InlineData("web_identity_token_file=TOKEN\n")]
    public void A_role_is_assumed_by_the_context_s_own_client(string source)
    {
        Skip.If(OperatingSystem.IsWindows());
        string action = source.StartsWith("web", StringComparison.Ordinal) ? "AssumeRoleWithWebIdentity" : "AssumeRole";
        using ScriptedEndpoint server = new(_ => ScriptedAnswer.Ok(
            $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials>"
            + "<AccessKeyId>TEMPORARY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
            + $"<Expiration>2099-12-31T00:00:00Z</Expiration></Credentials></{action}Result></{action}Response>"));
        _process["AWS_ENDPOINT_URL_STS"] = $"{server.Url}";
        string token = _machine.Write("token", "WEBTOKEN");
        _machine.WriteConfig(
            Machine.Keys("profile base", "BASE")
            + "[profile role]\nrole_arn=arn:aws:iam::123456789012:role/x\n"
            + $"{source.Replace("TOKEN", token, StringComparison.Ordinal)}");
        Assert.Equal("TEMPORARY", AccessKeyOf(new() { ProfileName = "role", Region = "eu-west-1" }));
    }

    [SkippableFact]
    public void A_sign_in_is_used_by_the_context_s_own_clients()
    {
        Skip.If(OperatingSystem.IsWindows());
        using ScriptedEndpoint server = new(
            _ => ScriptedAnswer.Ok("""
                {"roleCredentials":{"accessKeyId":"TEMPORARY","secretAccessKey":"s","sessionToken":"t",
                 "expiration":4102444800000}}
                """));
        _process["AWS_ENDPOINT_URL_SSO"] = $"{server.Url}";
        TokenServiceTests.SignIn(_machine, isSession: true, "2099-12-31T00:00:00Z");
        Assert.Equal("TEMPORARY", AccessKeyOf(new() { ProfileName = "sso" }));
    }

    [Fact]
    public void An_object_of_another_context_is_taken_and_asked_each_time()
    {
        Assert.Equal(
            "HERE", AccessKeyOf(new() { Credential = new BasicAWSCredentials("HERE", "s"), Region = "eu-west-1" }));
        int calls = 0;
        object credentials = Resolve(
            new() { StoredCredentials = new Refreshing(() => $"KEY{++calls}"), Region = "eu-west-1" });
        Assert.Equal(["KEY1", "KEY2"], Enumerable.Range(0, 2).Select(_ => AccessKeyOf(credentials)));
        TargetInvocationException error = Assert.Throws<TargetInvocationException>(
            () => AccessKeyOf(new() { Credential = new AnonymousAWSCredentials(), Region = "eu-west-1" }));
        Assert.Equal(
            CredentialProblem.InvalidCredentials,
            Assert.IsType<InventoryCredentialException>(error.InnerException).Problem);
    }

    private static string AccessKeyOf(object credentials)
    {
        object keys = credentials.GetType().GetMethod("GetCredentials")!.Invoke(credentials, null)!;
        return (string)keys.GetType().GetProperty("AccessKey")!.GetValue(keys)!;
    }

    private string AccessKeyOf(ServiceConnection connection) => AccessKeyOf(Resolve(connection));

    private object Resolve(ServiceConnection connection)
    {
        const BindingFlags Internal = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        Assembly assembly = _context.LoadFromAssemblyPath(typeof(AwsConnector).Assembly.Location);
        object environment = assembly.GetType(typeof(AwsEnvironment).FullName!)!
            .GetMethod(nameof(AwsEnvironment.OfProcess), Internal)!.Invoke(null, [new ManualClock()])!;
        object resolved = assembly.GetType(typeof(AwsConnector).FullName!)!.GetMethod("Resolve", Internal)!
            .Invoke(null, [connection, environment, CancellationToken.None])!;
        object credentials = resolved.GetType().GetProperty("Credentials")!.GetValue(resolved)!;
        Assert.Same(_context, AssemblyLoadContext.GetLoadContext(credentials.GetType().Assembly));
        Assert.False(credentials is AWSCredentials);
        return credentials;
    }

    private sealed class Refreshing(Func<string> accessKey) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => new(accessKey(), "s", null);
    }

    private sealed class PrivateContext() : AssemblyLoadContext("private")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll");
            return assemblyName.Name!.StartsWith("AWSSDK", StringComparison.Ordinal) && File.Exists(path)
                ? LoadFromAssemblyPath(path)
                : null;
        }
    }
}
