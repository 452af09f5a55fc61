using System.Collections.Generic;
using System.Management.Automation;
using InventoryTools.Loading;

namespace InventoryTools.Cmdlets;

/// <summary>Writes items to a local store, a batch in a transaction, and reports them in the order of the input.</summary>
internal sealed class StoreItemWriter(WriteInventoryCommand command, string path) : IItemWriter
{
    private readonly WriteBatch _batch = new();
    private IInventoryStore? _store;

    public void Reject(InventoryWriteResult result, ErrorRecord error)
    {
        _batch.AddRejected(result, error);
        WriteWhenDue();
    }

    public void Write(string instanceId, WireItem item)
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
        IReadOnlyList<StoreOutcome> outcomes = _batch.Writes.Count == 0 ? [] : command.Try(
            () =>
            {
                _store ??= LocalStore.OpenForWriting(path, command.Stop);
                return _store.Write(_batch.Writes, command.Stop);
            },
            error => Errors.Store(error, _batch.Writes));
        foreach ((InventoryWriteResult result, ErrorRecord? error) in _batch.Complete(outcomes))
        {
            command.Report(result, error);
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
