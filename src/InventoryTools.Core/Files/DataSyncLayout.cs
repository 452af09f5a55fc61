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

    /// <summary>The attribute that is added to every entry for its node.</summary>
    public const string NodeName = "resourceId";

    /// <summary>The attribute that is added to every entry for the capture time of its item.</summary>
    public const string TimeName = "captureTime";

    /// <summary>The attribute that is added to every entry for the schema version of its item.</summary>
    public const string VersionName = "schemaVersion";

    private const string Account = "accountid=";

    // The number of folders in which the layout is looked for.
    private const int MaxSearched = 10_000;

    // Bytes on Linux and macOS, characters on Windows.
    private const int MaxNameLength = 255;

    /// <summary>Returns the path of the file of a node's item.</summary>
    public static string PathOf(string root, string accountId, string region, string folder, string instanceId) =>
        Path.Combine(
        root,
        folder,
        $"{Account}{accountId}",
        $"region={region}",
        "resourcetype=ManagedInstanceInventory",
        FileNames.EscapeCase(instanceId) + Extension);

    /// <summary>
    /// Returns the folder of a type, and the one that it has where another type has a folder of that name in another
    /// case.
    /// </summary>
    public static (string Usual, string Other) FoldersOf(string typeName)
    {
        int start = typeName.IndexOf(':') + 1;
        string prefix = FileNames.Escape(typeName.Substring(0, start));
        string name = typeName.Substring(start);
        return (prefix + FileNames.Escape(name), prefix + FileNames.EscapeDistinctly(name));
    }

    /// <summary>Returns true for a folder with a longer name than file systems allow.</summary>
    public static bool IsTooLong(string folder)
    {
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
            ? (FileNames.Unescape(account.Parent.Name), FileNames.Unescape(Path.GetFileNameWithoutExtension(path)))
            : null;
    }

    /// <summary>
    /// Returns true for the name of an added attribute. The readers of these files do not distinguish names by case.
    /// </summary>
    public static bool IsAdded(string name) =>
        name.Equals(NodeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(TimeName, StringComparison.OrdinalIgnoreCase)
        || name.Equals(VersionName, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Returns true for a folder of the layout at any level, and for one that has the layout below it, under any
    /// prefix.
    /// </summary>
    public static bool IsPart(string folder, CancellationToken stop)
    {
        for (DirectoryInfo? above = new(Path.GetFullPath(folder)); above is not null; above = above.Parent)
        {
            if (above.Name.StartsWith(Account, StringComparison.Ordinal))
            {
                return true;
            }
        }

        // Level by level: the layout is near the top, under a prefix of a few folders.
        FolderListing listing = new(stop);
        Queue<string> folders = new([folder]);
        for (int seen = 0; folders.Count > 0 && seen < MaxSearched; seen++)
        {
            string next = folders.Dequeue();
            if (HasAccounts(next))
            {
                return true;
            }

            foreach (string below in FoldersOf(listing, next))
            {
                folders.Enqueue(below);
            }
        }

        return false;
    }

    // A folder that can't be listed is reported when it is read.
    private static IReadOnlyList<string> FoldersOf(FolderListing listing, string folder)
    {
        try
        {
            return [.. listing.Folders(folder).Take(MaxSearched)];
        }
        catch (InventoryFileException)
        {
            return [];
        }
    }

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
}
