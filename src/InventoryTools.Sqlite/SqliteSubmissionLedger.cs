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
    private readonly AnnouncedTable _announced;
    private readonly StoreStatement _accept;
    private readonly StoreStatement _confirm;
    private readonly StoreStatement _count;
    private readonly Dictionary<string, long> _typesOfTransaction = new(StringComparer.Ordinal);
    private (string Name, long Id) _nodeOfTransaction;

    internal SqliteSubmissionLedger(StoreConnection store, bool isOwner)
    {
        _store = store;
        _isOwner = isOwner;
        _targets = NameTable.OfTargets(store);
        _nodes = NameTable.OfNodes(store);
        _types = NameTable.OfTypes(store);
        _announced = new AnnouncedTable(store);
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
        _accept = store.CreateStatement(
            """
            INSERT INTO accepted (target_id, node_id, type_id, fingerprint, accepted_at, capture_time)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET
                fingerprint = excluded.fingerprint,
                accepted_at = excluded.accepted_at,
                capture_time = excluded.capture_time
            """);
        _confirm = store.CreateStatement(
            """
            UPDATE accepted SET capture_time = ?5
            WHERE target_id = ?1 AND node_id = ?2 AND type_id = ?3 AND fingerprint = ?4
            """);
        _count = store.CreateStatement(
            """
            INSERT INTO sent (target_id, node_id, day, bytes) VALUES (?1, ?2, ?3, ?4)
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
            _announced.Renew(submission.Id, time, expired);
            long target = BeginItems(submission);
            bool hasOthers = _announced.HasOthers(submission.Id); // Nearly always there is one submission.
            foreach (LedgerSending one in sendings)
            {
                LedgerKey key = KeyOf(target, one);
                bool isDoubted = hasOthers && _announced.Doubt(key, submission.Id, isOwn: false, one);
                _announced.Add(key, submission.Id, one, time, isDoubted);
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
            long target = BeginItems(submission);
            string day = now.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);
            long bytes = 0;
            for (int i = 0; i < changes.Count; i++)
            {
                Record(target, submission, now, changes[i]);
                bytes += changes[i].Bytes;
                bool isLastOfNode = i == changes.Count - 1
                    || changes[i + 1].Sending.InstanceId != changes[i].Sending.InstanceId;
                if (isLastOfNode && bytes > 0)
                {
                    _count.Bind(1, target).Bind(2, _nodeOfTransaction.Id).Bind(3, day).Bind(4, bytes).Run();
                    bytes = 0;
                }
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

    // Numbers of names hold for one transaction. Items of a node mostly come one after the other, with few types.
    private long BeginItems(LedgerSubmission submission)
    {
        _typesOfTransaction.Clear();
        _nodeOfTransaction = default;
        return _targets.FindOrAdd(submission.Target);
    }

    private LedgerKey KeyOf(long target, LedgerSending sending)
    {
        if (_nodeOfTransaction.Name != sending.InstanceId)
        {
            _nodeOfTransaction = (sending.InstanceId, _nodes.FindOrAdd(sending.InstanceId));
        }

        if (!_typesOfTransaction.TryGetValue(sending.TypeName, out long type))
        {
            _typesOfTransaction[sending.TypeName] = type = _types.FindOrAdd(sending.TypeName);
        }

        return new LedgerKey(target, _nodeOfTransaction.Id, type);
    }

    private void Record(long target, LedgerSubmission submission, DateTimeOffset now, LedgerChange change)
    {
        LedgerSending sending = change.Sending;
        LedgerKey key = KeyOf(target, sending);
        long time = now.ToUnixTimeSeconds();
        bool isTrusted = change.MayStillApply
            ? _announced.Leave(key, submission.Id, sending, time)
            : _announced.End(key, submission.Id, sending);
        if (change.MayStillApply)
        {
            _announced.Doubt(key, submission.Id, isOwn: true, sending);
        }

        bool isKnown = change.Outcome == LedgerOutcome.NotSent
            || (isTrusted && change.Outcome == LedgerOutcome.Confirmed && key.BindTo(_confirm)
                .Bind(4, sending.Fingerprint)
                .Bind(5, sending.CaptureTime)
                .Change() > 0);
        if (!isKnown)
        {
            bool isAccepted = isTrusted && change.Outcome == LedgerOutcome.Accepted;
            key.BindTo(_accept)
                .Bind(4, isAccepted ? sending.Fingerprint : "")
                .Bind(5, time)
                .Bind(6, isAccepted ? sending.CaptureTime : null)
                .Run();
        }
    }
}
