using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// Reads and writes the ledger of a submission. Changes are written in batches. A ledger that fails is not used
/// again: without it everything is sent in full, which costs bytes and loses nothing.
/// </summary>
internal sealed class LedgerKeeper(ISubmissionLedger? ledger, string target, SubmissionOptions options, IClock clock)
{
    private const int MaxChanges = 500;
    private const long WorthCounting = 8 * 1024;
    private static readonly double s_nearQuota = 0.8 * InventoryRules.NodeDailySize.Maximum!.Value;
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromMilliseconds(700);

    private readonly List<LedgerChange> _changes = [];
    private readonly Dictionary<string, long> _bytesOfDay = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nearQuota = new(StringComparer.Ordinal);
    private ISubmissionLedger? _ledger = ledger;
    private LedgerLost? _loss;
    private TimeSpan _oldest;

    /// <summary>Returns the error for which the ledger is not used any longer, once; null while it is used.</summary>
    public LedgerLost? TakeLoss()
    {
        LedgerLost? loss = _loss;
        _loss = null;
        return loss;
    }

    /// <summary>Reads the ledger of a node.</summary>
    public NodeLedger Read(string instanceId, CancellationToken cancellationToken)
    {
        NodeLedger node = Use(known => known.Read(target, instanceId, cancellationToken)) ?? NodeLedger.Empty;
        if (node.Day == clock.UtcNow.UtcDateTime.Date && !_bytesOfDay.ContainsKey(instanceId))
        {
            CountBytes(instanceId, node.BytesOfDay);
        }

        return node;
    }

    /// <summary>True when the target has accepted this item before, with the same capture time.</summary>
    public bool IsAccepted(ItemPayload item, NodeLedger node) =>
        !options.SendInFull
            && Known(item, node) is AcceptedContent accepted
            && accepted.CaptureTime == item.Item.CaptureTime;

    /// <summary>True when the target has this content and will keep it.</summary>
    public bool IsUnchanged(ItemPayload item, NodeLedger node)
    {
        if (options.SendInFull || Known(item, node) is not AcceptedContent accepted)
        {
            return false;
        }

        TimeSpan age = clock.UtcNow - accepted.AcceptedAt;
        return age >= TimeSpan.Zero && age < options.RefreshAfter;
    }

    /// <summary>
    /// The number of bytes for the node on this day, with this call; null while they are well below the
    /// quota, and after it was returned before.
    /// </summary>
    public long? DailyBytesNearQuota(PlannedCall call)
    {
        _bytesOfDay.TryGetValue(call.InstanceId, out long before);
        long bytes = before + call.Bytes;
        CountBytes(call.InstanceId, bytes);

        // A few more hashes on a day that was near the quota before are not worth another warning.
        bool isNews = before <= s_nearQuota || call.Bytes >= WorthCounting;
        return bytes > s_nearQuota && isNews && _nearQuota.Add(call.InstanceId) ? bytes : null;
    }

    /// <summary>Records the change of the target's content that follows from an event.</summary>
    public void Record(SubmissionEvent happened)
    {
        if (_ledger is null || happened is not ItemSettled settled)
        {
            return;
        }

        PlannedItem item = settled.Item;
        string typeName = ComplianceSubType.KeyOf(item.Item);
        switch (settled.Result.Status)
        {
            case WriteStatus.Accepted when item.Payload.Fingerprint is string fingerprint:
                AcceptedContent content = new(fingerprint, clock.UtcNow, item.Item.CaptureTime);
                Add(new LedgerChange(item.InstanceId, typeName, item.Bytes, content));
                break;
            case WriteStatus.Accepted:
                Add(new LedgerChange(item.InstanceId, typeName, item.Bytes, Forget: true));
                break;
            case WriteStatus.Unchanged:
                Add(new LedgerChange(item.InstanceId, typeName, item.Bytes, CaptureTime: item.Item.CaptureTime));
                break;
            case var _ when item.Attempts == 0:
                break;
            default:
                // The content of the target is unknown: a call without a response may have been carried out.
                Add(new LedgerChange(item.InstanceId, typeName, 0, Forget: true));
                break;
        }
    }

    /// <summary>Writes the changes when there are many or when they have waited for long.</summary>
    public void FlushWhenDue(CancellationToken cancellationToken)
    {
        if (_changes.Count >= MaxChanges || (_changes.Count > 0 && clock.Elapsed - _oldest >= s_maxAge))
        {
            Flush(cancellationToken);
        }
    }

    /// <summary>Writes the changes.</summary>
    public void Flush(CancellationToken cancellationToken)
    {
        if (_changes.Count == 0)
        {
            return;
        }

        Use(known =>
        {
            known.Record(target, clock.UtcNow.UtcDateTime.Date, _changes, cancellationToken);
            return known;
        });
        _changes.Clear();
    }

    /// <summary>Writes the changes of a submission that is stopped, unless that takes too long.</summary>
    public void FlushOnStop()
    {
        using CancellationTokenSource timeout = new(s_stopTimeout);
        try
        {
            Flush(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // Another process has locked the ledger. Content that is not recorded is sent in full the next time.
        }
    }

    private static AcceptedContent? Known(ItemPayload item, NodeLedger node) =>
        item.Fingerprint is not null
        && node.Items.TryGetValue(ComplianceSubType.KeyOf(item.Item), out AcceptedContent? accepted)
        && accepted.Fingerprint == item.Fingerprint
            ? accepted
            : null;

    // The ledger lacks calls in progress. Nodes with few bytes are not worth the memory.
    private void CountBytes(string instanceId, long bytes)
    {
        if (bytes >= WorthCounting)
        {
            _bytesOfDay[instanceId] = bytes;
        }
    }

    private void Add(LedgerChange change)
    {
        if (_changes.Count == 0)
        {
            _oldest = clock.Elapsed;
        }

        _changes.Add(change);
    }

    private T? Use<T>(Func<ISubmissionLedger, T> use)
        where T : class
    {
        if (_ledger is null)
        {
            return null;
        }

        try
        {
            return use(_ledger);
        }
        catch (InventoryStoreException error)
        {
            _ledger = null;
            _changes.Clear();
            _loss = new LedgerLost(error);
            return null;
        }
    }
}
