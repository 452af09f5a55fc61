using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Local;
using InventoryTools.Store;

namespace InventoryTools.Writing;

/// <summary>
/// What waits for the next transaction, in the order of the input: items to write, and beside them what was refused,
/// so that everything is reported in that order and after the good items are safe.
/// </summary>
internal sealed class WriteBatch
{
    private const int MostItems = 1000;
    private const long MostBytes = 4 * 1024 * 1024;

    // In a slow pipeline an item is not kept waiting for a thousand others.
    private static readonly TimeSpan s_mostAge = TimeSpan.FromSeconds(1);

    private readonly List<Entry> _entries = [];
    private readonly List<StoreWrite> _writes = [];
    private readonly Stopwatch _age = new();
    private long _bytes;

    /// <summary>Whether it is time to write.</summary>
    public bool IsDue =>
        _entries.Count >= MostItems || _bytes >= MostBytes || _age.Elapsed >= s_mostAge || _writes.Count == 0;

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
                : Judge(entry.Result, entry.Write, rest.Dequeue())),
        ];
        _entries.Clear();
        _writes.Clear();
        _bytes = 0;
        return results;
    }

    private static WrittenItem Judge(InventoryWriteResult result, StoreWrite write, StoreWriteResult outcome) => outcome switch
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
            _age.Restart();
        }

        _entries.Add(entry);
        _bytes += entry.Result.Bytes;
    }

    private sealed record Entry(InventoryWriteResult Result, ErrorRecord? Error, StoreWrite? Write);
}

/// <summary>What became of one item: with an error where it was refused, with a warning where it was ignored.</summary>
internal sealed record WrittenItem(InventoryWriteResult Result, ErrorRecord? Error = null, string? Warning = null);
