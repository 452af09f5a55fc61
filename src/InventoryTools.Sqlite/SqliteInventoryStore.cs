using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>
/// The store in one SQLite file: WAL, <c>synchronous=FULL</c>, one transaction a batch. The file and its tables are
/// made on first use; several processes may write it at once.
/// </summary>
public sealed class SqliteInventoryStore : IInventoryStore
{
    /// <summary>How long a writer waits for another one before it gives up.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly StoreConnection _store;
    private SqliteTransaction? _transaction;

    private SqliteInventoryStore(StoreConnection store) => _store = store;

    // Made on first use: a store of an older version may be read that has not all of the tables.
    private SqliteTransaction Transaction => _transaction ??= _store.IsOfThisVersion
        ? new SqliteTransaction(_store)
        : throw StoreErrors.OlderSchema(_store.Path);

    /// <summary>Opens the store at a full path to write to it, and makes it where there is none.</summary>
    /// <exception cref="InventoryStoreException">The store can't be opened or made.</exception>
    public static SqliteInventoryStore OpenForWriting(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForWriting(path, patience, cancellationToken));

    /// <summary>Opens the store at a full path to read from it.</summary>
    /// <exception cref="InventoryStoreException">There is no store, or it can't be opened.</exception>
    public static SqliteInventoryStore OpenForReading(string path, TimeSpan patience, CancellationToken cancellationToken) =>
        new(StoreConnection.OpenForReading(path, patience, cancellationToken));

    /// <summary>Makes a store in memory, which lives until it is disposed of.</summary>
    public static SqliteInventoryStore OpenInMemory() => new(StoreConnection.OpenInMemory());

    /// <inheritdoc/>
    public T Write<T>(Func<IStoreTransaction, T> work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SqliteTransaction transaction = Transaction;
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
            transaction.Forget();
            throw;
        }
    }

    /// <inheritdoc/>
    public T Read<T>(Func<IStoreSnapshot, T> work, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SqliteTransaction transaction = Transaction;
        BeginReading(cancellationToken);
        try
        {
            transaction.Begin(now);
            return _store.Read(() => work(transaction), cancellationToken);
        }
        finally
        {
            _store.RollBack();
        }
    }

    /// <inheritdoc/>
    public IEnumerable<InventoryItem> Read(StoreQuery query, CancellationToken cancellationToken)
    {
        BeginReading(cancellationToken);
        using ItemReader items = new(_store);
        try
        {
            string types = _store.Read(() => items.TypeCondition(query.MatchesTypeName), cancellationToken);
            IEnumerable<string?> nodes = query.InstanceIds is null
                ? [null]
                : query.InstanceIds.Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal);
            foreach (string? node in nodes)
            {
                using SqliteCommand scan = items.CreateScan(node, types);
                using SqliteDataReader row = _store.Read(scan.ExecuteReader, cancellationToken);
                while (_store.Read(row.Read, cancellationToken))
                {
                    if (query.MatchesInstanceId?.Invoke(row.GetString(0)) != false)
                    {
                        yield return items.ReadItem(row);
                    }
                }
            }
        }
        finally
        {
            _store.RollBack();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _transaction?.Dispose();
        _store.Dispose();
    }

    private void BeginReading(CancellationToken cancellationToken) => _store.Read(
        () =>
        {
            _store.Execute("BEGIN");
            return true;
        },
        cancellationToken);
}
