using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// An open connection to a file that was checked to be a store of a known schema version. Every error of SQLite becomes
/// an <see cref="InventoryStoreException"/>.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(10);

    private readonly SqliteConnection _connection;
    private StoreFile? _file; // null in memory
    private readonly List<StoreStatement> _statements = [];
    private readonly TimeSpan _patience;
    private CancellationToken _cancellationToken; // of the transaction

    private StoreConnection(SqliteConnection connection, string path, TimeSpan patience, StoreFile? file = null)
    {
        _connection = connection;
        File = new SqliteFile(connection);
        Path = path;
        _patience = patience;
        _file = file;
    }

    /// <summary>The file itself.</summary>
    public SqliteFile File { get; }

    /// <summary>The connection of SQLite.</summary>
    public sqlite3 Handle => _connection.Handle!;

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>True when the file has all tables of items. An older store that is only read may lack some.</summary>
    public bool IsCurrentVersion { get; private set; } = true;

    /// <summary>Opens a store for writing. A missing file is created, unless it must exist.</summary>
    public static StoreConnection OpenForWriting(
        string path, TimeSpan patience, bool mustExist, CancellationToken cancellationToken)
    {
        StoreFile file = mustExist ? StoreFile.Find(path) : StoreFile.FindOrCreate(path);
        return Use(new(file.Open(), path, patience, file), store =>
        {
            store.Prepare(cancellationToken);
            file.Watch(store.File);
            return store;
        });
    }

    /// <summary>
    /// Opens a store for reading. The file is not changed, and its folder may be read-only. An empty file is a store
    /// without items.
    /// </summary>
    public static StoreConnection OpenForReading(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        StoreFile file = StoreFile.Find(path);
        try
        {
            return OpenChecked(new(file.Open(), path, patience, file), file, cancellationToken);
        }
        catch (InventoryStoreException error)
            when (error.Problem is StoreProblem.AccessDenied or StoreProblem.ReadOnly && file.HasNoLog)
        {
            // In WAL mode SQLite needs a writable folder even to read, except for a file that does not change.
            return OpenChecked(new(file.OpenUnchanging(), path, patience, file), file, cancellationToken);
        }
        catch (InventoryStoreException error) when (error.Problem == StoreProblem.ReadOnly)
        {
            throw AccessFault.LogNotAdded(error);
        }
    }

    /// <summary>Opens a store as for writing, and changes nothing. Null when a file could be made.</summary>
    public static StoreConnection? OpenForTrial(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        StoreFile.FindForTrial(path) is not StoreFile file ? null
        : Use(new(file.Open(), path, patience, file), store =>
        {
            StoreSchema.ReadVersion(store, cancellationToken, isWritten: true);
            file.Watch(store.File);

            // The end of a transaction without changes would write the first page of an empty file.
            store.RetryWhileBusy(store.BeginWrite, cancellationToken);
            store.RollBack();
            return store;
        });

    /// <summary>Creates a store in memory. It ends with the connection.</summary>
    public static StoreConnection OpenInMemory(string path = ":memory:")
    {
        StoreConnection store = new(StoreFile.OpenInMemory(), path, TimeSpan.Zero);
        StoreSchema.Migrate(store);
        return store;
    }

    /// <summary>Makes a command. The connection disposes it, unless it is disposed before.</summary>
    public SqliteCommand CreateCommand(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return sql.IndexOf('$') < 0 ? command : command.AddParameters();
    }

    /// <summary>Makes a statement that runs for each item. The connection disposes it.</summary>
    public StoreStatement CreateStatement(string sql)
    {
        StoreStatement statement = new(this, Handle, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Ends the work that was cancelled.</summary>
    public void ThrowIfCancelled() => _cancellationToken.ThrowIfCancellationRequested();

    /// <summary>Reads the rows of a command.</summary>
    /// <exception cref="InventoryStoreException">A row is not what is written to the table.</exception>
    public IEnumerable<T> Query<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            yield return Map(row, read);
        }
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="InventoryStoreException">The row is not what is written to the table.</exception>
    public T Map<TRow, T>(TRow row, Func<TRow, T> read)
    {
        try
        {
            return read(row);
        }
        catch (Exception error) when (SqliteErrors.IsOfRow(error))
        {
            throw SqliteErrors.Damaged(Path, error);
        }
    }

    /// <summary>Runs <paramref name="work"/> as one write transaction: all of it is kept, or nothing.</summary>
    public T Write<T>(Func<T> work, CancellationToken cancellationToken)
    {
        RetryWhileBusy(BeginWrite, cancellationToken);
        try
        {
            T result = work();
            _file?.Check();
            Execute("COMMIT");
            _file?.Check();
            return result;
        }
        catch (Exception error)
        {
            RollBack();
            if (error is SqliteException sqlite)
            {
                throw SqliteErrors.Translate(sqlite, Path);
            }

            throw;
        }
    }

    /// <summary>Runs <paramref name="read"/>, with SQLite's failures translated.</summary>
    public T Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        T result = default!;
        RetryWhileBusy(() => result = read(), cancellationToken);
        return result;
    }

    /// <summary>The same without repetition: a read that has returned rows can't be repeated.</summary>
    public T ReadOnce<T>(Func<T> read, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Translate(error, Path);
        }
    }

    public void RollBack()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            ReadOnce(() => Execute("ROLLBACK"), CancellationToken.None);
        }
    }

    /// <summary>Checks that a read is one of the store that the path leads to.</summary>
    /// <exception cref="InventoryStoreException">The store was deleted, renamed or replaced.</exception>
    public void CheckIsInPlace() => _file?.CheckDatabase();

    public void Dispose()
    {
        // A second time, the files would be asked of a connection that is closed.
        _file?.BeforeClose();
        _file = null;
        _statements.ForEach(statement => statement.Dispose());
        _connection.Dispose();
    }

    // Opened for writing where that is possible, because only then SQLite deletes the files beside the store.
    private static StoreConnection OpenChecked(
        StoreConnection opened, StoreFile file, CancellationToken cancellationToken) => Use(opened, store =>
    {
        store.RetryWhileBusy(() => store.Execute("PRAGMA query_only = 1"), cancellationToken);
        long version = StoreSchema.ReadVersion(store, cancellationToken);
        if (version == 0)
        {
            store.Dispose();
            StoreConnection empty = OpenInMemory(store.Path);
            empty.Execute("PRAGMA query_only = 1");
            return empty;
        }

        store.IsCurrentVersion = version >= StoreSchema.ItemsVersion;
        file.Watch(store.File);
        return store;
    });

    private static StoreConnection Use(StoreConnection store, Func<StoreConnection, StoreConnection> use)
    {
        try
        {
            return use(store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void Prepare(CancellationToken cancellationToken)
    {
        // The tables are made before the write-ahead log, so that the file says at every moment what it is.
        if (StoreSchema.ReadVersion(this, cancellationToken, isWritten: true) != StoreSchema.Version)
        {
            Write(() => StoreSchema.Migrate(this), cancellationToken);
        }

        RetryWhileBusy(() => Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"), cancellationToken);

        // The first read in that mode opens the log.
        Read(() => Scalar("SELECT count(*) FROM sqlite_master"), cancellationToken);
    }

    // SqliteCommand would wait by itself, can't be cancelled in that time and looks again only every 150 milliseconds.
    // A new file has no write-ahead log yet: readers must not come between the work and its commit.
    private void BeginWrite()
    {
        _file?.Check();
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(Handle, "BEGIN EXCLUSIVE"), Handle);
    }

    private void RetryWhileBusy(Action action, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        using CancellationTokenSource patience = new(_patience);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (SqliteException error) when (SqliteErrors.IsBusy(error) && !patience.IsCancellationRequested)
            {
                cancellationToken.WaitHandle.WaitOne(s_retryInterval);
            }
            catch (SqliteException error)
            {
                throw SqliteErrors.Translate(error, Path);
            }
        }
    }

    public long Scalar(string sql)
    {
        using SqliteCommand command = CreateCommand(sql);
        return (long)command.ExecuteScalar()!;
    }

    public int Execute(string sql)
    {
        using SqliteCommand command = CreateCommand(sql);
        return command.ExecuteNonQuery();
    }
}
