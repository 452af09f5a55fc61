using System.Runtime.InteropServices;

namespace InventoryTools.Files;

/// <summary>
/// The folders of the SSM agent for custom inventory, and its limits.
/// Source: amazon-ssm-agent, gatherers/custom/customGatherer.go and appconfig/constants.
/// </summary>
internal static class AgentFolder
{
    /// <summary>The maximum number of files; with one more the agent sends no inventory at all.</summary>
    public const int MaxFiles = 20;

    /// <summary>The maximum number of bytes of a type name in UTF-8.</summary>
    public const int MaxTypeNameBytes = 100;

    /// <summary>The maximum number of attributes of an entry.</summary>
    public const int MaxAttributes = 50;

    /// <summary>The maximum number of bytes of an attribute name in UTF-8.</summary>
    public const int MaxNameBytes = 64;

    /// <summary>The maximum number of bytes of a value in UTF-8.</summary>
    public const int MaxValueBytes = 4096;

    /// <summary>The extension of the files, in lower case.</summary>
    public const string Extension = ".json";

    private static readonly string s_tail = Path.Combine("inventory", "custom");

    /// <summary>Returns the folder of a node on this platform.</summary>
    public static string Of(string instanceId) => Path.Combine(DataFolder(), instanceId, s_tail);

    /// <summary>Returns the node of a folder; null for a path without a node.</summary>
    public static string? NodeOf(string folder)
    {
        string full = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return full.EndsWith(Path.DirectorySeparatorChar + s_tail, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileName(full.Substring(0, full.Length - s_tail.Length - 1)) is { Length: > 0 } name ? name : null
            : null;
    }

    /// <summary>Returns true for a file or folder whose name the agent takes for that of a file.</summary>
    public static bool IsSent(string path) => path.EndsWith(Extension, StringComparison.Ordinal);

    private static string DataFolder() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Amazon", "SSM", "InstanceData")
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "/opt/aws/ssm/data" : "/var/lib/amazon/ssm";
}
