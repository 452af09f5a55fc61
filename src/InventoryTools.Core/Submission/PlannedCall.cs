using InventoryTools.Rules;

namespace InventoryTools.Submission;

/// <summary>The items of one PutInventory call, in the order in which they were given.</summary>
internal sealed class PlannedCall
{
    private readonly List<PlannedItem> _items = [];
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    /// <summary>Makes a call of one item, for its node.</summary>
    public PlannedCall(PlannedItem first)
    {
        InstanceId = first.InstanceId;
        Append(first);
    }

    /// <summary>The node.</summary>
    public string InstanceId { get; }

    /// <summary>The items.</summary>
    public IReadOnlyList<PlannedItem> Items => _items;

    /// <summary>The size of all items together.</summary>
    public long Bytes => _items.Sum(item => item.Bytes);

    /// <summary>
    /// Divides items of one node into calls: as few as the limits of PutInventory allow while the order is kept.
    /// </summary>
    public static IEnumerable<PlannedCall> Plan(IEnumerable<PlannedItem> items)
    {
        PlannedCall? call = null;
        foreach (PlannedItem item in items)
        {
            if (call?.TryAdd(item) == true)
            {
                continue;
            }

            if (call is not null)
            {
                yield return call;
            }

            call = new PlannedCall(item);
        }

        if (call is not null)
        {
            yield return call;
        }
    }

    /// <summary>Adds an item of the node; returns false when it does not fit into the call.</summary>
    public bool TryAdd(PlannedItem item)
    {
        bool fits = _items.Count < InventoryRules.CallItemCount.Maximum
            && Bytes + item.Bytes <= InventoryRules.CallSize.Maximum
            && !_types.Contains(item.Item.TypeName);
        if (fits)
        {
            Append(item);
        }

        return fits;
    }

    private void Append(PlannedItem item)
    {
        _items.Add(item);
        _types.Add(item.Item.TypeName);
    }
}
