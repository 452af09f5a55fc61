using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>Writes items straight to a store: each of them is judged and kept for itself, a batch in one transaction.</summary>
internal static class StoreWriter
{
    /// <summary>Writes a batch. One result an item is returned, in order; what is kept survives a power cut.</summary>
    /// <param name="store">The store.</param>
    /// <param name="batch">The items; each has been checked for itself.</param>
    /// <param name="now">The time; retention is counted from it.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="InventoryStoreException">The batch could not be written, and nothing of it was.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while it waited for another writer.</exception>
    public static IReadOnlyList<StoreWriteResult> Write(
        IInventoryStore store,
        IReadOnlyList<StoreWrite> batch,
        DateTimeOffset now,
        CancellationToken cancellationToken) => store.Write(
        transaction =>
        {
            ItemAcceptance acceptance = new(transaction);
            return (IReadOnlyList<StoreWriteResult>)[.. batch.Select(acceptance.Write)];
        },
        now,
        cancellationToken);
}
