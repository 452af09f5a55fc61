using System;
using System.Collections.Generic;

namespace InventoryTools;

/// <summary>
/// Items that wait for others of their node, so that they can share a call. A node is let go when its items fill a
/// call; the node that has waited longest, when too much waits altogether.
/// </summary>
/// <param name="most">How many items may wait.</param>
/// <param name="mostBytes">How many bytes of items may wait.</param>
/// <param name="mostAge">How long a node may wait.</param>
internal sealed class PendingItems(int most, long mostBytes, TimeSpan mostAge)
{
    private readonly Dictionary<string, LinkedListNode<Node>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<Node> _byAge = new();
    private int _count;
    private long _bytes;

    /// <summary>Whether items of the node wait.</summary>
    public bool Has(string instanceId) => _byId.ContainsKey(instanceId);

    /// <summary>Adds an item.</summary>
    public void Add(PlannedItem item, TimeSpan now)
    {
        if (!_byId.TryGetValue(item.InstanceId, out LinkedListNode<Node>? node))
        {
            node = _byAge.AddLast(new Node(item.InstanceId, now));
            _byId.Add(item.InstanceId, node);
        }

        node.Value.Items.Add(item);
        node.Value.Bytes += item.Bytes;
        _count++;
        _bytes += item.FullBytes;
    }

    /// <summary>The items of a node whose time has come; null where nothing presses.</summary>
    public IReadOnlyList<PlannedItem>? TakeDue(string lastAdded, TimeSpan now)
    {
        if (_byId.TryGetValue(lastAdded, out LinkedListNode<Node>? last)
            && (last.Value.Items.Count >= InventoryRules.CallItemCount.Maximum
                || last.Value.Bytes >= InventoryRules.CallSize.Maximum))
        {
            return Take(last);
        }

        return _byAge.First is { } oldest && (_count > most || _bytes > mostBytes || now - oldest.Value.Since > mostAge)
            ? Take(oldest)
            : null;
    }

    /// <summary>The items of the node that has waited longest; null where none waits.</summary>
    public IReadOnlyList<PlannedItem>? TakeOldest() => _byAge.First is { } oldest ? Take(oldest) : null;

    private List<PlannedItem> Take(LinkedListNode<Node> node)
    {
        _byAge.Remove(node);
        _byId.Remove(node.Value.InstanceId);
        _count -= node.Value.Items.Count;
        foreach (PlannedItem item in node.Value.Items)
        {
            _bytes -= item.FullBytes;
        }

        return node.Value.Items;
    }

    private sealed class Node(string instanceId, TimeSpan since)
    {
        public string InstanceId { get; } = instanceId;

        public TimeSpan Since { get; } = since;

        public List<PlannedItem> Items { get; } = [];

        public long Bytes { get; set; }
    }
}
