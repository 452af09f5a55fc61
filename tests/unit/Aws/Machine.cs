using InventoryTools.Aws;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;
using InventoryTools.Tests.Service;
using InventoryTools.Tests.Sqlite;

namespace InventoryTools.Tests.Aws;

/// <summary>A machine with an environment and files of its own, which is not an instance.</summary>
public sealed class Machine : IDisposable
{
    public const string AccessKey = "ASIAQNZGKIQY56JQ7WML";
    public const string AccountId = "029608264753";
    public const string Secret = "not+a/secret-0123456789";

    private readonly TempFolder _folder = new();

    public Machine()
    {
        Variables["HOME"] = _folder.Path;
        Variables["AWS_EC2_METADATA_DISABLED"] = "true";
    }

    public Dictionary<string, string> Variables { get; } = [];

    public bool IsWindows { get; set; }

    public string Credentials => Path.Combine(_folder.Path, ".aws", "credentials");

    internal AwsEnvironment Surroundings => new()
    {
        Clock = new ManualClock(),
        Environment = name => Variables.GetValueOrDefault(name),
        IsWindows = IsWindows,
        RootHome = Path.Combine(_folder.Path, "root"),
        AgentCredentials = _folder.FileNamed("agent-credentials"),
        RegistrationFile = Registration,
        CliFiles = [],
    };

    public string Registration => _folder.FileNamed("registration");

    public string this[string variable]
    {
        set => Variables[variable] = value;
    }

    public string FileNamed(string name) => _folder.FileNamed(name);

    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void WriteCredentials(string text) => Write(".aws/credentials", text);

    public void WriteConfig(string text) => Write(".aws/config", text);

    public static string Keys(string section, string accessKey) =>
        $"[{section}]\naws_access_key_id={accessKey}\naws_secret_access_key={Secret}\n";

    internal ConnectedService Connect(ServiceConnection connection) =>
        AwsConnector.Connect(connection, Surroundings, CancellationToken.None);

    internal AwsConnector.ConnectionPlan Resolve(ServiceConnection connection) =>
        AwsConnector.Resolve(connection, Surroundings, CancellationToken.None);

    public void Dispose() => _folder.Dispose();
}
