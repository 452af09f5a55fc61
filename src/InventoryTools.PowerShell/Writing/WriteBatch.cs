using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Writing;

/// <summary>
/// The items of the next transaction and the items that were refused, in the order of the input: they are reported in
/// that order, after the transaction.
/// </summary>
internal sealed class WriteBatch(IClock clock)
{
    private const int MaxItems = 1000;
    private const long MaxBytes = 4 * 1024 * 1024;

    // In a slow pipeline an item is not kept waiting for a thousand others.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromSeconds(1);

    private readonly List<Entry> _entries = [];
    private readonly List<StoreWrite> _writes = [];
    private TimeSpan _start;
    private long _bytes;

    /// <summary>True when the batch must be written.</summary>
    public bool IsDue =>
        _entries.Count >= MaxItems || _bytes >= MaxBytes || clock.Elapsed - _start >= s_maxAge || _writes.Count == 0;

    /// <summary>The items to write.</summary>
    public IReadOnlyList<StoreWrite> Writes => _writes;

    public void Add(StoreWrite write, long size)
    {
        _writes.Add(write);
        Add(new Entry(new(write.InstanceId, write.Item.TypeName, default, size, 1, null), null, write));
    }

    public void AddRejected(InventoryWriteResult result, ErrorRecord error) => Add(new Entry(result, error, null));

    /// <summary>
    /// Empties the batch into results, each with its error where it was refused, now that the outcomes of
    /// <see cref="Writes"/> are known.
    /// </summary>
    public IReadOnlyList<WrittenItem> Complete(IReadOnlyList<StoreWriteResult> outcomes)
    {
        Queue<StoreWriteResult> rest = new(outcomes);
        List<WrittenItem> results =
        [
            .. _entries.Select(entry => entry.Write is null
                ? new WrittenItem(entry.Result, entry.Error)
                : Of(entry.Result, entry.Write, rest.Dequeue())),
        ];
        _entries.Clear();
        _writes.Clear();
        _bytes = 0;
        return results;
    }

    private static WrittenItem Of(InventoryWriteResult result, StoreWrite write, StoreWriteResult done) => done switch
    {
        { Fault: InventoryFault fault } => new(
            result with { Status = WriteStatus.Rejected, ErrorCode = fault.Code }, ErrorRecords.Refused(write, fault)),
        { Ignored: string why } => new(result with { Status = WriteStatus.Ignored }, null, why),
        { Outcome: StoreOutcome.Created } => new(result with { Status = WriteStatus.Created }),
        { Outcome: StoreOutcome.Updated } => new(result with { Status = WriteStatus.Updated }),
        _ => new(result with { Status = WriteStatus.Unchanged }),
    };

    private void Add(Entry entry)
    {
        if (_entries.Count == 0)
        {
            _start = clock.Elapsed;
        }

        _entries.Add(entry);
        _bytes += entry.Result.Bytes;
    }

    private sealed record Entry(InventoryWriteResult Result, ErrorRecord? Error, StoreWrite? Write);
}

/// <summary>The result of one item: with an error when it was refused, with a warning when it was ignored.</summary>
internal sealed record WrittenItem(InventoryWriteResult Result, ErrorRecord? Error = null, string? Warning = null);
