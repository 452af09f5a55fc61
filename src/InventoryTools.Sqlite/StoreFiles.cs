namespace InventoryTools.Sqlite;

/// <summary>
/// The files of an open store, the database with its write-ahead log and the log's index. SQLite goes on with files
/// that were deleted or replaced, and says that it has written; here this is noticed.
/// </summary>
internal sealed class StoreFiles
{
    private const int MinIndexLength = 32768;

    private readonly string _path;
    private readonly SqliteFile _file;
    private readonly FileIdentity _database;
    private readonly (string Path, FileIdentity? Identity) _log;
    private readonly (string Path, FileIdentity? Identity) _index;

    /// <summary>Takes the files as they are now.</summary>
    /// <param name="file">The database of a connection, which has read the store.</param>
    /// <param name="path">The path that the store was opened by.</param>
    /// <param name="database">The file that was at the path when the connection was opened.</param>
    public StoreFiles(SqliteFile file, string path, FileIdentity database)
    {
        _file = file;
        _path = path;
        _database = database;
        _log = (file.Path + "-wal", FileIdentity.Of(file.Path + "-wal"));
        _index = (file.Path + "-shm", FileIdentity.Of(file.Path + "-shm"));
    }

    /// <summary>Checks that the path still leads to the store.</summary>
    /// <exception cref="InventoryStoreException">It was deleted, renamed or replaced.</exception>
    public void CheckDatabase()
    {
        if (FileIdentity.Of(_path) != _database)
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

        if (FileIdentity.Of(_log.Path) != _log.Identity || !_file.IsLogWhole)
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
        bool isSafe = FileIdentity.Of(_path) == _database
            && (_log.Identity is null || (IsIndexWhole() && _file.IsLogWhole));
        if (!isSafe)
        {
            _file.KeepLog();
        }
    }

    // A process that touches a mapped file beyond its end is ended by the system.
    private bool IsIndexWhole() =>
        FileIdentity.Of(_index.Path) == _index.Identity
        && new FileInfo(_index.Path) is { Exists: true } index
        && index.Length >= MinIndexLength;
}
