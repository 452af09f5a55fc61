namespace InventoryTools.Store;

/// <summary>
/// Records the content that a target has accepted, so that unchanged content is sent as a hash only, or not at all. It
/// may lack the newest content, which costs bytes, and never has content that the target lacks. It is used from one
/// thread at a time. Several submissions, in several processes, may use one.
/// </summary>
/// <remarks>
/// <para>
/// A call is announced before it leaves, and its end is recorded after it. In between, the target may have the content
/// from before or that of the call. Where two calls with different contents for one type of one node overlap, the
/// target may have applied them in either order, so the content of neither is recorded.
/// </para>
/// <para>
/// A call whose outcome is not known, and one whose process was killed, stays announced for 30 minutes: the target may
/// still apply it while the signature of the call is valid.
/// </para>
/// </remarks>
internal interface ISubmissionLedger : IDisposable
{
    /// <summary>Reads the content that the target has accepted from one node.</summary>
    /// <param name="target">The account or endpoint, and the region.</param>
    /// <param name="instanceId">The node.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be read.</exception>
    NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken);

    /// <summary>
    /// Announces that items may be sent, all of them or none. When this returns, the announcement survives a power
    /// failure. The announcements of the submission that were made before are renewed.
    /// </summary>
    /// <param name="submission">The submission that sends.</param>
    /// <param name="now">The time.</param>
    /// <param name="sendings">The items; none to renew earlier announcements.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be written.</exception>
    void Announce(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerSending> sendings,
        CancellationToken cancellationToken);

    /// <summary>Records the ends of announced items, all of them or none.</summary>
    /// <param name="submission">The submission that sent them.</param>
    /// <param name="now">The time. Bytes count to its day, in UTC.</param>
    /// <param name="changes">The ends, the newest last.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be written.</exception>
    void Record(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken);
}

/// <summary>A submission that uses a ledger.</summary>
/// <param name="Target">The account or endpoint, and the region.</param>
/// <param name="Id">A number that no other submission has.</param>
internal sealed record LedgerSubmission(string Target, long Id);

/// <summary>The content that a target has accepted from one node.</summary>
/// <param name="Items">The newest content that it accepted, by type and sub-type.</param>
/// <param name="Day">The day, in UTC, of <paramref name="BytesOfDay"/>; null when nothing was counted yet.</param>
/// <param name="BytesOfDay">The number of bytes that were sent for the node on that day.</param>
internal sealed record NodeLedger(IReadOnlyDictionary<string, AcceptedContent> Items, DateTime? Day, long BytesOfDay)
{
    /// <summary>Nothing is known of the node.</summary>
    public static NodeLedger Empty { get; } = new(new Dictionary<string, AcceptedContent>(), null, 0);
}

/// <summary>Content that a target has accepted.</summary>
/// <param name="Fingerprint">
/// The hash of the content, with the version and the hash of the context; empty when it is not known.
/// </param>
/// <param name="AcceptedAt">The time at which it was accepted in full.</param>
/// <param name="CaptureTime">
/// The capture time that the target accepted last, with that content or with its hash; null when it is not known.
/// </param>
internal sealed record AcceptedContent(string Fingerprint, DateTimeOffset AcceptedAt, string? CaptureTime);

/// <summary>An item that is announced.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type and sub-type.</param>
/// <param name="Number">A number that no other item of the submission has.</param>
/// <param name="Fingerprint">The content, as in <see cref="AcceptedContent"/>; empty if it can't be recognised.</param>
/// <param name="CaptureTime">The capture time.</param>
internal sealed record LedgerSending(
    string InstanceId, string TypeName, long Number, string Fingerprint, string CaptureTime);

/// <summary>The end of an announced item.</summary>
/// <param name="Sending">The item.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Bytes">The number of bytes that were accepted.</param>
/// <param name="MayStillApply">
/// True when a call with the item had no clear answer, so that the target may still apply it.
/// </param>
internal sealed record LedgerChange(
    LedgerSending Sending, LedgerOutcome Outcome, long Bytes = 0, bool MayStillApply = false);

/// <summary>The outcomes of an announced item.</summary>
internal enum LedgerOutcome
{
    /// <summary>It was not sent. The known content stays known.</summary>
    NotSent,

    /// <summary>The target accepted its content.</summary>
    Accepted,

    /// <summary>The target accepted its hash, so it had the content. Its capture time is new.</summary>
    Confirmed,

    /// <summary>The content of the target is not known any longer.</summary>
    Unknown,
}
