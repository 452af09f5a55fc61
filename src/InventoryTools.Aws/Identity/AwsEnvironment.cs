using System.Runtime.InteropServices;

namespace InventoryTools.Aws.Identity;

/// <summary>The environment variables of this process, and the fixed folders of its machine.</summary>
/// <remarks>
/// The SDK reads the environment for itself where it asks containers and instances. Everything that is decided here
/// comes through this record, because the SDK keeps what it read first for as long as the process lives.
/// </remarks>
internal sealed record AwsEnvironment
{
    public static AwsEnvironment Process { get; } = OfProcess();

    public required Func<string, string?> Environment { get; init; }

    public required bool IsWindows { get; init; }

    /// <summary>The home of root, for scripts that SSM Run Command starts with <c>HOME=/</c>.</summary>
    public required string RootHome { get; init; }

    /// <summary>
    /// Where the SSM agent keeps the credentials of Default Host Management (amazon-ssm-agent, agent/appconfig,
    /// DefaultEC2SharedCredentialsFilePath).
    /// </summary>
    public required string AgentCredentials { get; init; }

    /// <summary>The registration of the SSM agent, which has a region.</summary>
    public required string RegistrationFile { get; init; }

    /// <summary>The value of a variable; null when it is empty.</summary>
    public string? Variable(string name) => Environment(name)?.Trim() is { Length: > 0 } value ? value : null;

    public bool? Flag(string name) => bool.TryParse(Variable(name), out bool value) ? value : null;

    private static AwsEnvironment OfProcess()
    {
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return new()
        {
            Environment = System.Environment.GetEnvironmentVariable,
            IsWindows = isWindows,
            RootHome = RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "/var/root" : "/root",
            RegistrationFile = NodeEnvironment.OfThisMachine().RegistrationFile,
            AgentCredentials = isWindows
                ? Path.Combine(
                    System.Environment.GetFolderPath(System.Environment.SpecialFolder.ProgramFiles),
                    "Amazon",
                    "SSM",
                    "credentials")
                : "/var/lib/amazon/ssm/credentials",
        };
    }
}
