using System;
using System.Collections.Generic;
using System.Threading;

namespace InventoryTools.Store;

/// <summary>
/// Remembers what a target has accepted, so that unchanged content goes as a hash only. It may be behind the truth,
/// which costs bytes, and never ahead of it. It is used from one thread at a time.
/// </summary>
internal interface ISubmissionLedger : IDisposable
{
    /// <summary>What the target has accepted from one node.</summary>
    /// <param name="target">The account or endpoint, and the region.</param>
    /// <param name="instanceId">The node.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be read.</exception>
    NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken);

    /// <summary>Writes what has changed, all of it or nothing.</summary>
    /// <param name="target">The account or endpoint, and the region.</param>
    /// <param name="day">The day, in UTC, to which the bytes count.</param>
    /// <param name="changes">The changes, the newest last.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    /// <exception cref="InventoryStoreException">The ledger can't be written.</exception>
    void Record(string target, DateTime day, IReadOnlyList<LedgerChange> changes, CancellationToken cancellationToken);
}

/// <summary>What a target has accepted from one node.</summary>
/// <param name="Items">The newest content that it took in full, by type, and by sub-type behind it where there are any.</param>
/// <param name="Day">The day, in UTC, of <paramref name="BytesOfDay"/>; null where nothing was counted yet.</param>
/// <param name="BytesOfDay">What was sent for the node on that day.</param>
internal sealed record NodeLedger(IReadOnlyDictionary<string, AcceptedContent> Items, DateTime? Day, long BytesOfDay)
{
    /// <summary>Nothing is known of the node.</summary>
    public static NodeLedger Empty { get; } = new(new Dictionary<string, AcceptedContent>(), null, 0);
}

/// <summary>Content that a target has accepted in full.</summary>
/// <param name="Fingerprint">The content's hash, and what else makes content another one: version and context.</param>
/// <param name="AcceptedAt">When.</param>
/// <param name="CaptureTime">
/// The capture time that the target took last, with that content or with its hash; null where that is not known.
/// </param>
internal sealed record AcceptedContent(string Fingerprint, DateTimeOffset AcceptedAt, string? CaptureTime);

/// <summary>What a call has changed for one type of one node.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Bytes">What was sent.</param>
/// <param name="Content">Content that was accepted in full; null leaves what is known as it is.</param>
/// <param name="Forget">Whether what is known has turned out to be wrong.</param>
/// <param name="CaptureTime">The capture time that was taken with the hash of known content.</param>
internal sealed record LedgerChange(
    string InstanceId,
    string TypeName,
    long Bytes,
    AcceptedContent? Content = null,
    bool Forget = false,
    string? CaptureTime = null);
