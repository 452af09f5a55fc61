using System.Buffers.Binary;
using System.Text;

namespace InventoryTools.Sqlite;

/// <summary>Tells stores of a known version from all other files.</summary>
internal static class StoreIdentity
{
    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    /// <summary>Returns the version of the store's schema; 0 for a file that is still empty.</summary>
    /// <exception cref="InventoryStoreException">
    /// The file is not a store, or one of a newer version. Nothing of it was changed.
    /// </exception>
    public static long Check(StoreConnection store, CancellationToken cancellationToken)
    {
        if (store.ReadOnce(store.File.ReadHeader, cancellationToken) is byte[] header)
        {
            CheckHeader(store, header);
        }

        (long application, long version, long tables) = store.Read(() => Read(store), cancellationToken);
        return application == 0 && version == 0 && tables == 0 ? 0 : CheckVersion(store, application, version);
    }

    // SQLite applies the logs beside a file when it first reads, and a database of something else must not be touched.
    // Source: https://www.sqlite.org/fileformat.html#the_database_header
    private static void CheckHeader(StoreConnection store, byte[] header)
    {
        if (!header.AsSpan(0, s_magic.Length).SequenceEqual(s_magic))
        {
            throw SqliteErrors.NotADatabase(store.Path, null);
        }

        CheckVersion(
            store,
            BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68)),
            BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(60)));
    }

    private static long CheckVersion(StoreConnection store, long application, long version) =>
        application != StoreSchema.ApplicationId || version <= 0 ? throw SqliteErrors.NotAStore(store.Path)
        : version > StoreSchema.Version ? throw SqliteErrors.NewerSchema(store.Path, version)
        : version;

    // In one transaction: another process may be making the tables at this very moment.
    private static (long Application, long Version, long Tables) Read(StoreConnection store)
    {
        store.Execute("BEGIN");
        try
        {
            return (
                store.Scalar("PRAGMA application_id"),
                store.Scalar("PRAGMA user_version"),
                store.Scalar("SELECT count(*) FROM sqlite_master"));
        }
        finally
        {
            store.RollBack();
        }
    }
}
