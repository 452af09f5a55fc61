using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// The ledger of a sync. Content in the store's own ledger is not known where Write-Inventory has sent other content of
/// the same node and type, which its ledger has. Calls for such nodes are announced and recorded in both.
/// </summary>
/// <param name="own">The ledger in the store.</param>
/// <param name="direct">The ledger of Write-Inventory; null when it can't be used, so that nothing is known.</param>
internal sealed class SyncLedger(ISubmissionLedger own, ISubmissionLedger? direct) : ISubmissionLedger
{
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);
    private bool _isAnnounced;

    /// <inheritdoc/>
    public NodeLedger Read(string target, string instanceId, CancellationToken cancellationToken)
    {
        NodeLedger node = own.Read(target, instanceId, cancellationToken);
        if (direct is null)
        {
            return node with { Items = NodeLedger.Empty.Items };
        }

        IReadOnlyDictionary<string, AcceptedContent> sent =
            direct.Read(target, instanceId, cancellationToken).Items;
        if (sent.Count == 0)
        {
            return node;
        }

        _shared.Add(instanceId);
        return node with
        {
            Items = node.Items
                .Where(known => !sent.TryGetValue(known.Key, out AcceptedContent? other)
                    || (other.Fingerprint, other.CaptureTime) == (known.Value.Fingerprint, known.Value.CaptureTime))
                .ToDictionary(known => known.Key, known => known.Value),
        };
    }

    /// <inheritdoc/>
    public void Announce(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerSending> sendings,
        CancellationToken cancellationToken)
    {
        own.Announce(submission, now, sendings, cancellationToken);
        LedgerSending[] shared = [.. sendings.Where(IsShared)];
        if (shared.Length > 0 || (_isAnnounced && sendings.Count == 0))
        {
            _isAnnounced = true;
            direct?.Announce(submission, now, shared, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Record(
        LedgerSubmission submission,
        DateTimeOffset now,
        IReadOnlyList<LedgerChange> changes,
        CancellationToken cancellationToken)
    {
        own.Record(submission, now, changes, cancellationToken);
        LedgerChange[] shared = [.. changes.Where(change => IsShared(change.Sending))];
        if (shared.Length > 0)
        {
            direct?.Record(submission, now, shared, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own.Dispose();
        direct?.Dispose();
    }

    private bool IsShared(LedgerSending sending) => _shared.Contains(sending.InstanceId);
}
