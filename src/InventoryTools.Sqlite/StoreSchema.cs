using System.Globalization;

namespace InventoryTools.Sqlite;

/// <summary>
/// The tables of a store and how older stores become newer ones. The file says by its application_id that it is a
/// store, and by its user_version which steps it has taken.
/// </summary>
internal static class StoreSchema
{
    /// <summary>"InvT" in ASCII.</summary>
    public const int ApplicationId = 0x496E7654;

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
    ];

    /// <summary>The version that this code reads and writes.</summary>
    public static int Version => s_steps.Length;

    /// <summary>Takes the steps that are missing. Runs in the caller's transaction.</summary>
    public static void Migrate(StoreConnection store, int from)
    {
        for (int step = from; step < s_steps.Length; step++)
        {
            store.Execute(s_steps[step]);
        }

        store.Execute($"PRAGMA application_id = {Number(ApplicationId)}");
        store.Execute($"PRAGMA user_version = {Number(Version)}");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
