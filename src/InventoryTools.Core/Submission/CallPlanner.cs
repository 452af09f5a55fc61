using System;
using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>The items of one PutInventory call.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">The items, in the order in which they were given.</param>
public sealed record PlannedCall(string InstanceId, IReadOnlyList<PlannedItem> Items)
{
    /// <summary>The size of all items together.</summary>
    public long Bytes => Items.Sum(item => item.Bytes);
}

/// <summary>
/// Divides the items of one node into calls: as few as the limits of PutInventory allow while the order is kept.
/// </summary>
public static class CallPlanner
{
    /// <summary>The calls for <paramref name="items"/>, all of which belong to one node.</summary>
    public static IEnumerable<PlannedCall> Plan(IEnumerable<PlannedItem> items)
    {
        List<PlannedItem> call = [];
        HashSet<string> types = new(StringComparer.Ordinal);
        long bytes = 0;
        foreach (PlannedItem item in items)
        {
            if (call.Count > 0
                && (call.Count == InventoryRules.CallItemCount.Maximum
                    || bytes + item.Bytes > InventoryRules.CallSize.Maximum
                    || types.Contains(item.Item.TypeName)))
            {
                yield return new PlannedCall(call[0].InstanceId, call);
                call = [];
                types.Clear();
                bytes = 0;
            }

            call.Add(item);
            types.Add(item.Item.TypeName);
            bytes += item.Bytes;
        }

        if (call.Count > 0)
        {
            yield return new PlannedCall(call[0].InstanceId, call);
        }
    }
}
