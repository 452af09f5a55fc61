using InventoryTools.Store;

namespace InventoryTools.Sqlite;

/// <summary>
/// The store in one SQLite file: WAL, <c>synchronous=FULL</c>, one transaction a batch. The file and its tables are
/// made on first use; several processes may write it at once.
/// </summary>
internal sealed class SqliteInventoryStore : IInventoryStore
{
    /// <summary>The time for which a writer waits for another one.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly StoreConnection _store;
    private StoreTransaction? _transaction;

    private SqliteInventoryStore(StoreConnection store) => _store = store;

    private StoreTransaction Transaction => _transaction ??= new StoreTransaction(_store);

    /// <summary>Opens the store at a full path for writing. A missing file is created.</summary>
    /// <exception cref="InventoryStoreException">The store can't be opened or made.</exception>
    public static SqliteInventoryStore OpenForWriting(
        string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForWriting(path, patience, mustExist: false, cancellationToken));

    /// <summary>Opens the store at a full path to read from it and to write to it.</summary>
    /// <exception cref="InventoryStoreException">There is no store, or it can't be opened or written to.</exception>
    public static SqliteInventoryStore OpenExisting(
        string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForWriting(path, patience, mustExist: true, cancellationToken));

    /// <summary>Opens the store at a full path to read from it.</summary>
    /// <exception cref="InventoryStoreException">There is no store, or it can't be opened.</exception>
    public static SqliteInventoryStore OpenForReading(
        string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForReading(path, patience, cancellationToken));

    /// <summary>
    /// Opens the store at a full path, and finds out that it could be written; nothing is changed. Null when there is
    /// no file, but one could be made.
    /// </summary>
    /// <exception cref="InventoryStoreException">The store could not be opened, made or written.</exception>
    public static SqliteInventoryStore? OpenForTrial(
        string path, TimeSpan patience, CancellationToken cancellationToken) =>
        StoreConnection.OpenForTrial(path, patience, cancellationToken) is StoreConnection store ? new(store) : null;

    /// <summary>Creates a store in memory. It ends when it is disposed.</summary>
    public static SqliteInventoryStore OpenInMemory() => new(StoreConnection.OpenInMemory());

    /// <summary>Makes a ledger on the same connection, for the same thread. The store must outlive it.</summary>
    public SqliteSubmissionLedger MakeLedger() => new(_store, isOwner: false);

    /// <inheritdoc/>
    public T Write<T>(Func<IStoreTransaction, T> work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StoreTransaction transaction = Transaction;
        try
        {
            return _store.Write(
                () =>
                {
                    transaction.Begin(now);
                    return work(transaction);
                },
                cancellationToken);
        }
        catch
        {
            transaction.Invalidate();
            throw;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<IStoreSnapshot, T> work, DateTimeOffset? now, CancellationToken cancellationToken)
    {
        StoreTransaction transaction = Transaction;
        BeginReading(cancellationToken);
        try
        {
            transaction.BeginReading(now);
            return _store.Read(() => work(transaction), cancellationToken);
        }
        finally
        {
            _store.RollBack();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<T> ReadEach<T>(
        Func<IStoreSnapshot, IEnumerable<T>> work, DateTimeOffset? now, CancellationToken cancellationToken)
    {
        StoreTransaction transaction = Transaction;
        BeginReading(cancellationToken);
        try
        {
            transaction.BeginReading(now);
            using IEnumerator<T> items = work(transaction).GetEnumerator();
            Func<bool> moveNext = items.MoveNext;
            while (_store.ReadOnce(moveNext, cancellationToken))
            {
                yield return items.Current;
            }
        }
        finally
        {
            _store.RollBack();
        }
    }

    /// <inheritdoc/>
    public void CheckIsInPlace() => _store.CheckIsInPlace();

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    // The first read takes the snapshot. It is made here, where it can wait for other processes.
    private void BeginReading(CancellationToken cancellationToken)
    {
        _store.CheckIsInPlace();
        _store.ReadOnce(() => _store.Execute("BEGIN"), cancellationToken);
        try
        {
            _store.Read(() => _store.Scalar("SELECT count(*) FROM sqlite_master"), cancellationToken);
        }
        catch
        {
            _store.RollBack();
            throw;
        }
    }
}
