using System.Globalization;
using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The ledger in the tables of a store's file. Several processes may use one at once.</summary>
internal sealed class SqliteSubmissionLedger : ISubmissionLedger
{
    /// <summary>The form of days in the tables.</summary>
    internal const string DayFormat = "yyyy-MM-dd";

    // AWS documents that a signature is valid for 5 or, for some services, 15 minutes around the service's time. This
    // machine's clock may be ahead by as much.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(30);

    private readonly StoreConnection _store;
    private readonly bool _isOwner;
    private readonly NameTable _targets;
    private readonly NameTable _nodes;
    private readonly NameTable _types;
    private readonly SqliteCommand _readAccepted;
    private readonly SqliteCommand _readSent;
    private readonly SqliteCommand _accept;
    private readonly SqliteCommand _confirm;
    private readonly SqliteCommand _count;
    private readonly SqliteCommand _announce;
    private readonly SqliteCommand _doubt;
    private readonly SqliteCommand _end;
    private readonly SqliteCommand _leave;
    private readonly SqliteCommand _renew;
    private readonly SqliteCommand _forgetExpired;
    private readonly SqliteCommand _deleteExpired;

    internal SqliteSubmissionLedger(StoreConnection store, bool isOwner)
    {
        _store = store;
        _isOwner = isOwner;
        _targets = NameTable.OfTargets(store);
        _nodes = NameTable.OfNodes(store);
        _types = NameTable.OfTypes(store);
        _readAccepted = store.CreateCommand(
            """
            SELECT type_name, accepted_at, capture_time, iif(
                EXISTS (
                    SELECT 1 FROM announced other
                    WHERE other.target_id = accepted.target_id
                        AND other.node_id = accepted.node_id
                        AND other.type_id = accepted.type_id
                        AND (other.fingerprint <> accepted.fingerprint
                            OR other.capture_time IS NOT accepted.capture_time)),
                '',
                fingerprint)
            FROM accepted JOIN type USING (type_id) JOIN node USING (node_id) JOIN target USING (target_id)
            WHERE target_name = $target AND instance_id = $node
            UNION ALL
            SELECT type_name, since, NULL, ''
            FROM announced JOIN type USING (type_id) JOIN node USING (node_id) JOIN target USING (target_id)
            WHERE target_name = $target AND instance_id = $node AND NOT EXISTS (
                SELECT 1 FROM accepted known
                WHERE known.target_id = announced.target_id
                    AND known.node_id = announced.node_id
                    AND known.type_id = announced.type_id)
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
            """
            UPDATE accepted SET capture_time = $captured
            WHERE target_id = $target AND node_id = $node AND type_id = $type AND fingerprint = $fingerprint
            """);
        _count = store.CreateCommand(
            """
            INSERT INTO sent (target_id, node_id, day, bytes) VALUES ($target, $node, $day, $bytes)
            ON CONFLICT DO UPDATE SET
                bytes = iif(day = excluded.day, bytes, 0) + excluded.bytes,
                day = excluded.day
            """);
        _announce = store.CreateCommand(
            """
            INSERT INTO announced (
                target_id, node_id, type_id, submission, number, fingerprint, capture_time, since, is_doubted, is_open)
            VALUES ($target, $node, $type, $submission, $number, $fingerprint, $captured, $now, $doubted, 1)
            """);

        // The calls of one submission for one node come one after the other, so its open ones do not overlap.
        _doubt = store.CreateCommand(
            """
            UPDATE announced SET is_doubted = 1
            WHERE target_id = $target AND node_id = $node AND type_id = $type
                AND (submission = $submission AND is_open) = $own
                AND (fingerprint <> $fingerprint OR fingerprint = '' OR capture_time <> $captured)
            """);
        _end = store.CreateCommand(
            """
            DELETE FROM announced
            WHERE target_id = $target AND node_id = $node AND type_id = $type
                AND submission = $submission AND number = $number
            RETURNING is_doubted
            """);
        _leave = store.CreateCommand(
            """
            UPDATE announced SET is_open = 0, since = $now
            WHERE target_id = $target AND node_id = $node AND type_id = $type
                AND submission = $submission AND number = $number
            RETURNING is_doubted
            """);

        // An announcement from the future was made before the clock was set back.
        _renew = store.CreateCommand(
            "UPDATE announced SET since = $now WHERE since > $now OR (submission = $submission AND is_open)");
        _forgetExpired = store.CreateCommand(
            """
            INSERT INTO accepted (target_id, node_id, type_id, fingerprint, accepted_at, capture_time)
            SELECT target_id, node_id, type_id, '', since, NULL FROM announced
            WHERE since < $since AND NOT EXISTS (
                SELECT 1 FROM accepted known
                WHERE known.target_id = announced.target_id
                    AND known.node_id = announced.node_id
                    AND known.type_id = announced.type_id
                    AND known.fingerprint = announced.fingerprint
                    AND known.capture_time = announced.capture_time)
            ON CONFLICT DO UPDATE SET fingerprint = '', capture_time = NULL
            """);
        _deleteExpired = store.CreateCommand("DELETE FROM announced WHERE since < $since");
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
            foreach ((string typeName, AcceptedContent content) in _store.Query(
                _readAccepted.Bind(target, instanceId),
                row => (row.GetString(0), new AcceptedContent(
                    row.GetString(3),
                    DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1)),
                    row.IsDBNull(2) ? null : row.GetString(2)))))
            {
                items[typeName] = content;
            }

            return _store
                .Query(
                    _readSent.Bind(target, instanceId),
                    row => new NodeLedger(
                        items,
                        DateTime.ParseExact(row.GetString(0), DayFormat, CultureInfo.InvariantCulture),
                        row.GetInt64(1)))
                .FirstOrDefault() ?? new NodeLedger(items, null, 0);
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Announce(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerSending> sendings,
        CancellationToken cancellationToken) => _store.Write(
        () =>
        {
            long time = now.ToUnixTimeSeconds();
            long expired = (now - s_lifetime).ToUnixTimeSeconds();
            _renew.Bind(time, submission.Id).ExecuteNonQuery();
            _forgetExpired.Bind(expired).ExecuteNonQuery();
            _deleteExpired.Bind(expired).ExecuteNonQuery();
            long target = _targets.FindOrAdd(submission.Target);
            foreach (LedgerSending one in sendings)
            {
                (long node, long type) = KeyOf(one);
                bool isDoubted = Doubt(target, node, type, submission, isOwn: false, one);
                _announce.Bind(
                    target,
                    node,
                    type,
                    submission.Id,
                    one.Number,
                    one.Fingerprint,
                    one.CaptureTime,
                    time,
                    isDoubted).ExecuteNonQuery();
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Record(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken) => _store.Write(
        () =>
        {
            long target = _targets.FindOrAdd(submission.Target);
            foreach (LedgerChange change in changes)
            {
                Record(target, submission, now, change);
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

    private (long Node, long Type) KeyOf(LedgerSending sending) =>
        (_nodes.FindOrAdd(sending.InstanceId), _types.FindOrAdd(sending.TypeName));

    // Doubts the announcements of other contents, and returns true when there were some.
    private bool Doubt(
        long target, long node, long type, LedgerSubmission submission, bool isOwn, LedgerSending sending) =>
        _doubt.Bind(target, node, type, submission.Id, isOwn, sending.Fingerprint, sending.CaptureTime)
            .ExecuteNonQuery() > 0;

    private void Record(long target, LedgerSubmission submission, DateTimeOffset now, LedgerChange change)
    {
        LedgerSending sending = change.Sending;
        (long node, long type) = KeyOf(sending);
        long time = now.ToUnixTimeSeconds();
        object? doubted = change.MayStillApply
            ? _leave.Bind(time, target, node, type, submission.Id, sending.Number).ExecuteScalar()
            : _end.Bind(target, node, type, submission.Id, sending.Number).ExecuteScalar();
        if (change.MayStillApply)
        {
            Doubt(target, node, type, submission, isOwn: true, sending);
        }

        // An announcement that has expired doubts nothing, so its end does not count either.
        bool isTrusted = doubted is 0L;
        bool isKnown = change.Outcome == LedgerOutcome.NotSent
            || (isTrusted && change.Outcome == LedgerOutcome.Confirmed
                && _confirm.Bind(sending.CaptureTime, target, node, type, sending.Fingerprint).ExecuteNonQuery() > 0);
        if (!isKnown)
        {
            bool isAccepted = isTrusted && change.Outcome == LedgerOutcome.Accepted;
            _accept.Bind(
                target,
                node,
                type,
                isAccepted ? sending.Fingerprint : "",
                time,
                isAccepted ? sending.CaptureTime : null).ExecuteNonQuery();
        }

        if (change.Bytes > 0)
        {
            _count.Bind(target, node, now.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture), change.Bytes)
                .ExecuteNonQuery();
        }
    }
}
