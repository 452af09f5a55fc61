using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>Translates the result codes of SQLite into problems of a store.</summary>
internal static class SqliteErrors
{
    public static bool IsBusy(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>True for the error of a value that is missing, of another type, or not of its form.</summary>
    public static bool IsOfRow(Exception error) => error is InvalidCastException or InvalidOperationException
        or ArgumentException or FormatException or OverflowException or JsonException;

    public static InventoryStoreException Translate(SqliteException error, string path)
    {
        if (error.SqliteErrorCode == raw.SQLITE_NOTADB)
        {
            return NotADatabase(path, error);
        }

        if (IsDamage(error))
        {
            return Damaged(path, error);
        }

        if (error.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH)
        {
            return AccessFault.Find(path, error);
        }

        (StoreProblem problem, string sentence) = error switch
        {
            { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } => (
                StoreProblem.Locked,
                $"The store '{path}' has been locked by another process for too long. Wait for that process, or "
                    + "end it, and try again."),
            { SqliteErrorCode: raw.SQLITE_FULL } or { SqliteExtendedErrorCode: raw.SQLITE_IOERR_SHMSIZE } => (
                StoreProblem.NoSpace,
                $"There is no space left for the store '{path}'. What was written before is safe; make room and "
                    + "try again."),
            _ => (
                StoreProblem.Failed,
                $"The store '{path}' failed: {error.Message} Check the disk and the file, and restore the file "
                    + "from a copy where it is damaged."),
        };
        return new InventoryStoreException(problem, path, sentence, error);
    }

    // A whole store never lacks a table, breaks a constraint of its tables or has values of another type or size.
    private static bool IsDamage(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG
            or raw.SQLITE_FORMAT or raw.SQLITE_ERROR
        || error.SqliteExtendedErrorCode == raw.SQLITE_IOERR_SHORT_READ;

    public static InventoryStoreException IsFolder(string path) => new(
        StoreProblem.IsFolder,
        path,
        $"'{path}' is a folder. Name the store's file, such as '{Path.Combine(path, "inventory.db")}'.");

    public static InventoryStoreException NotADatabase(string path, Exception? error) => new(
        StoreProblem.NotADatabase,
        path,
        $"The file '{path}' is not an inventory store, because it is not an SQLite database. Name a store, or, to "
            + "write one, a file that does not exist yet.",
        error);

    public static InventoryStoreException NotAStore(string path) => new(
        StoreProblem.NotAStore,
        path,
        $"The database '{path}' is not an inventory store. Name a store, or, to write one, a file that does not exist "
            + "yet.");

    public static InventoryStoreException DamagedItem(string path, InventoryItem item, Exception error) => new(
        StoreProblem.NotADatabase,
        path,
        $"The store '{path}' is damaged: what it holds as {item} is not what was written. Restore it from a copy.",
        error);

    public static InventoryStoreException Damaged(string path, Exception error) => new(
        StoreProblem.NotADatabase,
        path,
        $"The database '{path}' is damaged. Restore it from a copy, or recover what is left with the sqlite3 shell's "
            + ".recover.",
        error);

    public static InventoryStoreException Replaced(string path, string file) => new(
        StoreProblem.Replaced,
        path,
        $"The file '{file}' was deleted, renamed, replaced or cut short while the store was in use. Nothing is "
            + $"written to the store '{path}' any more. Put back its files, or restore them from a copy, and begin "
            + "again.");

    public static InventoryStoreException OlderSchema(string path) => new(
        StoreProblem.OlderSchema,
        path,
        $"The store '{path}' was made by an older version of InventoryTools and lacks what is needed to answer "
            + "this. Write to it once, as with Write-Inventory, to bring it up to date.");

    public static InventoryStoreException NewerSchema(string path, long version) => new(
        StoreProblem.NewerSchema,
        path,
        $"The store '{path}' has schema version {version}; this version of InventoryTools knows versions up to "
            + $"{StoreSchema.Version}. Update the module.");
}
