namespace InventoryTools.Store;

/// <summary>
/// Records the content that a target has accepted, so that unchanged content is sent as a hash only. It may lack the
/// newest content, which costs bytes, and never has content that the target lacks. It is used from one thread at a
/// time.
/// </summary>
internal interface ISubmissionLedger : IDisposable
{
    /// <summary>Reads the content that the target has accepted from one node.</summary>
    /// <param name="target">The account or endpoint, and the region.</param>
    /// <param name="instanceId">The node.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be read.</exception>
    NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes the changes, all of them or none.</summary>
    /// <param name="target">The account or endpoint, and the region.</param>
    /// <param name="day">The day, in UTC, to which the bytes count.</param>
    /// <param name="changes">The changes, the newest last.</param>
    /// <param name="cancellationToken">Ends the wait for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be written.</exception>
    void Record(string target, DateTime day, IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken);
}

/// <summary>The content that a target has accepted from one node.</summary>
/// <param name="Items">The newest content that it accepted in full, by type and sub-type.</param>
/// <param name="Day">The day, in UTC, of <paramref name="BytesOfDay"/>; null when nothing was counted yet.</param>
/// <param name="BytesOfDay">The number of bytes that were sent for the node on that day.</param>
internal sealed record NodeLedger(IReadOnlyDictionary<string, AcceptedContent> Items, DateTime? Day, long BytesOfDay)
{
    /// <summary>Nothing is known of the node.</summary>
    public static NodeLedger Empty { get; } = new(new Dictionary<string, AcceptedContent>(), null, 0);
}

/// <summary>Content that a target has accepted in full.</summary>
/// <param name="Fingerprint">The hash of the content, with the version and the hash of the context.</param>
/// <param name="AcceptedAt">The time at which it was accepted.</param>
/// <param name="CaptureTime">
/// The capture time that the target accepted last, with that content or with its hash; null when it is not known.
/// </param>
internal sealed record AcceptedContent(string Fingerprint, DateTimeOffset AcceptedAt, string? CaptureTime);

/// <summary>The change that a call made for one type of one node.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Bytes">The number of bytes that were sent.</param>
/// <param name="Content">The content that was accepted in full; null to keep the known content.</param>
/// <param name="Forget">True to delete the known content, because the target may not have it.</param>
/// <param name="CaptureTime">The capture time that was accepted with the hash of the known content.</param>
internal sealed record LedgerChange(
    string InstanceId,
    string TypeName,
    long Bytes,
    AcceptedContent? Content = null,
    bool Forget = false,
    string? CaptureTime = null);
