using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Endpoint;
using InventoryTools.Tests.Service;
using InventoryTools.Tests.Sqlite;
using Xunit;

namespace InventoryTools.Tests.Aws;

/// <summary>A machine whose agent and instance metadata service a test writes.</summary>
public abstract class NodeMachine : IDisposable
{
    protected const string Registered = "mi-0123456789abcdef0";
    protected const string OfCli = "i-0123456789abcdef0";
    protected const string OfMetadata = "i-01234567";

    private readonly TempFolder _folder = new();

    protected Dictionary<string, string> Variables { get; } = new() { ["AWS_EC2_METADATA_DISABLED"] = "true" };

    protected string RegistrationFile => FileNamed("registration");

    protected string CliFile => FileNamed("ssm-cli");

    // No server listens at port 1 of loopback, and no test knows an address outside loopback.
    private protected AwsEnvironment Surroundings => new()
    {
        Clock = new ManualClock(),
        Environment = Variables.GetValueOrDefault,
        IsWindows = false,
        RootHome = "",
        AgentCredentials = "",
        RegistrationFile = RegistrationFile,
        CliFiles = [FileNamed("no-ssm-cli"), CliFile],
        CliTimeout = TimeSpan.FromMinutes(2),
        MetadataEndpoint = new Uri("http://127.0.0.1:1"),
        MetadataEndpointIPv6 = new Uri("http://127.0.0.1:1"),
        MetadataTimeout = TimeSpan.FromMinutes(2),
    };

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string FileNamed(string name) => _folder.FileNamed(name);

    private protected static ScriptedEndpoint OfNode() => new(call => Asked(call) switch
    {
        "PUT /latest/api/token | x-aws-ec2-metadata-token-ttl-seconds: 60" => ScriptedAnswer.Ok("token=="),
        "GET /latest/meta-data/instance-id | x-aws-ec2-metadata-token: token==" => ScriptedAnswer.Ok(OfMetadata),
        _ => ScriptedAnswer.Status(401),
    });

    // The request with the headers that are the metadata service's own.
    private protected static string Asked(ScriptedCall call) => string.Join(
        " | ",
        call.Headers.Where(header => header.Key.StartsWith("x-aws-", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key.ToLowerInvariant()}: {header.Value}")
            .Prepend(call.Line));

    private protected static NodeIdentity Identify(AwsEnvironment environment, CancellationToken cancel = default) =>
        new NodeIdentifier(environment).Identify(cancel);

    private protected NodeIdentity Identify() => Identify(Surroundings);

    protected string[] Clauses()
    {
        NodeIdentity identity = Identify();
        Assert.Null(identity.InstanceId);
        return identity.Source.Split("; ");
    }

    private protected AwsEnvironment Metadata(ScriptedEndpoint metadata)
    {
        Variables.Clear();
        return Surroundings with { MetadataEndpoint = metadata.Url };
    }

    protected void WriteRegistration(string instanceId) => File.WriteAllText(
        RegistrationFile,
        $$"""{"ManagedInstanceID":"{{instanceId}}","Region":"eu-west-1"}""");

    protected void WriteCli(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "The script is one of Unix.");
        File.WriteAllText(CliFile, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(CliFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
