using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace InventoryTools.Files;

/// <summary>
/// The layout in which a resource data sync puts inventory into a bucket:
/// <c>TypeName/accountid=/region=/resourcetype=ManagedInstanceInventory/node.json</c>.
/// Source: AWS Systems Manager User Guide, resource data sync, and published keys.
/// </summary>
internal static class DataSyncLayout
{
    public const string Extension = ".json";

    // What no folder can have in its name, and last on the way back what the escapes themselves begin with; a bucket's keys may.
    private static readonly (string Text, string Escape)[] s_escapes =
        [("%", "%25"), ("/", "%2F"), ("\\", "%5C"), ("\0", "%00")];

    private static readonly (string Text, string Escape)[] s_windowsEscapes =
    [
        (":", "%3A"), ("*", "%2A"), ("?", "%3F"), ("\"", "%22"), ("<", "%3C"), (">", "%3E"), ("|", "%7C"),
        .. Enumerable.Range(1, 31).Select(code => ($"{(char)code}", $"%{code:X2}")),
    ];

    /// <summary>What is added to every entry: its node.</summary>
    public const string NodeName = "resourceId";

    /// <summary>What is added to every entry: the capture time of its item.</summary>
    public const string TimeName = "captureTime";

    /// <summary>What is added to every entry: the schema version of its item.</summary>
    public const string VersionName = "schemaVersion";

    private const string Account = "accountid=";

    // Bytes on Linux and macOS, characters on Windows.
    private const int MostNameLength = 255;

    /// <summary>The file of a node's item.</summary>
    public static string PathOf(string root, string accountId, string region, string typeName, string instanceId) =>
        Path.Combine(
        root,
        Folder(typeName),
        $"{Account}{accountId}",
        $"region={region}",
        "resourcetype=ManagedInstanceInventory",
        instanceId + Extension);

    /// <summary>True for a type whose name makes a longer name of a folder than file systems take.</summary>
    public static bool IsTooLong(string typeName)
    {
        string folder = Folder(typeName);
        return (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? folder.Length : Encoding.UTF8.GetByteCount(folder)) > MostNameLength;
    }

    /// <summary>The type and the node of a file, by its path; null where it is none of this layout.</summary>
    public static (string TypeName, string InstanceId)? Read(string path)
    {
        DirectoryInfo? account = new FileInfo(path).Directory?.Parent?.Parent;
        return account is not null
            && account.Name.StartsWith(Account, StringComparison.Ordinal)
            && account.Parent is not null
            ? (TypeNameOf(account.Parent.Name), Path.GetFileNameWithoutExtension(path))
            : null;
    }

    /// <summary>Whether an attribute has the name of one that is added; to what reads these files, case does not matter.</summary>
    public static bool IsAdded(string name) =>
        name.Equals(NodeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TimeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(VersionName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a folder has the layout below it, or is that of one type.</summary>
    public static bool IsRoot(string folder) =>
        HasAccounts(folder) || FileOperations.Use(folder, () => Directory.GetDirectories(folder)).Any(HasAccounts);

    // What can't be listed is told where it is read.
    private static bool HasAccounts(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder, Account + "*").Any();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Folder(string typeName) =>
        (RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? s_escapes.Concat(s_windowsEscapes) : s_escapes)
        .Aggregate(typeName, (name, one) => name.Replace(one.Text, one.Escape));

    // A folder that was copied from Windows is read everywhere.
    private static string TypeNameOf(string folder) => s_escapes.Concat(s_windowsEscapes).Reverse()
        .Aggregate(folder, (name, one) => name.Replace(one.Escape, one.Text));
}
