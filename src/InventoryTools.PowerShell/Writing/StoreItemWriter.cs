using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Submission;

namespace InventoryTools.Writing;

/// <summary>Writes items to a local store, in batches, and reports them in the order of the input.</summary>
internal sealed class StoreItemWriter(
    InventoryCmdlet command, string path, IClock clock, WriteReport report) : IItemWriter
{
    private readonly WriteBatch _batch = new(clock);
    private IInventoryStore? _store;

    public void Reject(InventoryWriteResult result, ErrorRecord error)
    {
        _batch.AddRejected(result, error);
        WriteWhenDue();
    }

    public void Write(string instanceId, ItemPayload item)
    {
        if (command.ShouldProcess(
            target: $"{instanceId} in '{path}'",
            action: $"Write {item.Item.TypeName} ({Describe(item.Item)})"))
        {
            _batch.Add(new StoreWrite(instanceId, item.Item, item.ContentHash), ItemSize.Measure(item.Item));
        }

        WriteWhenDue();
    }

    public void Complete()
    {
        IReadOnlyList<StoreWriteResult> outcomes = _batch.Writes.Count == 0 ? [] : command.Use(
            () =>
            {
                _store ??= SqliteGateway.OpenForWriting(path, command.StopToken);
                return ItemAcceptance.WriteAll(_store, _batch.Writes, clock.UtcNow, command.StopToken);
            },
            error => ErrorRecords.Store(error, _batch.Writes));
        foreach (WrittenItem written in _batch.Complete(outcomes))
        {
            if (written.Warning is not null)
            {
                command.WriteWarning(written.Warning);
            }

            report.Add(written.Result, written.Error);
        }
    }

    public void Dispose() => _store?.Dispose();

    private static string Describe(InventoryItem item) => item.Content is { Count: int count }
        ? $"{count} {(count == 1 ? "entry" : "entries")}"
        : "hash only";

    private void WriteWhenDue()
    {
        if (_batch.IsDue)
        {
            Complete();
        }
    }
}
