using InventoryTools.Model;

namespace InventoryTools.Writing;

/// <summary>
/// Warns of items that had entries and were replaced by items without: the first of each type by its name, the others
/// by their number.
/// </summary>
internal sealed class EmptiedItems(InventoryCmdlet command)
{
    private readonly Dictionary<string, long> _others = new(StringComparer.Ordinal);

    // With -WhatIf, nothing has been replaced.
    private readonly string _had = command.IsWhatIf ? "has" : "had";
    private readonly string _was = command.IsWhatIf ? "would be" : "was";
    private readonly string _were = command.IsWhatIf ? "would be" : "were";

    /// <summary>Tells of an item, or counts it.</summary>
    public void Add(string instanceId, string typeName)
    {
        if (_others.TryGetValue(typeName, out long others))
        {
            _others[typeName] = others + 1;
            return;
        }

        _others.Add(typeName, 0);
        command.WriteWarning(
            $"The item {typeName} of {instanceId} {_had} entries, and {_was} replaced by one without. "
            + "If nothing was collected by mistake, New-InventoryItem -SkipEmpty builds no item of an empty pipeline.");
    }

    /// <summary>Tells of the items that were counted.</summary>
    public void Complete()
    {
        foreach (KeyValuePair<string, long> type in _others.Where(type => type.Value > 0))
        {
            command.WriteWarning(type.Value == 1
                ? $"1 more item {type.Key} {_had} entries, and {_was} replaced by one without."
                : $"{NumberText.Grouped(type.Value)} more items {type.Key} {(_had == "has" ? "have" : _had)} entries, "
                    + $"and {_were} replaced by items without.");
        }
    }
}
