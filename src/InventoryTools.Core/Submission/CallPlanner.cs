using InventoryTools.Rules;

namespace InventoryTools.Submission;

/// <summary>
/// Divides the items of one node into calls: as few as the limits of PutInventory allow while the order is kept.
/// </summary>
/// <param name="instanceId">The node.</param>
internal sealed class CallPlanner(string instanceId)
{
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);
    private List<PlannedItem> _items = [];
    private long _bytes;

    /// <summary>The calls for <paramref name="items"/>, all of which belong to one node.</summary>
    public static IEnumerable<PlannedCall> Plan(IEnumerable<PlannedItem> items)
    {
        CallPlanner? planner = null;
        foreach (PlannedItem item in items)
        {
            planner ??= new CallPlanner(item.InstanceId);
            if (planner.Add(item) is PlannedCall full)
            {
                yield return full;
            }
        }

        if (planner?.Close() is PlannedCall last)
        {
            yield return last;
        }
    }

    /// <summary>Adds an item to the open call, or to a new one when it does not fit; returns the full call.</summary>
    public PlannedCall? Add(PlannedItem item)
    {
        bool fits = _items.Count < InventoryRules.CallItemCount.Maximum
            && _bytes + item.Bytes <= InventoryRules.CallSize.Maximum
            && !_types.Contains(item.Item.TypeName);
        PlannedCall? full = fits ? null : Close();
        _items.Add(item);
        _types.Add(item.Item.TypeName);
        _bytes += item.Bytes;
        return full;
    }

    /// <summary>The open call; null when it is empty. The next item opens another one.</summary>
    public PlannedCall? Close()
    {
        PlannedCall? call = _items.Count == 0 ? null : new PlannedCall(instanceId, _items);
        _items = [];
        _types.Clear();
        _bytes = 0;
        return call;
    }
}
