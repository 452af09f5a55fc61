namespace InventoryTools.Store;

/// <summary>
/// Stores the newest item of each node and type, the schemas of custom types, and the deletions, as the service
/// does. A store does not check what it is given. It is used from one thread at a time. Several
/// stores may be open on one file, in several processes.
/// </summary>
internal interface IInventoryStore : IDisposable
{
    /// <summary>
    /// Runs <paramref name="work"/> as one transaction. When this returns, all of it survives a power failure. When the
    /// work or the store throws, nothing of it is kept.
    /// </summary>
    /// <param name="work">The work. It must not keep the transaction.</param>
    /// <param name="now">The time of the transaction, from which the retention period counts.</param>
    /// <param name="cancellationToken">Ends the wait for other writers.</param>
    /// <exception cref="InventoryStoreException">The store could not be read or written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for another writer.</exception>
    T Write<T>(Func<IStoreTransaction, T> work, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> on the store as it is at one moment.</summary>
    /// <param name="work">The work. It must not keep the snapshot.</param>
    /// <param name="now">The time from which the retention period counts; null to read everything.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <exception cref="InventoryStoreException">The store could not be read.</exception>
    T Read<T>(Func<IStoreSnapshot, T> work, DateTimeOffset? now, CancellationToken cancellationToken);

    /// <summary>The same, with results that are read as they are enumerated, all from one moment.</summary>
    /// <exception cref="InventoryStoreException">The store could not be read.</exception>
    IEnumerable<T> ReadEach<T>(
        Func<IStoreSnapshot, IEnumerable<T>> work, DateTimeOffset? now, CancellationToken cancellationToken);

    /// <summary>Checks that the store is still the one that its path leads to. Any thread may ask.</summary>
    /// <exception cref="InventoryStoreException">It was deleted, renamed or replaced.</exception>
    void CheckIsInPlace();
}
