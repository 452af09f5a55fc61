using System.Globalization;
using System.Text;

namespace InventoryTools.Sqlite;

/// <summary>Finds out why a path leads to no file. It is entered only where one does not.</summary>
internal static class PathFault
{
    private const int MaxNameBytes = 255;
    private const int PathShown = 100;

    /// <summary>The reason for which there is no file at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isMade">True when a file was to be made.</param>
    public static InventoryStoreException Find(string path, bool isMade)
    {
        if (FindInText(path) is InventoryStoreException invalid)
        {
            return invalid;
        }

        string[] parts = [.. Parts(path)];
        for (int at = 0; at < parts.Length; at++)
        {
            bool isLast = at == parts.Length - 1;
            PathPart part = PathPart.Read(parts[at]);
            if (part.State == PathState.Folder && !isLast)
            {
                continue;
            }

            return part.State switch
            {
                PathState.Folder => SqliteErrors.IsFolder(path),
                PathState.File or PathState.Other when !isLast => NotAFolder(path, parts[at]),
                PathState.File when parts[at] == path => SqliteErrors.Replaced(path, path), // at this moment
                PathState.File => NotAFolder(path, parts[at]),
                PathState.Other => NotAFile(path, part.Text),
                PathState.Missing when part.Text.Length > 0 => BrokenLink(path, parts[at], part.Text),
                PathState.Missing => isLast || !isMade ? NotFound(path, isLast ? null : parts[at])
                    : FolderNotFound(path, parts[at]),
                PathState.Denied => MayNotEnter(path, parts[Math.Max(0, at - 1)]),
                PathState.LinkLoop => LinkLoop(path, parts[at]),
                PathState.TooLong => NameTooLong(path),
                _ => Failed(path, part.Text),
            };
        }

        return NotFound(path, null);
    }

    /// <summary>Checks that a file can be looked for in the folder of a path, and is not there.</summary>
    /// <exception cref="InventoryStoreException">Something else is the matter with the path.</exception>
    public static void CheckMissing(string path)
    {
        bool isMissing = FindInText(path) is null
            && (Path.GetDirectoryName(path) is not string folder || Directory.Exists(folder))
            && PathPart.Read(path).State == PathState.Missing;
        if (!isMissing)
        {
            throw Find(path, isMade: true);
        }
    }

    /// <summary>The reason for which a file can't be made.</summary>
    public static InventoryStoreException CannotCreate(string path, Exception error) =>
        (error, error.HResult & 0xFFFF) switch
        {
            (ArgumentException or NotSupportedException, _) => FindInText(path) ?? new InventoryStoreException(
                StoreProblem.InvalidPath, path, $"'{Shown(path)}' can't be the path of a file: {error.Message}", error),
            (PathTooLongException, _) => NameTooLong(path),
            (_, 28 or 0x70 or 122 or 69) => new InventoryStoreException( // ENOSPC, ERROR_DISK_FULL, EDQUOT
                StoreProblem.NoSpace,
                path,
                $"There is no space left for the store '{path}', on its disk or in this account's share of it. Make "
                    + "room and try again.",
                error),
            (_, 40 or 62) or (_, 20) => Find(path, isMade: true), // ELOOP, ENOTDIR
            _ when AccessFault.OfFolder(path, error) is InventoryStoreException denied => denied,
            (UnauthorizedAccessException, _) => new InventoryStoreException(
                StoreProblem.ReadOnly,
                path,
                $"The store '{path}' can't be made: its folder takes no new file. Name a path in another folder.",
                error),
            _ => new InventoryStoreException(
                StoreProblem.Failed,
                path,
                $"The store '{path}' can't be made: {error.Message} Name a path in another folder.",
                error),
        };

