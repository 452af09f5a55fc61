using System.Globalization;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The ledger in the tables of a store's file. Several processes may use one at once.</summary>
internal sealed class SqliteSubmissionLedger : ISubmissionLedger
{
    /// <summary>The form of days in the tables.</summary>
    internal const string DayFormat = "yyyy-MM-dd";

    private readonly StoreConnection _store;
    private readonly bool _isOwner;
    private readonly NameTable _targets;
    private readonly NameTable _nodes;
    private readonly NameTable _types;
    private readonly SqliteCommand _readAccepted;
    private readonly SqliteCommand _readSent;
    private readonly SqliteCommand _accept;
    private readonly SqliteCommand _confirm;
    private readonly SqliteCommand _forget;
    private readonly SqliteCommand _count;

    internal SqliteSubmissionLedger(StoreConnection store, bool isOwner)
    {
        _store = store;
        _isOwner = isOwner;
        _targets = NameTable.OfTargets(store);
        _nodes = NameTable.OfNodes(store);
        _types = NameTable.OfTypes(store);
        _readAccepted = store.CreateCommand(
            """
            SELECT type_name, fingerprint, accepted_at, capture_time
            FROM accepted JOIN type USING (type_id) JOIN node USING (node_id) JOIN target USING (target_id)
            WHERE target_name = $target AND instance_id = $node
            """);
        _readSent = store.CreateCommand(
            """
            SELECT day, bytes FROM sent JOIN node USING (node_id) JOIN target USING (target_id)
            WHERE target_name = $target AND instance_id = $node
            """);
        _accept = store.CreateCommand(
            """
            INSERT INTO accepted (target_id, node_id, type_id, fingerprint, accepted_at, capture_time)
            VALUES ($target, $node, $type, $fingerprint, $time, $captured)
            ON CONFLICT DO UPDATE SET
                fingerprint = excluded.fingerprint,
                accepted_at = excluded.accepted_at,
                capture_time = excluded.capture_time
            """);
        _confirm = store.CreateCommand(
            "UPDATE accepted SET capture_time = $captured WHERE target_id = $target AND node_id = $node AND "
                + "type_id = $type");
        _forget = store.CreateCommand(
            "DELETE FROM accepted WHERE target_id = $target AND node_id = $node AND type_id = $type");
        _count = store.CreateCommand(
            """
            INSERT INTO sent (target_id, node_id, day, bytes) VALUES ($target, $node, $day, $bytes)
            ON CONFLICT DO UPDATE SET
                bytes = iif(day = excluded.day, bytes, 0) + excluded.bytes,
                day = excluded.day
            """);
    }

    /// <summary>Opens the ledger in the file at a full path. A missing file is created.</summary>
    /// <exception cref="InventoryStoreException">The file can't be opened or made.</exception>
    public static SqliteSubmissionLedger Open(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        StoreConnection store = StoreConnection.OpenForWriting(path, patience, mustExist: false, cancellationToken);
        try
        {
            return new SqliteSubmissionLedger(store, isOwner: true);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken) => _store.Read(
        () =>
        {
            Dictionary<string, AcceptedContent> items = new(StringComparer.Ordinal);
            using (SqliteDataReader row = Execute(_readAccepted, target, instanceId))
            {
                while (row.Read())
                {
                    items[row.GetString(0)] = new(
                        row.GetString(1),
                        DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(2)),
                        row.IsDBNull(3) ? null : row.GetString(3));
                }
            }

            using SqliteDataReader sent = Execute(_readSent, target, instanceId);
            return sent.Read()
                ? new NodeLedger(
                    items,
                    DateTime.ParseExact(sent.GetString(0), DayFormat, CultureInfo.InvariantCulture),
                    sent.GetInt64(1))
                : new NodeLedger(items, null, 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Record(
        string target,
        DateTime day,
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken) => _store.Write(
        () =>
        {
            long targetId = _targets.Find(target) ?? _targets.Add(target);
            foreach (LedgerChange change in changes)
            {
                Record(targetId, day, change);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwner)
        {
            _store.Dispose();
        }
    }

    private static SqliteDataReader Execute(SqliteCommand read, string target, string instanceId)
    {
        read.Parameters["$target"].Value = target;
        read.Parameters["$node"].Value = instanceId;
        return read.ExecuteReader();
    }

    private void Record(long target, DateTime day, LedgerChange change)
    {
        long node = _nodes.Find(change.InstanceId) ?? _nodes.Add(change.InstanceId);
        long type = _types.Find(change.TypeName) ?? _types.Add(change.TypeName);
        if (change.Content is AcceptedContent content)
        {
            Bind(_accept, target, node).Parameters["$type"].Value = type;
            _accept.Parameters["$fingerprint"].Value = content.Fingerprint;
            _accept.Parameters["$time"].Value = content.AcceptedAt.ToUnixTimeSeconds();
            _accept.Parameters["$captured"].Value = (object?)content.CaptureTime ?? DBNull.Value;
            _accept.ExecuteNonQuery();
        }
        else if (change.CaptureTime is not null)
        {
            Bind(_confirm, target, node).Parameters["$type"].Value = type;
            _confirm.Parameters["$captured"].Value = change.CaptureTime;
            _confirm.ExecuteNonQuery();
        }
        else if (change.Forget)
        {
            Bind(_forget, target, node).Parameters["$type"].Value = type;
            _forget.ExecuteNonQuery();
        }

        if (change.Bytes > 0)
        {
            Bind(_count, target, node).Parameters["$day"].Value = day.ToString(DayFormat, CultureInfo.InvariantCulture);
            _count.Parameters["$bytes"].Value = change.Bytes;
            _count.ExecuteNonQuery();
        }
    }

    private static SqliteCommand Bind(SqliteCommand command, long target, long node)
    {
        command.Parameters["$target"].Value = target;
        command.Parameters["$node"].Value = node;
        return command;
    }
}
