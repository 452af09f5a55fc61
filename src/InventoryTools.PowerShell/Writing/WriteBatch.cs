using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>
/// The items of a transaction and the items that were refused, in the order of the input: they are reported in that
/// order, after the transaction.
/// </summary>
internal sealed class WriteBatch(IClock clock)
{
    private const int MaxItems = 2000;
    private const long MaxBytes = 8 * 1024 * 1024;

    // In a slow pipeline an item is not kept waiting for thousands of others.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(1);

    private readonly List<Entry> _entries = [];
    private TimeSpan _start;
    private long _bytes;
    private int _refused;

    /// <summary>True when nothing is in the batch.</summary>
    public bool IsEmpty => _entries.Count == 0;

    /// <summary>True when there is an item to write.</summary>
    public bool HasWrites => _entries.Count > _refused;

    /// <summary>True when the batch is large enough.</summary>
    public bool IsFull => _entries.Count >= MaxItems || _bytes >= MaxBytes;

    /// <summary>True when its first item has waited for long enough.</summary>
    public bool IsOld => clock.Elapsed - _start >= s_maxAge;

    /// <summary>The items to write. The hash of each is made when it is asked for.</summary>
    public IEnumerable<StoreWrite> Writes
    {
        get
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Payload is not null)
                {
                    yield return new StoreWrite(entry.InstanceId!, entry.Payload.Item, entry.Payload.ContentHash);
                }
            }
        }
    }

    public void Add(string instanceId, ItemPayload payload) =>
        Add(new Entry(instanceId, payload, ItemSize.Measure(payload.Item)));

    public void AddRejected(InventoryWriteResult result, ErrorRecord error)
    {
        Add(new Entry(result.InstanceId, null, result.Bytes, result, error));
        _refused++;
    }

    /// <summary>Reports all items, with the outcomes of <see cref="Writes"/>, and empties the batch.</summary>
    public void Report(IReadOnlyList<StoreWriteResult> outcomes, WriteReport report, Action<string> warn)
    {
        int at = 0;
        try
        {
            foreach (Entry entry in _entries)
            {
                if (entry.Payload is null)
                {
                    report.Add(entry.Refused!, entry.Error);
                }
                else
                {
                    Report(entry, entry.Payload.Item, outcomes[at++], report, warn);
                }
            }
        }
        finally
        {
            Clear();
        }
    }

    private static void Report(
        Entry entry, InventoryItem item, StoreWriteResult done, WriteReport report, Action<string> warn)
    {
        if (done.Fault is InventoryFault fault)
        {
            report.Add(
                new(entry.InstanceId, item.TypeName, WriteStatus.Rejected, entry.Bytes, 1, fault.Code),
                ErrorRecords.Refused(new StoreWrite(entry.InstanceId!, item, ""), fault));
            return;
        }

        if (done.Ignored is string why)
        {
            warn(why);
        }

        WriteStatus status = done.Ignored is not null ? WriteStatus.Ignored : done.Outcome switch
        {
            StoreOutcome.Created => WriteStatus.Created,
            StoreOutcome.Updated or StoreOutcome.Emptied => WriteStatus.Updated,
            _ => WriteStatus.Unchanged,
        };
        report.AddWritten(entry.InstanceId!, item.TypeName, status, entry.Bytes);
        if (done.Outcome == StoreOutcome.Emptied)
        {
            report.AddEmptied(entry.InstanceId!, item.TypeName);
        }
    }

    private void Add(Entry entry)
    {
        if (_entries.Count == 0)
        {
            _start = clock.Elapsed;
        }

        _entries.Add(entry);
        _bytes += entry.Bytes;
    }

    private void Clear()
    {
        _entries.Clear();
        _bytes = 0;
        _refused = 0;
    }

    /// <summary>An item to write, or the result and the error of one that was refused.</summary>
    private readonly record struct Entry(
        string? InstanceId,
        ItemPayload? Payload,
        long Bytes,
        InventoryWriteResult? Refused = null,
        ErrorRecord? Error = null);
}
