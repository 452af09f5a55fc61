using InventoryTools.Paths;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The file of a store, with the write-ahead log and the log's index beside it. SQLite goes on with files that were
/// deleted or replaced, and says that it has written; here this is noticed.
/// </summary>
internal sealed class StoreFile
{
    // The wait of a single command can't be cancelled, so it is short and repeated.
    private const int CommandTimeoutSeconds = 1;
    private const int MinIndexLength = 32768;

    private readonly string _path;
    private readonly FileIdentity _identity;
    private SqliteFile? _database;
    private (string Path, FileIdentity? Identity) _log;
    private (string Path, FileIdentity? Identity) _index;

    private StoreFile(string path)
    {
        _path = path;
        _identity = FileIdentity.Of(path) ?? throw PathFault.Find(path, isMade: false);
    }

    /// <summary>True when all of the store is in the file itself.</summary>
    public bool HasNoLog => Array.TrueForAll(
        ["-wal", "-journal"], end => new FileInfo(_path + end) is not { Exists: true, Length: > 0 });

    /// <summary>Finds the file at a path.</summary>
    /// <exception cref="InventoryStoreException">
    /// The path names nothing, a folder, or a device or pipe. A device or pipe does not keep what is written to it.
    /// </exception>
    public static StoreFile Find(string path)
    {
        CheckIsNoFolder(path);
        return new StoreFile(path);
    }

    /// <summary>Finds the file at a path, and creates an empty one when there is none.</summary>
    /// <exception cref="InventoryStoreException">
    /// The file can't be made, or the path names a folder, or a device or pipe. A device or pipe does not keep what is
    /// written to it.
    /// </exception>
    public static StoreFile FindOrCreate(string path)
    {
        CreateIfMissing(path);
        return new StoreFile(path);
    }

    /// <summary>Finds the file at a path; null when there is none, and one can be made.</summary>
    /// <exception cref="InventoryStoreException">Neither is so.</exception>
    public static StoreFile? FindForTrial(string path)
    {
        CheckIsNoFolder(path);
        if (File.Exists(path))
        {
            return new StoreFile(path);
        }

        PathFault.CheckMissing(path);
        AccessFault.CheckFolder(path);
        return null;
    }

    /// <summary>Opens a connection to a database in memory.</summary>
    public static SqliteConnection OpenInMemory() => Open(":memory:", SqliteOpenMode.Memory, ":memory:");

    /// <summary>Opens a connection.</summary>
    public SqliteConnection Open() => Open(_path, SqliteOpenMode.ReadWrite, _path);

    /// <summary>Opens a connection without locks, to a file that does not change.</summary>
    public SqliteConnection OpenUnchanging()
    {
        string slashes = Path.DirectorySeparatorChar == '\\' ? _path.Replace('\\', '/') : _path;

        // Uri takes a percent sign in the name of a file for the beginning of an escape.
        string escaped = string.Join("/", slashes.Split('/').Select(Uri.EscapeDataString));
        string uri = (escaped[0] == '/' ? "file://" : "file:///") + escaped + "?immutable=1";
        return Open(_path, SqliteOpenMode.ReadWrite, uri);
    }

    /// <summary>Takes the log and its index as they are now.</summary>
    /// <param name="database">The file of a connection, which has read the store.</param>
    public void Watch(SqliteFile database)
    {
        _database = database;
        _log = (database.Path + "-wal", FileIdentity.Of(database.Path + "-wal"));
        _index = (database.Path + "-shm", FileIdentity.Of(database.Path + "-shm"));
    }

    /// <summary>Checks that the path still leads to the store.</summary>
    /// <exception cref="InventoryStoreException">It was deleted, renamed or replaced.</exception>
    public void CheckDatabase()
    {
        if (FileIdentity.Of(_path) != _identity)
        {
            throw SqliteErrors.Replaced(_path, _path);
        }
    }

    /// <summary>Checks that all files are those that were opened, and that the log is whole.</summary>
    /// <exception cref="InventoryStoreException">One was deleted, renamed, replaced or cut short.</exception>
    public void Check()
    {
        CheckDatabase();
        if (_log.Identity is null)
        {
            return;
        }

        if (!IsIndexWhole())
        {
            throw SqliteErrors.Replaced(_path, _index.Path);
        }

        if (FileIdentity.Of(_log.Path) != _log.Identity || _database?.IsLogWhole == false)
        {
            throw SqliteErrors.Replaced(_path, _log.Path);
        }
    }

    /// <summary>
    /// Prepares the end of the connection. SQLite would copy the log into the database and delete the log by its name.
    /// Where they may be another store's, or the log lacks a part, they stay as they are.
    /// </summary>
    public void BeforeClose()
    {
        bool isSafe = FileIdentity.Of(_path) == _identity
            && (_log.Identity is null || (IsIndexWhole() && _database?.IsLogWhole != false));
        if (!isSafe)
        {
            _database?.KeepLog();
        }
    }

    private static void CreateIfMissing(string path)
    {
        CheckIsNoFolder(path);
        if (File.Exists(path))
        {
            return;
        }

        try
        {
            if (Path.GetDirectoryName(path) is string folder && !Directory.Exists(folder))
            {
                throw PathFault.Find(path, isMade: true);
            }

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
        catch (Exception error) when (error is IOException or UnauthorizedAccessException
            or NotSupportedException or ArgumentException)
        {
            throw PathFault.CannotCreate(path, error);
        }
    }

    // The path is that for messages.
    private static SqliteConnection Open(string path, SqliteOpenMode mode, string dataSource)
    {
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = dataSource,
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

    private static void CheckIsNoFolder(string path)
    {
        if (Directory.Exists(path))
        {
            throw SqliteErrors.IsFolder(path);
        }
    }

    // A process that touches a mapped file beyond its end is ended by the system.
    private bool IsIndexWhole() =>
        FileIdentity.Of(_index.Path) == _index.Identity
        && new FileInfo(_index.Path) is { Exists: true } index
        && index.Length >= MinIndexLength;
}
