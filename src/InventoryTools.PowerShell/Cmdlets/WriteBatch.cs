using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;

namespace InventoryTools.Cmdlets;

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
    public bool IsDue => _entries.Count >= MostItems || _bytes >= MostBytes || _age.Elapsed >= s_mostAge || _writes.Count == 0;

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
    public IReadOnlyList<(InventoryWriteResult Result, ErrorRecord? Error)> Complete(IReadOnlyList<StoreOutcome> outcomes)
    {
        Queue<StoreOutcome> rest = new(outcomes);
        List<(InventoryWriteResult, ErrorRecord?)> results =
        [
            .. _entries.Select(entry => entry.Write is null ? (entry.Result, entry.Error) : Judge(entry, rest.Dequeue())),
        ];
        _entries.Clear();
        _writes.Clear();
        _bytes = 0;
        return results;
    }

    private static (InventoryWriteResult, ErrorRecord?) Judge(Entry entry, StoreOutcome outcome) => outcome switch
    {
        StoreOutcome.Created => (entry.Result with { Status = WriteStatus.Created }, null),
        StoreOutcome.Updated => (entry.Result with { Status = WriteStatus.Updated }, null),
        StoreOutcome.Unchanged => (entry.Result with { Status = WriteStatus.Unchanged }, null),
        StoreOutcome.HashMismatch => Reject(entry, FaultCode.ItemContentMismatch, "the stored content has another hash"),
        StoreOutcome.NothingStored => Reject(
            entry, FaultCode.InvalidItemContent, "nothing is stored that it could be unchanged from"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static (InventoryWriteResult, ErrorRecord?) Reject(Entry entry, string fault, string why) => (
        entry.Result with { Status = WriteStatus.Rejected, ErrorCode = fault },
        Errors.HashOnly(entry.Write!, fault, why));

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
