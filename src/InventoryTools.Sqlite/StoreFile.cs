using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The file of a store, before it is known to be one.</summary>
internal static class StoreFile
{
    // The wait of a single command can't be cancelled, so it is short and repeated.
    private const int CommandTimeoutSeconds = 1;

    /// <summary>Throws when there is no file.</summary>
    /// <exception cref="InventoryStoreException">There is no file, or the path is that of a folder.</exception>
    public static void CheckExists(string path)
    {
        CheckIsNoFolder(path);
        if (!File.Exists(path))
        {
            throw SqliteErrors.NotFound(path);
        }
    }

    /// <summary>Creates an empty file when there is none.</summary>
    public static void CreateIfMissing(string path)
    {
        CheckIsNoFolder(path);
        if (File.Exists(path))
        {
            return;
        }

        string? folder = Path.GetDirectoryName(path);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw SqliteErrors.FolderNotFound(path);
        }

        try
        {
#if NET
            // Readable by its owner only. SQLite gives the files beside it the same rights.
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream file = new(path, options);
            if (!OperatingSystem.IsWindows())
            {
                // The umask may have taken a right of the owner.
                File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
#else
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
#endif
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process has created it meanwhile.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.CannotCreate(path, error);
        }
    }

    /// <summary>The identity of the file at a path.</summary>
    /// <exception cref="InventoryStoreException">It is a device or a pipe, which loses what is written.</exception>
    public static FileIdentity Identify(string path) =>
        FileIdentity.Of(path) ?? throw SqliteErrors.NotADatabase(path, null);

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The path for messages.</param>
    /// <param name="mode">The mode.</param>
    /// <param name="dataSource">The data source; null for the path.</param>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, string? dataSource = null)
    {
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = dataSource ?? path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = CommandTimeoutSeconds,
        };
        SqliteConnection connection = new(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw SqliteErrors.Translate(error, path);
        }
    }

    /// <summary>The data source that opens a file without locks, as one that does not change.</summary>
    public static string ImmutableUri(string path)
    {
        string slashes = Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;

        // Uri takes a percent sign in the name of a file for the beginning of an escape.
        string escaped = string.Join("/", slashes.Split('/').Select(Uri.EscapeDataString));
        return (escaped[0] == '/' ? "file://" : "file:///") + escaped + "?immutable=1";
    }

    /// <summary>True when all of the store is in the file itself.</summary>
    public static bool HasNoLog(string path) => Array.TrueForAll(
        ["-wal", "-journal"], end => new FileInfo(path + end) is not { Exists: true, Length: > 0 });

    private static void CheckIsNoFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw SqliteErrors.IsFolder(path);
        }
    }
}
