using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>Writes items to a local store, in batches, and reports them in the order of the input.</summary>
/// <remarks>
/// A full batch is written on another thread while the next one is gathered. There is one such batch at a time, and it
/// is reported, from the thread of the pipeline, when it is safe.
/// </remarks>
internal sealed class StoreItemWriter(
    InventoryCmdlet command, string path, IClock clock, WriteReport report) : IItemWriter
{
    private static readonly TimeSpan s_maxEnd = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource _stop =
        CancellationTokenSource.CreateLinkedTokenSource(command.StopToken);

    private WriteBatch _batch = new(clock);
    private WriteBatch _full = new(clock);
    private Task<IReadOnlyList<StoreWriteResult>>? _writing; // of the full batch
    private IInventoryStore? _store;
    private IInventoryStore? _trial;
    private bool _isTried;

    public void Reject(InventoryWriteResult result, ErrorRecord error)
    {
        _batch.AddRejected(result, error);
        WriteWhenDue();
    }

    public void Write(string instanceId, ItemPayload item)
    {
        if (command.ProceedsUnasked)
        {
            _batch.Add(instanceId, item);
        }
        else if (IsTried() && command.ShouldProcess(
            target: $"{instanceId} in '{path}'",
            action: $"Write {item.Item.TypeName} ({Describe(item.Item)})"))
        {
            _batch.Add(instanceId, item);
            if (command.Asks(ConfirmImpact.Medium))
            {
                Complete();
            }
        }
        else if (WouldEmpty(instanceId, item.Item))
        {
            report.AddEmptied(instanceId, item.Item.TypeName);
        }

        WriteWhenDue();
    }

    public void Complete()
    {
        ReportWritten();
        if (!_batch.IsEmpty)
        {
            IReadOnlyList<StoreWriteResult> outcomes =
                _batch.HasWrites ? command.Use(() => WriteAll(_batch), Describe) : [];
            _batch.Report(outcomes, report, command.WriteWarning);
        }

        if (_trial is not null)
        {
            command.Use(() =>
            {
                _trial.CheckIsInPlace();
                return true;
            });
        }
    }

    public void Dispose()
    {
        if (_writing is not null)
        {
            // The pipeline has ended before its end, and nobody is told of this batch any longer. A batch that still
            // waits for another writer is given up: Ctrl+C does not reach a command that is disposed.
            _stop.CancelAfter(s_maxEnd);
            Task.WhenAny(_writing).GetAwaiter().GetResult();
        }

        _store?.Dispose();
        _trial?.Dispose();
        _stop.Dispose();
    }

    // With -WhatIf nothing is written: what the write would find is found here.
    private bool IsTried()
    {
        if (!_isTried && command.IsWhatIf)
        {
            _trial = command.Use(() => SqliteGateway.OpenForTrial(path, patience: null, command.StopToken));
        }

        return _isTried = true;
    }

    // With -WhatIf alone; the real write learns it from the store that it writes.
    private bool WouldEmpty(string instanceId, InventoryItem item) => _trial is not null
        && item.Content is { Count: 0 }
        && command.Use(() => _trial.Read(
            snapshot => snapshot.ReadNodes(new StoreQuery
            {
                InstanceIds = [instanceId],
                MatchesTypeName = name => name == item.TypeName,
            }).SelectMany(node => node.Items).Any(stored => stored.Key == item.Key && stored.Content is { Count: > 0 }),
            now: null,
            command.StopToken));

    private static string Describe(InventoryItem item) => item.Content is { Count: int count }
        ? $"{count} {(count == 1 ? "entry" : "entries")}"
        : "hash only";

    // What was not written, in the order of the input.
    private ErrorRecord Describe(InventoryStoreException error) =>
        ErrorRecords.Store(error, [.. _full.Writes, .. _batch.Writes]);

    private void WriteWhenDue()
    {
        if (_writing is { IsCompleted: true })
        {
            ReportWritten();
        }

        // Refused items alone do not open a store, or make one.
        if (_batch.IsFull && _batch.HasWrites)
        {
            WriteBeside();
        }
        else if (_batch.IsFull || _batch.IsOld || (_writing is null && !_batch.HasWrites))
        {
            Complete();
        }
    }

    private void WriteBeside()
    {
        IReadOnlyList<StoreWriteResult> outcomes = WaitForWritten();
        (_batch, _full) = (_full, _batch);
        WriteBatch full = _full;
        _writing = Task.Run(() => WriteAll(full), CancellationToken.None);
        _batch.Report(outcomes, report, command.WriteWarning);
    }

    private void ReportWritten() => _full.Report(WaitForWritten(), report, command.WriteWarning);

    private IReadOnlyList<StoreWriteResult> WaitForWritten()
    {
        if (_writing is null)
        {
            return [];
        }

        IReadOnlyList<StoreWriteResult> outcomes = command.Use(() => _writing.GetAwaiter().GetResult(), Describe);
        _writing = null;
        return outcomes;
    }

    private IReadOnlyList<StoreWriteResult> WriteAll(WriteBatch batch)
    {
        _store ??= SqliteGateway.OpenForWriting(path, _stop.Token);
        return ItemAcceptance.WriteAll(_store, batch.Writes, clock.UtcNow, _stop.Token);
    }
}
