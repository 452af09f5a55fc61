using System.Runtime.InteropServices;

namespace InventoryTools.Aws.Identity;

/// <summary>Where the agent and EC2 leave word of which node a machine is.</summary>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="RegistrationFile">Where the agent writes what it is registered as.</param>
/// <param name="CliFiles">Where the agent's packages put ssm-cli.</param>
/// <param name="CliName">The name of ssm-cli in the folders of PATH.</param>
/// <param name="MetadataEndpoint">The instance metadata service.</param>
/// <param name="MetadataEndpointIPv6">The same by IPv6.</param>
internal sealed record NodeEnvironment(
    Func<string, string?> Environment,
    string RegistrationFile,
    IReadOnlyList<string> CliFiles,
    string CliName,
    Uri MetadataEndpoint,
    Uri MetadataEndpointIPv6)
{
    /// <summary>The timeout of ssm-cli.</summary>
    public TimeSpan CliTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The timeout of one response of the instance metadata service.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public static NodeEnvironment OfThisMachine()
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        (string registration, string[] cli) = isWindows ? OfWindows()
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? OfMac()
            : OfLinux();
        return new NodeEnvironment(
            System.Environment.GetEnvironmentVariable,
            registration,
            cli,
            isWindows ? "ssm-cli.exe" : "ssm-cli",
            new Uri("http://169.254.169.254"),
            new Uri("http://[fd00:ec2::254]"));
    }

    // The agent's snap is a classic one, which keeps its data where the other packages do.
    private static (string Registration, string[] Cli) OfLinux() => (
        "/var/lib/amazon/ssm/registration",
        ["/usr/bin/ssm-cli", "/snap/amazon-ssm-agent/current/ssm-cli"]);

    private static (string Registration, string[] Cli) OfMac() => (
        "/opt/aws/ssm/data/registration",
        ["/opt/aws/ssm/bin/ssm-cli"]);

    private static (string Registration, string[] Cli) OfWindows()
    {
        string data = System.Environment.GetFolderPath(System.Environment.SpecialFolder.CommonApplicationData);

        // A process of 32 bits is told another folder under the plain name.
        string? programs = System.Environment.GetEnvironmentVariable("ProgramW6432");
        if (string.IsNullOrEmpty(programs))
        {
            programs = System.Environment.GetFolderPath(System.Environment.SpecialFolder.ProgramFiles);
        }

        return (
            Path.Combine(data, "Amazon", "SSM", "InstanceData", "registration"),
            [Path.Combine(programs, "Amazon", "SSM", "ssm-cli.exe")]);
    }
}
