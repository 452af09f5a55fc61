using InventoryTools.Store;
using Microsoft.Data.Sqlite;

namespace InventoryTools.Sqlite;

/// <summary>The table of the items whose calls have not ended, or have no clear end.</summary>
internal sealed class AnnouncedTable
{
    private readonly SqliteCommand _renew;
    private readonly SqliteCommand _forgetExpired;
    private readonly SqliteCommand _deleteExpired;
    private readonly StoreStatement _findOthers;
    private readonly StoreStatement _doubt;
    private readonly StoreStatement _add;
    private readonly StoreStatement _end;
    private readonly StoreStatement _leave;

    public AnnouncedTable(StoreConnection store)
    {
        // An announcement from the future was made before the clock was set back.
        _renew = store.CreateCommand(
            """
            UPDATE announced SET since = $now
            WHERE since > $now OR (submission = $submission AND is_open AND since < $now)
            """);
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
        _findOthers = store.CreateStatement(
            "SELECT 1 FROM announced WHERE NOT (submission = ?1 AND is_open) LIMIT 1");

        // The calls of one submission for one node come one after the other, so its open ones do not overlap.
        _doubt = store.CreateStatement(
            """
            UPDATE announced SET is_doubted = 1
            WHERE target_id = ?1 AND node_id = ?2 AND type_id = ?3
                AND (submission = ?4 AND is_open) = ?5
                AND (fingerprint <> ?6 OR fingerprint = '' OR capture_time <> ?7)
            """);
        _add = store.CreateStatement(
            """
            INSERT INTO announced (
                target_id, node_id, type_id, submission, number, fingerprint, capture_time, since, is_doubted, is_open)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1)
            """);
        _end = store.CreateStatement(
            """
            DELETE FROM announced
            WHERE target_id = ?1 AND node_id = ?2 AND type_id = ?3 AND submission = ?4 AND number = ?5
            RETURNING is_doubted
            """);
        _leave = store.CreateStatement(
            """
            UPDATE announced SET is_open = 0, since = ?6
            WHERE target_id = ?1 AND node_id = ?2 AND type_id = ?3 AND submission = ?4 AND number = ?5
            RETURNING is_doubted
            """);
    }

    /// <summary>Renews the open items of a submission, and forgets what it did not hear of for long.</summary>
    public void Renew(long submission, long now, long expired)
    {
        _renew.Bind(now, submission).ExecuteNonQuery();
        _forgetExpired.Bind(expired).ExecuteNonQuery();
        _deleteExpired.Bind(expired).ExecuteNonQuery();
    }

    /// <summary>True when there is an item that is not an open one of the submission.</summary>
    public bool HasOthers(long submission) =>
        _findOthers.Bind(1, submission).Find() && _findOthers.Read(static _ => true);

    /// <summary>Doubts all other contents of an item. Returns true when there were some.</summary>
    /// <param name="key">The target, the node and the type.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="isOwn">True to doubt its own open ones, and false to doubt the rest.</param>
    /// <param name="sending">The item.</param>
    public bool Doubt(LedgerKey key, long submission, bool isOwn, LedgerSending sending) => key.BindTo(_doubt)
        .Bind(4, submission)
        .Bind(5, isOwn ? 1 : 0)
        .Bind(6, sending.Fingerprint)
        .Bind(7, sending.CaptureTime)
        .Change() > 0;

    /// <summary>Adds an open item.</summary>
    public void Add(LedgerKey key, long submission, LedgerSending sending, long now, bool isDoubted) => key.BindTo(_add)
        .Bind(4, submission)
        .Bind(5, sending.Number)
        .Bind(6, sending.Fingerprint)
        .Bind(7, sending.CaptureTime)
        .Bind(8, now)
        .Bind(9, isDoubted ? 1 : 0)
        .Run();

    /// <summary>Removes an item whose call has ended. Returns true when nothing has doubted it.</summary>
    public bool End(LedgerKey key, long submission, LedgerSending sending) => IsTrusted(_end, key, submission, sending);

    /// <summary>Leaves an item whose call has ended and may still be applied.</summary>
    /// <inheritdoc cref="End"/>
    public bool Leave(LedgerKey key, long submission, LedgerSending sending, long now) =>
        IsTrusted(_leave.Bind(6, now), key, submission, sending);

    // An announcement that has expired doubts nothing, so its end does not count either.
    private static bool IsTrusted(StoreStatement end, LedgerKey key, long submission, LedgerSending sending) =>
        key.BindTo(end).Bind(4, submission).Bind(5, sending.Number).Find()
            && end.Read(static row => row.Number(0) == 0);
}

/// <summary>The first three columns of the tables of the ledger.</summary>
internal readonly record struct LedgerKey(long Target, long Node, long Type)
{
    /// <summary>Sets the first three parameters.</summary>
    public StoreStatement BindTo(StoreStatement statement) =>
        statement.Bind(1, Target).Bind(2, Node).Bind(3, Type);
}
