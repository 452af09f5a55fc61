using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// One open connection to a store's file that has been found to be a store, at the schema version that this code
/// knows. Every failure of SQLite comes out as an <see cref="InventoryStoreException"/>.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    // The waiting of a single command can't be cancelled, so it is kept short and repeated.
    private const int WaitSeconds = 1;

    private const string InMemory = ":memory:";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly SqliteConnection _connection;
    private readonly TimeSpan _patience;

    private StoreConnection(SqliteConnection connection, string path, TimeSpan patience)
    {
        _connection = connection;
        Path = path;
        _patience = patience;
    }

    public string Path { get; }

    /// <summary>Whether it has all tables that this code knows; an older store that is only read may lack some.</summary>
    public bool IsOfThisVersion { get; private set; } = true;

    /// <summary>Opens a store to write to, and makes it where there is none, unless it must be there already.</summary>
    public static StoreConnection OpenForWriting(
        string path, TimeSpan patience, bool mustExist, CancellationToken cancellationToken)
    {
        CheckIsNoFolder(path);
        if (!File.Exists(path))
        {
            if (mustExist)
            {
                throw SqliteErrors.NotFound(path);
            }

            CreateFile(path);
        }

        StoreConnection store = Open(path, SqliteOpenMode.ReadWrite, patience);
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

    /// <summary>Opens a store to read from; it is not changed, and may stand where nothing can be written.</summary>
    public static StoreConnection OpenForReading(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        CheckIsNoFolder(path);
        if (!File.Exists(path))
        {
            throw SqliteErrors.NotFound(path);
        }

        try
        {
            return OpenChecked(path, path, patience, cancellationToken);
        }
        catch (InventoryStoreException error)
            when (error.Problem is StoreProblem.AccessDenied or StoreProblem.ReadOnly && HasNoLog(path))
        {
            // WAL needs a writable folder even to read, unless SQLite is told that nobody writes.
            return OpenChecked(path, ToUri(path) + "?immutable=1", patience, cancellationToken);
        }
    }

    /// <summary>Makes a store that lives in memory, for as long as the connection.</summary>
    public static StoreConnection OpenInMemory()
    {
        StoreConnection store = Open(InMemory, SqliteOpenMode.Memory, TimeSpan.Zero);
        StoreSchema.Migrate(store, from: 0);
        return store;
    }

    public SqliteCommand CreateCommand(string sql, params string[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Callers pass constants, or lists of numbers.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (string parameter in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = parameter, Value = DBNull.Value });
        }

        return command;
    }

    /// <summary>Runs <paramref name="work"/> as one write transaction: all of it is kept, or nothing.</summary>
    public T Write<T>(Func<T> work, CancellationToken cancellationToken)
    {
        WhenFree(BeginWrite, cancellationToken);
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
        WhenFree(() => result = read(), cancellationToken);
        return result;
    }

    /// <summary>The same, without another try: what was half read can't be read again.</summary>
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
        // Opened for writing where that is possible, because only then SQLite takes the files beside the store away again.
        StoreConnection store = Open(path, SqliteOpenMode.ReadWrite, patience, dataSource);
        try
        {
            store.WhenFree(() => store.Execute("PRAGMA query_only = 1"), cancellationToken);
            long version = store.CheckIdentity(cancellationToken);
            if (version == 0)
            {
                throw SqliteErrors.NotAStore(path);
            }

            store.IsOfThisVersion = version == StoreSchema.Version;
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static StoreConnection Open(
        string path,
        SqliteOpenMode mode,
        TimeSpan patience,
        string? dataSource = null)
    {
        SqliteConnectionStringBuilder settings = new()
        {
            DataSource = dataSource ?? path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = WaitSeconds,
        };
        SqliteConnection connection = new(settings.ToString());
        try
        {
            connection.Open();
            return new StoreConnection(connection, path, patience);
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

    // Made before SQLite would make it: readable by its owner only. The files beside it take the same rights.
    private static void CreateFile(string path)
    {
        string? folder = System.IO.Path.GetDirectoryName(path);
        if (folder is not null && !Directory.Exists(folder))
        {
            throw SqliteErrors.FolderNotFound(path);
        }

        try
        {
#if NET
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using FileStream file = new(path, options);
#else
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
#endif
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.CannotMake(path, error);
        }
    }

    // Uri takes a percent sign in a file's name for the beginning of an escape.
    private static string ToUri(string path)
    {
        string slashes = System.IO.Path.DirectorySeparatorChar == '\\' ? path.Replace('\\', '/') : path;
        string escaped = string.Join("/", slashes.Split('/').Select(Uri.EscapeDataString));
        return (escaped[0] == '/' ? "file://" : "file:///") + escaped;
    }

    private static bool HasNoLog(string path)
    {
        FileInfo log = new(path + "-wal");
        return !log.Exists || log.Length == 0;
    }

    private void Prepare(bool mustExist, CancellationToken cancellationToken)
    {
        long version = CheckIdentity(cancellationToken);
        if (mustExist && version == 0)
        {
            throw SqliteErrors.NotAStore(Path);
        }

        WhenFree(() => Execute("PRAGMA journal_mode = WAL"), cancellationToken);
        WhenFree(() => Execute("PRAGMA synchronous = FULL"), cancellationToken);
        if (version == StoreSchema.Version)
        {
            return;
        }

        Write(
            () =>
            {
                // Another process may have been faster.
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

    // Past the command's own waiting, which can't be cancelled and looks again only every 150 milliseconds.
    private void BeginWrite() => SqliteException.ThrowExceptionForRC(
        raw.sqlite3_exec(_connection.Handle, "BEGIN IMMEDIATE"), _connection.Handle);

    private void WhenFree(Action action, CancellationToken cancellationToken)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                action();
                return;
            }
            catch (SqliteException error) when (SqliteErrors.IsBusy(error) && waited.Elapsed < _patience)
            {
                cancellationToken.WaitHandle.WaitOne(s_pause);
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
