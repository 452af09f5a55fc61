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

    // What no folder can have in its name, or not on Windows; a bucket's keys may.
    private static readonly (string Text, string Escape)[] s_escapes =
    [
        ("/", "%2F"),
        ("\\", "%5C"),
        .. RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new[] { (":", "%3A"), ("*", "%2A"), ("?", "%3F"), ("\"", "%22"), ("<", "%3C"), (">", "%3E"), ("|", "%7C") }
            : [],
    ];

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
            ? (TypeNameOf(account.Parent.Name), Path.GetFileNameWithoutExtension(path))
            : null;
    }

    /// <summary>Whether a folder has the layout below it.</summary>
    public static bool IsRoot(string folder) => FileOperations.Use(folder, () => Directory.EnumerateDirectories(folder)
        .Any(type => Directory.EnumerateDirectories(type, Account + "*").Any()));

    private static string Folder(string typeName) => s_escapes.Aggregate(typeName, (name, one) => name.Replace(one.Text, one.Escape));

    // A folder that was copied from Windows is read everywhere.
    private static string TypeNameOf(string folder) =>
        s_escapes.Append((":", "%3A")).Aggregate(folder, (name, one) => name.Replace(one.Item2, one.Item1));
}
