using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// Reads and writes the ledger of a submission, in batches. A ledger that fails is not used again: everything is sent
/// in full without it. A submission that omits accepted items ends with the error instead, because others that use the
/// ledger would not know of its calls.
/// </summary>
internal sealed class LedgerKeeper(ISubmissionLedger? ledger, string target, SubmissionOptions options, IClock clock)
{
    private const int MaxChanges = 500;
    private const long WorthCounting = 8 * 1024;
    private static readonly double s_nearQuota = 0.8 * InventoryRules.NodeDailySize.Maximum!.Value;
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_renewal = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_stopTimeout = TimeSpan.FromMilliseconds(700);

    private readonly LedgerSubmission _submission = new(
        target, BitConverter.ToInt64(Guid.NewGuid().ToByteArray(), 0));

    private readonly List<LedgerChange> _changes = [];
    private readonly Dictionary<string, long> _bytesOfDay = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nearQuota = new(StringComparer.Ordinal);
    private ISubmissionLedger? _ledger = ledger;
    private LedgerLost? _loss;
    private TimeSpan _oldest;
    private TimeSpan _announced;
    private long _lastNumber;
    private long _unsettled;

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
            && accepted.CaptureTime == item.Head.CaptureTime;

    /// <summary>True for an item without entries where the target has accepted one that has some.</summary>
    public static bool IsEmptied(ItemPayload item, NodeLedger node) =>
        item.IsEmpty
            && node.Items.TryGetValue(item.Head.Key, out AcceptedContent? accepted)
            && accepted.Fingerprint.Length > 0
            && !accepted.Fingerprint.Split(' ').Contains(item.ContentHash);

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

    /// <summary>Announces the items of calls that are about to be made.</summary>
    public void Announce(IEnumerable<PlannedCall> calls, CancellationToken cancellationToken)
    {
        PlannedItem[] items = _ledger is null ? [] : [.. calls.SelectMany(call => call.Items)];
        foreach (PlannedItem item in items)
        {
            item.Sending = new LedgerSending(
                item.InstanceId,
                item.Payload.Head.Key,
                ++_lastNumber,
                item.Payload.Fingerprint ?? "",
                item.Payload.Head.CaptureTime);
        }

        if (items.Length > 0)
        {
            _unsettled += items.Length;
            WriteAnnouncements([.. items.Select(item => item.Sending!)], cancellationToken);
        }
    }

    /// <summary>Records the end of an announced item.</summary>
    public void Record(SubmissionEvent happened)
    {
        if (_ledger is null || happened is not ItemSettled { Item: { Sending: LedgerSending sending } item } settled)
        {
            return;
        }

        bool isAccepted = settled.Result.Status is WriteStatus.Accepted or WriteStatus.Unchanged;
        LedgerOutcome outcome = item switch
        {
            _ when isAccepted && sending.Fingerprint.Length > 0 =>
                item.IsHashOnly ? LedgerOutcome.Confirmed : LedgerOutcome.Accepted,
            { Attempts: 0 } => LedgerOutcome.NotSent,
            _ => LedgerOutcome.Unknown,
        };
        _unsettled--;
        _oldest = _changes.Count == 0 ? clock.Elapsed : _oldest;
        _changes.Add(new LedgerChange(sending, outcome, isAccepted ? item.Bytes : 0, item.MayStillApply));
    }

    /// <summary>
    /// Writes the changes when there are many, when they have waited for long, and when nothing else is to be done.
    /// </summary>
    public void FlushWhenDue(bool isIdle, CancellationToken cancellationToken)
    {
        if (_changes.Count >= MaxChanges || isIdle || clock.Elapsed - _oldest >= s_maxAge)
        {
            Flush(cancellationToken);
        }

        if (_unsettled > 0 && clock.Elapsed - _announced >= s_renewal)
        {
            WriteAnnouncements([], cancellationToken);
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
            known.Record(_submission, clock.UtcNow, _changes, cancellationToken);
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
        catch (Exception error) when (error is OperationCanceledException or InventoryStoreException)
        {
            // Items whose end is not recorded stay announced, so what is known of them is not certain.
        }
    }

    private static AcceptedContent? Known(ItemPayload item, NodeLedger node) =>
        item.Fingerprint is not null
        && node.Items.TryGetValue(item.Head.Key, out AcceptedContent? accepted)
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

    private void WriteAnnouncements(IReadOnlyList<LedgerSending> sendings, CancellationToken cancellationToken)
    {
        _announced = clock.Elapsed;
        Use(known =>
        {
            known.Announce(_submission, clock.UtcNow, sendings, cancellationToken);
            return known;
        });
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
            if (options.SkipAccepted)
            {
                throw;
            }

            _loss = new LedgerLost(error);
            return null;
        }
    }
}