    private static InventoryStoreException? FindInText(string path) =>
        path.Contains('\0')
            ? new InventoryStoreException(
                StoreProblem.InvalidPath,
                path,
                $"The path '{Shown(path)}' has the character NUL (U+0000), which no name of a file has. Take it out: "
                    + "text from bytes or from another program often ends with one.")
        : Path.DirectorySeparatorChar == '/' && path.StartsWith(@"\\", StringComparison.Ordinal)
            ? new InventoryStoreException(
                StoreProblem.UncPath,
                path,
                $"'{Shown(path)}' is a UNC path, which only Windows can open. Mount the share, and name the path of "
                    + "the mounted file.")
        : null;

    // The folders of the path from the outermost one, and the file.
    private static IEnumerable<string> Parts(string path)
    {
        string root = Path.GetPathRoot(path) ?? "";
        char[] separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];
        for (int at = path.IndexOfAny(separators, root.Length); at >= 0; at = path.IndexOfAny(separators, at + 1))
        {
            if (at > root.Length)
            {
                yield return path.Substring(0, at);
            }
        }

        if (path.Length > 0 && !separators.Contains(path[path.Length - 1]))
        {
            yield return path;
        }
    }

    private static InventoryStoreException NotFound(string path, string? folder)
    {
        string sentence = folder is null
            ? $"There is no store '{path}'. Write-Inventory -Path makes one."
            : $"There is no store '{path}': its folder '{folder}' does not exist.";
        return new InventoryStoreException(StoreProblem.NotFound, path, sentence);
    }

    private static InventoryStoreException FolderNotFound(string path, string folder) => new(
        StoreProblem.FolderNotFound,
        path,
        $"The store '{path}' can't be made: its folder '{folder}' does not exist. Make the folder first.");

    private static InventoryStoreException NotAFolder(string path, string part)
    {
        string end = path.Length > part.Length + 1
            ? "so nothing can be in it. Correct the path."
            : "so its path must not end like that of a folder. Leave the separator at the end out.";
        return new InventoryStoreException(
            StoreProblem.NotAFolder, path, $"The store '{path}' is not there: '{part}' is a file, {end}");
    }

    private static InventoryStoreException NotAFile(string path, string kind) => new(
        StoreProblem.NotAFile,
        path,
        $"'{path}' is {kind}, and a store is a file. Name a file, or one that does not exist yet.");

    private static InventoryStoreException BrokenLink(string path, string link, string target) => new(
        StoreProblem.BrokenLink,
        path,
        $"The store '{path}' is not there: '{link}' is a link to '{target}', which does not exist. Make what it "
            + "leads to, or remove the link.");

    private static InventoryStoreException LinkLoop(string path, string link) => new(
        StoreProblem.LinkLoop,
        path,
        $"The store '{path}' is not there: the link '{link}' leads back to itself. Remove the link, or make it lead "
            + "to the store.");

    private static InventoryStoreException MayNotEnter(string path, string folder) => new(
        StoreProblem.AccessDenied,
        path,
        $"The store '{path}' can't be reached: this account may not enter the folder '{folder}'. Use an account "
            + "that may, or have the right to enter it granted.");

    private static InventoryStoreException Failed(string path, string why) => new(
        StoreProblem.Failed, path, $"The store '{Shown(path)}' can't be reached: {why.TrimEnd('.')}. Check the disk.");

    private static InventoryStoreException NameTooLong(string path)
    {
        string? name = path.Split(Path.DirectorySeparatorChar)
            .FirstOrDefault(part => Encoding.UTF8.GetByteCount(part) > MaxNameBytes);
        int bytes = Encoding.UTF8.GetByteCount(name ?? path);
        string count = bytes.ToString("N0", CultureInfo.InvariantCulture);
        string what = name is null
            ? $"it has {count} bytes. Name a shorter one."
            : $"the name '{Shown(name)}' in it has {count} bytes, and a file system takes {MaxNameBytes} at most.";
        return new InventoryStoreException(
            StoreProblem.NameTooLong, path, $"The path '{Shown(path)}' is too long: {what}");
    }

    private static string Shown(string path) =>
        path.Length <= PathShown ? path : path.Substring(0, PathShown) + "...";
}
