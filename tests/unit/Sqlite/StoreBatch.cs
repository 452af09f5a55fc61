using InventoryTools.Store;

namespace InventoryTools.Tests.Sqlite;

/// <summary>Writes a batch to a store without checks, and reads items of any age.</summary>
internal static class StoreBatch
{
    /// <summary>The time of writing in tests that need no other.</summary>
    public static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<StoreOutcome> Write(
        this IInventoryStore store,
        IReadOnlyList<StoreWrite> batch,
        CancellationToken cancellationToken) =>
        store.Write(
            transaction => (
                IReadOnlyList<StoreOutcome>)[.. batch.Select(transaction.WriteItem)], Now, cancellationToken);

    public static IEnumerable<InventoryItem> Read(
        this IInventoryStore store, StoreQuery query, CancellationToken cancellationToken) =>
        store.ReadEach(snapshot => snapshot.ReadNodes(query).SelectMany(node => node.Items), null, cancellationToken);
}
