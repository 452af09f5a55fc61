using System;
using System.IO;
using System.Runtime.InteropServices;

namespace InventoryTools.Files;

/// <summary>
/// Where the SSM agent looks for custom inventory, and what it takes from there.
/// Source: amazon-ssm-agent, gatherers/custom/customGatherer.go and appconfig/constants.
/// </summary>
internal static class AgentFolder
{
    /// <summary>How many files it takes; with one more it sends no inventory at all.</summary>
    public const int MostFiles = 20;

    /// <summary>How many bytes the name of a type may have, in UTF-8.</summary>
    public const int MostTypeNameBytes = 100;

    /// <summary>How many attributes an entry may have.</summary>
    public const int MostAttributes = 50;

    /// <summary>How many bytes the name of an attribute may have, in UTF-8.</summary>
    public const int MostNameBytes = 64;

    /// <summary>How many bytes a value may have, in UTF-8.</summary>
    public const int MostValueBytes = 4096;

    /// <summary>The ending of the files, in small letters.</summary>
    public const string Extension = ".json";

    private static readonly string s_tail = Path.Combine("inventory", "custom");

    /// <summary>The folder of a node on this platform.</summary>
    public static string Of(string instanceId) => Path.Combine(DataFolder(), instanceId, s_tail);

    /// <summary>The node whose folder this is; null where the path tells none.</summary>
    public static string? NodeOf(string folder)
    {
        string full = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return full.EndsWith(Path.DirectorySeparatorChar + s_tail, StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileName(full.Substring(0, full.Length - s_tail.Length - 1)) is { Length: > 0 } name ? name : null
            : null;
    }

    private static string DataFolder() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Amazon", "SSM", "InstanceData")
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "/opt/aws/ssm/data" : "/var/lib/amazon/ssm";
}
