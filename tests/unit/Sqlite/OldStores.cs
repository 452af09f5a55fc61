namespace InventoryTools.Tests.Sqlite;

/// <summary>Stores as earlier versions of the module made them, with an item of Custom:Old and a damaged one.</summary>
internal static class OldStores
{
    public const string First = """
        CREATE TABLE node (node_id INTEGER PRIMARY KEY, instance_id TEXT NOT NULL UNIQUE);
        CREATE TABLE type (type_id INTEGER PRIMARY KEY, type_name TEXT NOT NULL UNIQUE);
        CREATE TABLE item (item_id INTEGER PRIMARY KEY, node_id INTEGER NOT NULL REFERENCES node,
            type_id INTEGER NOT NULL REFERENCES type, schema_version TEXT NOT NULL, capture_time TEXT NOT NULL,
            content_hash TEXT NOT NULL, context TEXT, content TEXT NOT NULL, UNIQUE (node_id, type_id));
        INSERT INTO node VALUES (1, 'i-old');
        INSERT INTO type VALUES (1, 'Custom:Old'), (2, 'AWS:ComplianceItem'), (3, 'Custom:Empty');
        INSERT INTO item VALUES
            (1, 1, 1, '1.0', '2025-01-01T00:00:00Z', 'h', NULL, '[{"A":"1","B":"2"},{"C":"3"}]'),
            (2, 1, 2, '1.0', '2025-01-01T00:00:00Z', 'h', '{"ComplianceType":"Patch"}', '[{"Id":"KB1"}]'),
            (3, 1, 3, '2.0', '2025-01-01T00:00:00Z', 'h', NULL, '[]');
        PRAGMA application_id = 1231976020; PRAGMA user_version = 1;
        """;

    public const string Second = First + """
        CREATE TABLE target (target_id INTEGER PRIMARY KEY, target_name TEXT NOT NULL UNIQUE);
        CREATE TABLE accepted (target_id INTEGER NOT NULL REFERENCES target, node_id INTEGER NOT NULL REFERENCES node,
            type_id INTEGER NOT NULL REFERENCES type, fingerprint TEXT NOT NULL, accepted_at INTEGER NOT NULL,
            PRIMARY KEY (target_id, node_id, type_id)) WITHOUT ROWID;
        CREATE TABLE sent (target_id INTEGER NOT NULL REFERENCES target, node_id INTEGER NOT NULL REFERENCES node,
            day TEXT NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (target_id, node_id)) WITHOUT ROWID;
        INSERT INTO node VALUES (2, 'i-ledger-alone');
        INSERT INTO target VALUES (1, 'somewhere');
        INSERT INTO accepted VALUES (1, 2, 1, 'f', 1);
        PRAGMA user_version = 2;
        """;
}
