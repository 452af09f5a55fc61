using System;
using System.Runtime.CompilerServices;
using System.Threading;
using InventoryTools.Sqlite;

namespace InventoryTools.Loading;

/// <summary>
/// The door to the store's assembly, which is loaded when one of these methods runs for the first time.
/// </summary>
internal static class LocalStore
{
    // The ledger saves bytes; it is not worth a longer wait.
    private static readonly TimeSpan s_ledgerPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="SqliteInventoryStore.OpenForWriting"/>
    public static IInventoryStore OpenForWriting(string path, CancellationToken cancellationToken)
    {
        Prepare();
        return Write(path, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenForReading"/>
    public static IInventoryStore OpenForReading(string path, CancellationToken cancellationToken)
    {
        Prepare();
        return Read(path, cancellationToken);
    }

    /// <inheritdoc cref="SqliteInventoryStore.OpenInMemory"/>
    public static IInventoryStore OpenInMemory()
    {
        Prepare();
        return Memory();
    }

    /// <inheritdoc cref="SqliteSubmissionLedger.Open"/>
    public static ISubmissionLedger OpenLedger(string path, CancellationToken cancellationToken)
    {
        Prepare();
        return Ledger(path, cancellationToken);
    }

    private static void Prepare()
    {
        PrivateAssemblies.Enable();
#if NET
        NativeSqlite.FindPath();
#else
        NativeSqlite.Load();
#endif
    }

    // Not inlined, and their result no type of the store's assembly: whatever names one loads it when it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IInventoryStore Write(string path, CancellationToken cancellationToken) =>
        SqliteInventoryStore.OpenForWriting(path, SqliteInventoryStore.DefaultPatience, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IInventoryStore Read(string path, CancellationToken cancellationToken) =>
        SqliteInventoryStore.OpenForReading(path, SqliteInventoryStore.DefaultPatience, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IInventoryStore Memory() => SqliteInventoryStore.OpenInMemory();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ISubmissionLedger Ledger(string path, CancellationToken cancellationToken) =>
        SqliteSubmissionLedger.Open(path, s_ledgerPatience, cancellationToken);
}
