using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// Holds one open call for each node, so that items of one node share calls in any order of items. A call is
/// closed when the next item of its node does not fit. The oldest call is closed when too much is waiting.
/// </summary>
/// <param name="maxItems">The maximum number of waiting items.</param>
/// <param name="maxBytes">The maximum number of bytes of waiting items.</param>
/// <param name="maxAge">The maximum time for which a call waits.</param>
internal sealed class CallBatcher(int maxItems, long maxBytes, TimeSpan maxAge)
{
    private readonly Dictionary<string, LinkedListNode<OpenCall>> _byNode = new(StringComparer.Ordinal);
    private readonly LinkedList<OpenCall> _byAge = new();
    private int _items;
    private long _bytes;

    /// <summary>The ledger of a node whose call is open; null when none is.</summary>
    public NodeLedger? LedgerOf(string instanceId) =>
        _byNode.TryGetValue(instanceId, out LinkedListNode<OpenCall>? open) ? open.Value.Ledger : null;

    /// <summary>Adds an item, and returns the calls that are closed.</summary>
    public IReadOnlyList<(PlannedCall Call, NodeLedger Ledger)> Add(PlannedItem item, NodeLedger ledger, TimeSpan now)
    {
        if (!_byNode.TryGetValue(item.InstanceId, out LinkedListNode<OpenCall>? open))
        {
            open = _byAge.AddLast(new OpenCall(item.InstanceId, ledger, now));
            _byNode.Add(item.InstanceId, open);
        }

        _items++;
        _bytes += item.Payload.FullBytes;
        List<(PlannedCall, NodeLedger)> due = [];
        if (open.Value.Planner.Add(item) is PlannedCall full)
        {
            // The open call has just begun to wait.
            open.Value.Since = now;
            _byAge.Remove(open);
            _byAge.AddLast(open);
            due.Add(Close(full, ledger));
        }

        while (_byAge.First is { } oldest
            && (_items > maxItems || _bytes > maxBytes || now - oldest.Value.Since > maxAge))
        {
            due.Add(TakeOldest()!.Value);
        }

        return due;
    }

    /// <summary>Removes the call that has waited longest; null when none is waiting.</summary>
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
        _bytes -= call.Items.Sum(item => item.Payload.FullBytes);
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
