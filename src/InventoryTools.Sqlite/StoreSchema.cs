using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InventoryTools.Sqlite;

/// <summary>
/// The tables of a store and how older stores become newer ones. The file says by its application_id that it is a
/// store, and by its user_version which steps it has taken.
/// </summary>
internal static class StoreSchema
{
    /// <summary>"InvT" in ASCII.</summary>
    public const int ApplicationId = 0x496E7654;

    /// <summary>The version since which the tables of items, schemas and deletions have not changed.</summary>
    public const int ItemsVersion = 3;

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    // Step n brings a store from version n to n + 1. A step that has shipped is never changed.
    private static readonly string[] s_steps =
    [
        """
        CREATE TABLE node (
            node_id     INTEGER PRIMARY KEY,
            instance_id TEXT NOT NULL UNIQUE
        );
        CREATE TABLE type (
            type_id   INTEGER PRIMARY KEY,
            type_name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE item (
            item_id        INTEGER PRIMARY KEY,
            node_id        INTEGER NOT NULL REFERENCES node,
            type_id        INTEGER NOT NULL REFERENCES type,
            schema_version TEXT NOT NULL,
            capture_time   TEXT NOT NULL,
            content_hash   TEXT NOT NULL,
            context        TEXT,
            content        TEXT NOT NULL,
            UNIQUE (node_id, type_id)
        );
        """,
        """
        CREATE TABLE target (
            target_id   INTEGER PRIMARY KEY,
            target_name TEXT NOT NULL UNIQUE
        );
        CREATE TABLE accepted (
            target_id   INTEGER NOT NULL REFERENCES target,
            node_id     INTEGER NOT NULL REFERENCES node,
            type_id     INTEGER NOT NULL REFERENCES type,
            fingerprint TEXT NOT NULL,
            accepted_at INTEGER NOT NULL, -- seconds since 1970
            PRIMARY KEY (target_id, node_id, type_id)
        ) WITHOUT ROWID;
        CREATE TABLE sent (
            target_id   INTEGER NOT NULL REFERENCES target,
            node_id     INTEGER NOT NULL REFERENCES node,
            day         TEXT NOT NULL, -- yyyy-MM-dd, UTC
            bytes       INTEGER NOT NULL,
            PRIMARY KEY (target_id, node_id)
        ) WITHOUT ROWID;
        """,
        // The schemas, deletions and times. Items of older stores count as written now, so that none expires too early.
        """
        CREATE TABLE item_with_sub_type (
            item_id        INTEGER PRIMARY KEY,
            node_id        INTEGER NOT NULL REFERENCES node,
            type_id        INTEGER NOT NULL REFERENCES type,
            sub_type       TEXT NOT NULL, -- empty for all types but those of which a node has several items
            schema_version TEXT NOT NULL,
            capture_time   TEXT NOT NULL,
            content_hash   TEXT NOT NULL, -- empty where the writer gave none
            context        TEXT,
            content        TEXT NOT NULL,
            written_at     INTEGER NOT NULL, -- seconds since 1970
            UNIQUE (node_id, type_id, sub_type)
        );
        INSERT INTO item_with_sub_type
            SELECT item_id, node_id, type_id,
                   iif(
                       type_name = 'AWS:ComplianceItem' AND json_valid(context),
                       coalesce(json_extract(context, '$.ComplianceType'), ''),
                       ''),
                   schema_version, capture_time, content_hash, context, content, unixepoch()
            FROM item JOIN type USING (type_id) ORDER BY item_id;
        DROP TABLE item;
        ALTER TABLE item_with_sub_type RENAME TO item;
        ALTER TABLE node ADD COLUMN seen_at INTEGER; -- seconds since 1970; null where the ledger alone knows the node
        UPDATE node SET seen_at = unixepoch() WHERE node_id IN (SELECT node_id FROM item);
        CREATE TABLE type_schema (
            schema_id   INTEGER PRIMARY KEY,
            type_id     INTEGER NOT NULL REFERENCES type,
            version     TEXT NOT NULL,
            is_disabled INTEGER NOT NULL,
            attributes  TEXT NOT NULL, -- JSON list of names
            UNIQUE (type_id, version)
        );
        INSERT INTO type_schema (type_id, version, is_disabled, attributes)
            SELECT type_id, schema_version, 0, coalesce(json_group_array(name) FILTER (WHERE name IS NOT NULL), '[]')
            FROM (
                SELECT DISTINCT i.type_id, i.schema_version, a.key AS name
                FROM item i JOIN type t ON t.type_id = i.type_id
                     LEFT JOIN json_each(iif(json_valid(i.content), i.content, '[]')) e
                     LEFT JOIN json_each(iif(e.type = 'object', e.value, '{}')) a
                WHERE t.type_name GLOB 'Custom:*'
            )
            GROUP BY type_id, schema_version;
        CREATE TABLE deletion (
            deletion_no   INTEGER PRIMARY KEY,
            deletion_id   TEXT NOT NULL UNIQUE,
            type_name     TEXT NOT NULL,
            schema_option TEXT,
            client_token  TEXT,
            deleted_at    INTEGER NOT NULL, -- seconds since 1970
            counts        TEXT NOT NULL -- JSON map of schema version to number of nodes
        );
        CREATE TABLE received (
            node_id INTEGER PRIMARY KEY REFERENCES node,
            day     TEXT NOT NULL, -- yyyy-MM-dd, UTC
            bytes   INTEGER NOT NULL
        );
        ALTER TABLE accepted ADD COLUMN capture_time TEXT; -- the last that the target took; null where it was not noted
        """,
        // The calls that have not ended. Since then, accepted has an empty fingerprint for content that is not known.
        """
        CREATE TABLE announced (
            target_id    INTEGER NOT NULL REFERENCES target,
            node_id      INTEGER NOT NULL REFERENCES node,
            type_id      INTEGER NOT NULL REFERENCES type,
            submission   INTEGER NOT NULL,
            number       INTEGER NOT NULL, -- of the item in the submission
            fingerprint  TEXT NOT NULL, -- empty where the content can't be recognised
            capture_time TEXT NOT NULL,
            since        INTEGER NOT NULL, -- seconds since 1970
            is_doubted   INTEGER NOT NULL, -- 1 when other content was on its way in the same time
            is_open      INTEGER NOT NULL, -- 0 when the call has ended and the target may still apply it
            PRIMARY KEY (target_id, node_id, type_id, submission, number)
        ) WITHOUT ROWID;
        """,
    ];

