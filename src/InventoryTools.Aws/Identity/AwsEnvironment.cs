using System.Runtime.InteropServices;
using InventoryTools.Service;

namespace InventoryTools.Aws.Identity;

/// <summary>
/// The environment variables of this process, and the places that the agent and EC2 have on its machine.
/// </summary>
/// <remarks>
/// The SDK reads the environment for itself where it asks containers and instances. Everything that is decided here
/// comes through this record, because the SDK keeps what it read first for as long as the process lives.
/// </remarks>
internal sealed record AwsEnvironment
{
    public required IClock Clock { get; init; }

    public required Func<string, string?> Environment { get; init; }

    public required bool IsWindows { get; init; }

    /// <summary>The home of root, for scripts that SSM Run Command starts with <c>HOME=/</c>.</summary>
    public required string RootHome { get; init; }

    /// <summary>
    /// Where the SSM agent keeps the credentials of Default Host Management (amazon-ssm-agent, agent/appconfig,
    /// DefaultEC2SharedCredentialsFilePath).
    /// </summary>
    public required string AgentCredentials { get; init; }

    /// <summary>The registration of the SSM agent, which has a node and a region.</summary>
    public required string RegistrationFile { get; init; }

    /// <summary>The files of ssm-cli that the agent's packages install.</summary>
    public required IReadOnlyList<string> CliFiles { get; init; }

    /// <summary>The name of ssm-cli in the folders of PATH.</summary>
    public string CliName => IsWindows ? "ssm-cli.exe" : "ssm-cli";

    /// <summary>The timeout of ssm-cli.</summary>
    public TimeSpan CliTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The instance metadata service.</summary>
    public Uri MetadataEndpoint { get; init; } = new("http://169.254.169.254");

    /// <summary>The same by IPv6.</summary>
    public Uri MetadataEndpointIPv6 { get; init; } = new("http://[fd00:ec2::254]");

    /// <summary>The timeout of one response of the instance metadata service.</summary>
    public TimeSpan MetadataTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>True when the instance metadata service must not be asked.</summary>
    public bool IsMetadataDisabled => Flag("AWS_EC2_METADATA_DISABLED") == true;

    /// <summary>The value of a variable; null when it is empty.</summary>
    public string? Variable(string name) => Environment(name)?.Trim() is { Length: > 0 } value ? value : null;

    public bool? Flag(string name) => bool.TryParse(Variable(name), out bool value) ? value : null;

    public static AwsEnvironment OfProcess(IClock clock)
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        bool isMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);
        string data = FolderOf(System.Environment.SpecialFolder.CommonApplicationData);

        // A process of 32 bits is told another folder under the plain name.
        string programs = System.Environment.GetEnvironmentVariable("ProgramW6432") is { Length: > 0 } folder
            ? folder
            : FolderOf(System.Environment.SpecialFolder.ProgramFiles);
        string agent = Path.Combine(programs, "Amazon", "SSM");
        return new()
        {
            Clock = clock,
            Environment = System.Environment.GetEnvironmentVariable,
            IsWindows = isWindows,
            RootHome = isMac ? "/var/root" : "/root",
            RegistrationFile = isWindows ? Path.Combine(data, "Amazon", "SSM", "InstanceData", "registration")
                : isMac ? "/opt/aws/ssm/data/registration"
                : "/var/lib/amazon/ssm/registration",
            AgentCredentials = isWindows ? Path.Combine(agent, "credentials") : "/var/lib/amazon/ssm/credentials",

            // The agent's snap is a classic one, which keeps its data where the other packages do.
            CliFiles = isWindows ? [Path.Combine(agent, "ssm-cli.exe")]
                : isMac ? ["/opt/aws/ssm/bin/ssm-cli"]
                : ["/usr/bin/ssm-cli", "/snap/amazon-ssm-agent/current/ssm-cli"],
        };
    }

    private static string FolderOf(System.Environment.SpecialFolder folder) =>
        System.Environment.GetFolderPath(folder);
}
