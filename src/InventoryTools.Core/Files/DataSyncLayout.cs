using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace InventoryTools;

/// <summary>
/// The layout in which a resource data sync puts inventory into a bucket:
/// <c>TypeName/accountid=/region=/resourcetype=ManagedInstanceInventory/node.json</c>.
/// Source: AWS Systems Manager User Guide, resource data sync, and published keys.
/// </summary>
internal static class DataSyncLayout
{
    public const string Extension = ".json";

    private const string EscapedColon = "%3A";
    private const string Account = "accountid=";

    /// <summary>The file of a node's item.</summary>
    public static string PathOf(string root, string accountId, string region, string typeName, string instanceId) => Path.Combine(
        root,
        Folder(typeName),
        $"{Account}{accountId}",
        $"region={region}",
        "resourcetype=ManagedInstanceInventory",
        instanceId + Extension);

    /// <summary>The type and the node of a file, by its path; null where it is none of this layout.</summary>
    public static (string TypeName, string InstanceId)? Read(string path)
    {
        DirectoryInfo? account = new FileInfo(path).Directory?.Parent?.Parent;
        return account is not null && account.Name.StartsWith(Account, StringComparison.Ordinal) && account.Parent is not null
            ? (account.Parent.Name.Replace(EscapedColon, ":"), Path.GetFileNameWithoutExtension(path))
            : null;
    }

    /// <summary>Whether a folder has the layout below it.</summary>
    public static bool IsRoot(string folder) => FileOperations.Use(folder, () => Directory.EnumerateDirectories(folder)
        .Any(type => Directory.EnumerateDirectories(type, Account + "*").Any()));

    // The key in a bucket has the colon; no folder of Windows can. A slash would be a folder of its own.
    private static string Folder(string typeName)
    {
        string folder = typeName.Replace('/', '_').Replace('\\', '_');
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? folder.Replace(":", EscapedColon) : folder;
    }
}
