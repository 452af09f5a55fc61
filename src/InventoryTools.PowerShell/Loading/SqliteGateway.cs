using System.Runtime.CompilerServices;
using InventoryTools.Sqlite;
using InventoryTools.Store;

namespace InventoryTools.Loading;

/// <summary>The door to the store's assembly, which is loaded when one of these methods is compiled.</summary>
/// <remarks>No method is inlined, and no signature has a type of that assembly: callers would load it.</remarks>
internal static class SqliteGateway
{
    // The ledger saves bytes; it is not worth a longer wait.
    private static readonly TimeSpan s_ledgerPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="SqliteInventoryStore.OpenForWriting"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IInventoryStore OpenForWriting(string path, CancellationToken cancellationToken)
    {
        FindSqlite();
        return SqliteInventoryStore.OpenForWriting(path, SqliteInventoryStore.DefaultPatience, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenExisting"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IInventoryStore OpenExisting(string path, CancellationToken cancellationToken)
    {
        FindSqlite();
        return SqliteInventoryStore.OpenExisting(path, SqliteInventoryStore.DefaultPatience, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenForReading"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IInventoryStore OpenForReading(string path, CancellationToken cancellationToken)
    {
        FindSqlite();
        return SqliteInventoryStore.OpenForReading(path, SqliteInventoryStore.DefaultPatience, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenForTrial"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IInventoryStore? OpenForTrial(string path, TimeSpan? patience, CancellationToken cancellationToken)
    {
        FindSqlite();
        return SqliteInventoryStore.OpenForTrial(
            path, patience ?? SqliteInventoryStore.DefaultPatience, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenInMemory"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IInventoryStore OpenInMemory()
    {
        FindSqlite();
        return SqliteInventoryStore.OpenInMemory();
    }

    /// <inheritdoc cref="SqliteSubmissionLedger.Open"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ISubmissionLedger OpenLedger(string path, CancellationToken cancellationToken)
    {
        FindSqlite();
        return SqliteSubmissionLedger.Open(path, s_ledgerPatience, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.MakeLedger"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ISubmissionLedger LedgerOf(IInventoryStore store) => ((SqliteInventoryStore)store).MakeLedger();

    private static void FindSqlite()
    {
#if NET
        NativeSqlite.FindPath();
#else
        NativeSqlite.Load();
#endif
    }
}
