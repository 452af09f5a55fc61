using System;
using System.Collections.Generic;
using System.Threading;

namespace InventoryTools.Store;

/// <summary>
/// Keeps the newest item of each node and type, the schemas of custom types, and what was deleted, as the service
/// does. A store judges nothing: what it is given has been checked. It is used from one thread at a time; several
/// stores may be open on one file, in several processes.
/// </summary>
internal interface IInventoryStore : IDisposable
{
    /// <summary>
    /// Runs <paramref name="work"/> as one transaction: when this returns, all of it survives a power cut; when the
    /// work or the store throws, nothing of it is there.
    /// </summary>
    /// <param name="work">What to do; nothing of the transaction may be used behind it.</param>
    /// <param name="now">The time of the transaction; retention is counted from it.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="InventoryStoreException">The store could not be read or written.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for another writer.</exception>
    T Write<T>(Func<IStoreTransaction, T> work, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Runs <paramref name="work"/> on the store as it is at one moment.</summary>
    /// <param name="work">What to do; nothing of the snapshot may be used after it.</param>
    /// <param name="now">The time of the reading, from which retention is counted; null to see everything, however old.</param>
    /// <param name="cancellationToken">Ends the waiting for other processes.</param>
    /// <exception cref="InventoryStoreException">The store could not be read.</exception>
    T Read<T>(Func<IStoreSnapshot, T> work, DateTimeOffset? now, CancellationToken cancellationToken);

    /// <summary>The same, with what the work yields read as it is enumerated, all from one moment.</summary>
    /// <exception cref="InventoryStoreException">The store could not be read.</exception>
    IEnumerable<T> ReadEach<T>(
        Func<IStoreSnapshot, IEnumerable<T>> work, DateTimeOffset? now, CancellationToken cancellationToken);
}
