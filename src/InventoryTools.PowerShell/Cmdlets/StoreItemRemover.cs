using System.Management.Automation;
using InventoryTools.Errors;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Removes items of nodes from a store: at once what a person confirms, else in batches.</summary>
/// <param name="command">The command.</param>
/// <param name="store">The store.</param>
/// <param name="where">The store, for messages.</param>
/// <param name="clock">The clock.</param>
/// <param name="report">Takes the errors.</param>
internal sealed class StoreItemRemover(
    InventoryCmdlet command, IInventoryStore store, string where, IClock clock, Action<ErrorRecord> report)
{
    // One commit for each would wait for the disk each time.
    private const int MaxBatch = 500;

    private readonly List<ItemName> _batch = [];
    private readonly HashSet<ItemName> _known = [];
    private bool _isTried;

    /// <summary>Removes an item of the store, if that is confirmed. One that comes again is left out.</summary>
    public void Remove(ItemName name)
    {
        if (!_known.Add(name))
        {
            return;
        }

        IReadOnlyList<InventoryItem> items = command.Use(() => ItemRemoval.Find(store, name, command.StopToken));
        if (items.Count == 0)
        {
            string swapped = SwappedNames.Sentence([name.TypeName], [name.InstanceId]);
            string question = swapped == ""
                ? command.Use(() => ItemRemoval.AskForNearest(store, name, command.StopToken))
                : swapped;
            report(RemovalErrors.NotFound(name.TypeName, name.InstanceId, where, question));
        }
        else if (IsTried() && command.ShouldProcess(
            target: $"{name.TypeName} of {name.InstanceId} ({where})", action: Describe(items)))
        {
            _batch.Add(name);
            if (_batch.Count == MaxBatch || command.Asks(ConfirmImpact.High))
            {
                Complete();
            }
        }
    }

    /// <summary>Removes what was confirmed, all of it or nothing.</summary>
    public void Complete()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        command.Use(() =>
        {
            ItemRemoval.RemoveAll(store, _batch, clock.UtcNow, command.StopToken);
            return true;
        });
        command.WriteVerbose($"Removed from {where}: {Counted.Of(_batch.Count, "item")} of single nodes.");
        _batch.Clear();
    }

    // With -WhatIf, a transaction without changes finds what that of the removal would find.
    private bool IsTried()
    {
        if (!_isTried && command.IsWhatIf)
        {
            command.Use(() => store.Write(_ => true, clock.UtcNow, command.StopToken));
        }

        return _isTried = true;
    }

    private static string Describe(IReadOnlyList<InventoryItem> items)
    {
        string count = items.Count == 1 ? "the item" : Counted.Of(items.Count, "item");
        int entries = items.Sum(item => item.Content?.Count ?? 0);
        string size = $"{NumberText.Grouped(entries)} {(entries == 1 ? "entry" : "entries")}";
        string versions = string.Join(", ", items.Select(item => item.SchemaVersion).Distinct(StringComparer.Ordinal));
        return $"Delete {count} of this node alone ({size} of version {versions})";
    }
}
