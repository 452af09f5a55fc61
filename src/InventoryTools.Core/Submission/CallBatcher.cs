using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// The call of each node that still has room, so that items of one node share calls however they arrive. A call is
/// closed when the next item of its node does not fit, and the oldest one when too much waits altogether.
/// </summary>
/// <param name="mostItems">How many items may wait.</param>
/// <param name="mostBytes">How many bytes of items may wait.</param>
/// <param name="mostAge">How long a call may wait.</param>
internal sealed class CallBatcher(int mostItems, long mostBytes, TimeSpan mostAge)
{
    private readonly Dictionary<string, LinkedListNode<OpenCall>> _byNode = new(StringComparer.Ordinal);
    private readonly LinkedList<OpenCall> _byAge = new();
    private int _items;
    private long _bytes;

    /// <summary>What is known of a node whose call is open; null where none is.</summary>
    public NodeLedger? LedgerOf(string instanceId) =>
        _byNode.TryGetValue(instanceId, out LinkedListNode<OpenCall>? open) ? open.Value.Ledger : null;

    /// <summary>Adds an item, and returns the calls that have to go now.</summary>
    public IReadOnlyList<(PlannedCall Call, NodeLedger Ledger)> Add(PlannedItem item, NodeLedger ledger, TimeSpan now)
    {
        if (!_byNode.TryGetValue(item.InstanceId, out LinkedListNode<OpenCall>? open))
        {
            open = _byAge.AddLast(new OpenCall(item.InstanceId, ledger, now));
            _byNode.Add(item.InstanceId, open);
        }

        _items++;
        _bytes += item.FullBytes;
        List<(PlannedCall, NodeLedger)> due = [];
        if (open.Value.Planner.Add(item) is PlannedCall full)
        {
            // What is open now has just begun to wait.
            open.Value.Since = now;
            _byAge.Remove(open);
            _byAge.AddLast(open);
            due.Add(Close(full, ledger));
        }

        while (_byAge.First is { } oldest
            && (_items > mostItems || _bytes > mostBytes || now - oldest.Value.Since > mostAge))
        {
            due.Add(TakeOldest()!.Value);
        }

        return due;
    }

    /// <summary>The call that has waited longest; null where none waits.</summary>
    public (PlannedCall Call, NodeLedger Ledger)? TakeOldest()
    {
        if (_byAge.First is not { } oldest)
        {
            return null;
        }

        _byAge.RemoveFirst();
        _byNode.Remove(oldest.Value.InstanceId);
        return Close(oldest.Value.Planner.Close()!, oldest.Value.Ledger);
    }

    private (PlannedCall Call, NodeLedger Ledger) Close(PlannedCall call, NodeLedger ledger)
    {
        _items -= call.Items.Count;
        _bytes -= call.Items.Sum(item => item.FullBytes);
        return (call, ledger);
    }

    private sealed class OpenCall(string instanceId, NodeLedger ledger, TimeSpan since)
    {
        public string InstanceId { get; } = instanceId;

        public NodeLedger Ledger { get; } = ledger;

        public CallPlanner Planner { get; } = new(instanceId);

        public TimeSpan Since { get; set; } = since;
    }
}