    /// <summary>The version that this code writes.</summary>
    public static int Version => s_steps.Length;

    /// <summary>Returns the version of the store's schema; 0 for a file that is still empty.</summary>
    /// <exception cref="InventoryStoreException">
    /// The file is not a store, or one of a newer version, or is read-only. Nothing of it was changed.
    /// </exception>
    public static long ReadVersion(
        StoreConnection store, CancellationToken cancellationToken, bool isWritten = false)
    {
        if (store.ReadOnce(store.File.ReadHeader, cancellationToken) is byte[] header)
        {
            CheckHeader(store, header);
        }

        (long application, long version, long tables) = store.Read(() => Read(store), cancellationToken);
        version = application == 0 && version == 0 && tables == 0 ? 0 : CheckVersion(store, application, version);
        return isWritten && store.File.IsReadOnly
            ? throw AccessFault.Find(store.Path, new SqliteException("It is read-only.", raw.SQLITE_READONLY))
            : version;
    }

    /// <summary>Takes the steps that are missing, in the caller's transaction, and returns the version.</summary>
    public static long Migrate(StoreConnection store)
    {
        // Another process may have taken some meanwhile.
        for (int step = (int)store.Scalar("PRAGMA user_version"); step < s_steps.Length; step++)
        {
            store.Execute(s_steps[step]);
        }

        store.Execute($"PRAGMA application_id = {Number(ApplicationId)}");
        store.Execute($"PRAGMA user_version = {Number(Version)}");
        return Version;
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
        application != ApplicationId || version <= 0 ? throw SqliteErrors.NotAStore(store.Path)
        : version > Version ? throw SqliteErrors.NewerSchema(store.Path, version)
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

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
