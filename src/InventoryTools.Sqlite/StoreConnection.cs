using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// An open connection to a file that was checked to be a store of a known schema version. Every error of SQLite becomes
/// an <see cref="InventoryStoreException"/>.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    private const string InMemory = ":memory:";

    private static readonly TimeSpan s_retryInterval = TimeSpan.FromMilliseconds(10);

    private readonly SqliteConnection _connection;
    private readonly TimeSpan _patience;

    private StoreConnection(SqliteConnection connection, string path, TimeSpan patience)
    {
        _connection = connection;
        Path = path;
        _patience = patience;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>True when the file has all tables of items. An older store that is only read may lack some.</summary>
    public bool IsCurrentVersion { get; private set; } = true;

    /// <summary>Opens a store for writing. A missing file is created, unless it must exist.</summary>
    public static StoreConnection OpenForWriting(
        string path, TimeSpan patience, bool mustExist, CancellationToken cancellationToken)
    {
        if (mustExist)
        {
            StoreFile.CheckExists(path);
        }
        else
        {
            StoreFile.CreateIfMissing(path);
        }

        StoreConnection store = new(StoreFile.Open(path, SqliteOpenMode.ReadWrite), path, patience);
        try
        {
            store.Prepare(mustExist, cancellationToken);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Opens a store for reading. The file is not changed, and its folder may be read-only.</summary>
    public static StoreConnection OpenForReading(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        StoreFile.CheckExists(path);
        try
        {
            return OpenChecked(path, path, patience, cancellationToken);
        }
        catch (InventoryStoreException error)
            when (error.Problem is StoreProblem.AccessDenied or StoreProblem.ReadOnly && StoreFile.HasNoLog(path))
        {
            // In WAL mode SQLite needs a writable folder even to read, except for a file that does not change.
            return OpenChecked(path, StoreFile.ImmutableUri(path), patience, cancellationToken);
        }
    }

    /// <summary>Creates a store in memory. It ends with the connection.</summary>
    public static StoreConnection OpenInMemory()
    {
        StoreConnection store = new(StoreFile.Open(InMemory, SqliteOpenMode.Memory), InMemory, TimeSpan.Zero);
        StoreSchema.Migrate(store, from: 0);
        return store;
    }

    /// <summary>Makes a command. The connection disposes it, unless it is disposed before.</summary>
    public SqliteCommand CreateCommand(string sql)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.SetText(sql);
        return command;
    }

    /// <summary>Runs <paramref name="work"/> as one write transaction: all of it is kept, or nothing.</summary>
    public T Write<T>(Func<T> work, CancellationToken cancellationToken)
    {
        RetryWhileBusy(BeginWrite, cancellationToken);
        try
        {
            T result = work();
            Execute("COMMIT");
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
            Execute("ROLLBACK");
        }
    }

    public void Dispose() => _connection.Dispose();

    private static StoreConnection OpenChecked(
        string path,
        string dataSource,
        TimeSpan patience,
        CancellationToken cancellationToken)
    {
        // Opened for writing where that is possible, because only then SQLite deletes the files beside the store.
        StoreConnection store = new(StoreFile.Open(path, SqliteOpenMode.ReadWrite, dataSource), path, patience);
        try
        {
            store.RetryWhileBusy(() => store.Execute("PRAGMA query_only = 1"), cancellationToken);
            long version = store.CheckIdentity(cancellationToken);
            if (version == 0)
            {
                throw SqliteErrors.NotAStore(path);
            }

            store.IsCurrentVersion = version >= StoreSchema.ItemsVersion;
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void Prepare(bool mustExist, CancellationToken cancellationToken)
    {
        long version = CheckIdentity(cancellationToken);
        if (mustExist && version == 0)
        {
            throw SqliteErrors.NotAStore(Path);
        }

        RetryWhileBusy(() => Execute("PRAGMA journal_mode = WAL"), cancellationToken);
        RetryWhileBusy(() => Execute("PRAGMA synchronous = FULL"), cancellationToken);
        if (version == StoreSchema.Version)
        {
            return;
        }

        Write(
            () =>
            {
                // Another process may have migrated the file meanwhile.
                StoreSchema.Migrate(this, (int)Scalar("PRAGMA user_version"));
                return true;
            },
            cancellationToken);
    }

    // The version of the store's schema; 0 for a file that is still empty.
    private long CheckIdentity(CancellationToken cancellationToken)
    {
        (long application, long version, long tables) = Read(ReadIdentity, cancellationToken);
        bool isEmpty = application == 0 && version == 0 && tables == 0;
        bool isStore = application == StoreSchema.ApplicationId && version > 0;
        if (!isStore && !isEmpty)
        {
            throw SqliteErrors.NotAStore(Path);
        }

        return version <= StoreSchema.Version ? version : throw SqliteErrors.NewerSchema(Path, version);
    }

    // In one transaction: another process may be making the tables at this very moment.
    private (long Application, long Version, long Tables) ReadIdentity()
    {
        Execute("BEGIN");
        try
        {
            return (
                Scalar("PRAGMA application_id"),
                Scalar("PRAGMA user_version"),
                Scalar("SELECT count(*) FROM sqlite_master"));
        }
        finally
        {
            RollBack();
        }
    }

    // SqliteCommand would wait by itself, can't be cancelled in that time and looks again only every 150 milliseconds.
    private void BeginWrite() => SqliteException.ThrowExceptionForRC(
        raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE"), _connection.Handle);

    private void RetryWhileBusy(Action action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(_patience);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (SqliteException error)
                when (SqliteErrors.IsBusy(error) && !patience.IsCancellationRequested)
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

    public void Execute(string sql)
    {
        using SqliteCommand command = CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
