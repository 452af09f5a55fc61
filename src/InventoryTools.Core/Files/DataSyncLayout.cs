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

    // The characters that a folder's name can't have but a key of a bucket can. The escape of % is decoded last.
    private static readonly (string Text, string Escape)[] s_escapes =
        [("%", "%25"), ("/", "%2F"), ("\\", "%5C"), ("\0", "%00")];

    private static readonly (string Text, string Escape)[] s_windowsEscapes =
    [
        (":", "%3A"), ("*", "%2A"), ("?", "%3F"), ("\"", "%22"), ("<", "%3C"), (">", "%3E"), ("|", "%7C"),
        .. Enumerable.Range(1, 31).Select(code => ($"{(char)code}", $"%{code:X2}")),
    ];

    /// <summary>The attribute that is added to every entry for its node.</summary>
    public const string NodeName = "resourceId";

    /// <summary>The attribute that is added to every entry for the capture time of its item.</summary>
    public const string TimeName = "captureTime";

    /// <summary>The attribute that is added to every entry for the schema version of its item.</summary>
    public const string VersionName = "schemaVersion";

    private const string Account = "accountid=";

    // Bytes on Linux and macOS, characters on Windows.
    private const int MaxNameLength = 255;

    /// <summary>Returns the path of the file of a node's item.</summary>
    public static string PathOf(string root, string accountId, string region, string typeName, string instanceId) =>
        Path.Combine(
        root,
        Folder(typeName),
        $"{Account}{accountId}",
        $"region={region}",
        "resourcetype=ManagedInstanceInventory",
        instanceId + Extension);

    /// <summary>Returns true for a type whose folder would have a longer name than file systems allow.</summary>
    public static bool IsTooLong(string typeName)
    {
        string folder = Folder(typeName);
        bool isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        return (isWindows ? folder.Length : Encoding.UTF8.GetByteCount(folder)) > MaxNameLength;
    }

    /// <summary>Returns the type and the node of a file by its path; null for a path of another layout.</summary>
    public static (string TypeName, string InstanceId)? Read(string path)
    {
        DirectoryInfo? account = new FileInfo(path).Directory?.Parent?.Parent;
        return account is not null
            && account.Name.StartsWith(Account, StringComparison.Ordinal)
            && account.Parent is not null
            ? (TypeNameOf(account.Parent.Name), Path.GetFileNameWithoutExtension(path))
            : null;
    }

    /// <summary>
    /// Returns true for the name of an added attribute. The readers of these files do not distinguish names by case.
    /// </summary>
    public static bool IsAdded(string name) =>
        name.Equals(NodeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TimeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(VersionName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns true for the root folder of the layout, and for the folder of a type.</summary>
    public static bool IsRoot(string folder) =>
        HasAccounts(folder) || FileOperations.Use(folder, () => Directory.GetDirectories(folder)).Any(HasAccounts);

    // A folder that can't be listed is reported when it is read.
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
