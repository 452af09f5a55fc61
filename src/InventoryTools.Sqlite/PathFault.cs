using InventoryTools.Paths;

namespace InventoryTools.Sqlite;

/// <summary>Finds out why a path leads to no file. It is entered only where one does not.</summary>
internal static class PathFault
{
    /// <summary>The reason for which there is no file at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="isMade">True when a file was to be made.</param>
    public static InventoryStoreException Find(string path, bool isMade)
    {
        PathCause cause = PathCause.Find(path, "store");
        return cause.Problem switch
        {
            PathProblem.IsFolder => SqliteErrors.IsFolder(path),
            PathProblem.IsFile => SqliteErrors.Replaced(path, path), // at this moment
            PathProblem.NotAFile => NotAFile(path, cause.Part),
            PathProblem.NotFound => NotFound(path, null),
            PathProblem.FolderNotFound => isMade ? FolderNotFound(path, cause.Part) : NotFound(path, cause.Part),
            PathProblem.Failed => Failed(path, cause.Part),
            _ => Of(path, cause),
        };
    }

    /// <summary>Checks that a file can be looked for in the folder of a path, and is not there.</summary>
    /// <exception cref="InventoryStoreException">Something else is the matter with the path.</exception>
    public static void CheckMissing(string path)
    {
        bool isMissing = PathCause.FindInText(path) is null
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
            (ArgumentException or NotSupportedException, _) when PathCause.FindInText(path) is PathCause cause =>
                Of(path, cause),
            (ArgumentException or NotSupportedException, _) => new InventoryStoreException(
                StoreProblem.InvalidPath,
                path,
                $"'{PathCause.Shown(path)}' can't be the path of a file: {error.Message}",
                error),
            (PathTooLongException, _) => Of(path, PathCause.NameTooLong(path)),
            (_, 28 or 0x70 or 122 or 69) => new InventoryStoreException( // ENOSPC, ERROR_DISK_FULL, EDQUOT
                StoreProblem.NoSpace,
                path,
                $"There is no space left for the store '{path}', on its disk or in this account's share of it. Make "
                    + "room and try again.",
                error),
            (_, 40 or 62) or (_, 20) => Find(path, isMade: true), // ELOOP, ENOTDIR
            (UnauthorizedAccessException, _)
                when PathCause.Find(path, "store") is { Problem: PathProblem.AccessDenied } closed => Of(path, closed),
            _ when AccessFault.OfFolder(path, error) is InventoryStoreException denied => denied,
            // Folders of the system, such as /proc, may answer that the new file is not found.
            (UnauthorizedAccessException or FileNotFoundException, _) => new InventoryStoreException(
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

    // The causes that every file has.
    private static InventoryStoreException Of(string path, PathCause cause) => new(
        cause.Problem switch
        {
            PathProblem.NotAFolder => StoreProblem.NotAFolder,
            PathProblem.BrokenLink => StoreProblem.BrokenLink,
            PathProblem.LinkLoop => StoreProblem.LinkLoop,
            PathProblem.AccessDenied => StoreProblem.AccessDenied,
            PathProblem.NameTooLong => StoreProblem.NameTooLong,
            PathProblem.UncPath => StoreProblem.UncPath,
            _ => StoreProblem.InvalidPath,
        },
        path,
        cause.Message);

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

    private static InventoryStoreException NotAFile(string path, string kind) => new(
        StoreProblem.NotAFile,
        path,
        $"'{path}' is {kind}, and a store is a file. Name a file, or one that does not exist yet.");

    private static InventoryStoreException Failed(string path, string why) => new(
        StoreProblem.Failed,
        path,
        $"The store '{PathCause.Shown(path)}' can't be reached: {why.TrimEnd('.')}. Check the disk.");
}
