using System.Collections;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

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
    public long Bytes { get; private set; }

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
            && !_types.Contains(item.TypeName);
        if (fits)
        {
            Append(item);
        }

        return fits;
    }

    /// <summary>The request, in the JSON that was measured and hashed.</summary>
    public PutInventoryRequest ToRequest() => new(InstanceId, new ItemsOf(this))
    {
        Json = ItemText.WriteRequest(
            InstanceId, _items, static (json, item) => item.Payload.Append(json, item.IsHashOnly)),
    };

    private void Append(PlannedItem item)
    {
        _items.Add(item);
        _types.Add(item.TypeName);
        Bytes += item.Bytes;
    }

    /// <summary>The items, for a service that does not take their JSON: each is read when it is asked for.</summary>
    private sealed class ItemsOf(PlannedCall call) : IReadOnlyList<InventoryItem>
    {
        private readonly bool[] _hashOnly = [.. call.Items.Select(item => item.IsHashOnly)];

        public int Count => call.Items.Count;

        public InventoryItem this[int index] => call.Items[index].Payload.Read(_hashOnly[index]);

        public IEnumerator<InventoryItem> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
