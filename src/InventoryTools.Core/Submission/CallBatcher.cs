using InventoryTools.Store;

namespace InventoryTools.Submission;

/// <summary>
/// Holds calls that wait, so that items of one node share calls in any order of items. A node has one open call, which
/// is closed when the next item does not fit. When too much is waiting, the oldest calls are due, many at once.
/// </summary>
/// <param name="maxItems">The maximum number of waiting items.</param>
/// <param name="maxBytes">The maximum number of bytes of waiting items.</param>
/// <param name="maxAge">The maximum time for which a call waits.</param>
internal sealed class CallBatcher(int maxItems, long maxBytes, TimeSpan maxAge)
{
    private readonly Dictionary<string, LinkedListNode<WaitingCall>> _open = new(StringComparer.Ordinal);
    private readonly LinkedList<WaitingCall> _byAge = new();
    private int _items;
    private long _bytes;

    /// <summary>The ledger of a node whose call is open; null when none is.</summary>
    public NodeLedger? LedgerOf(string instanceId) =>
        _open.TryGetValue(instanceId, out LinkedListNode<WaitingCall>? open) ? open.Value.Ledger : null;

    /// <summary>Adds an item.</summary>
    public void Add(PlannedItem item, NodeLedger ledger, TimeSpan now)
    {
        if (!_open.TryGetValue(item.InstanceId, out LinkedListNode<WaitingCall>? open) || !open.Value.Call.TryAdd(item))
        {
            _open[item.InstanceId] = _byAge.AddLast(new WaitingCall(new PlannedCall(item), ledger, now));
        }

        _items++;
        _bytes += item.Payload.FullBytes;
    }

    /// <summary>Removes the calls that are due, the oldest first: a tenth of all when too much is waiting.</summary>
    public IReadOnlyList<PlannedCall> TakeDue(TimeSpan now)
    {
        bool isFull = _items > maxItems || _bytes > maxBytes;
        return Take(oldest => (isFull && (_items > 0.9 * maxItems || _bytes > 0.9 * maxBytes))
            || now - oldest.Since > maxAge);
    }

    /// <summary>Removes the oldest calls, a tenth of the most that may wait; none when no call is waiting.</summary>
    public IReadOnlyList<PlannedCall> TakeOldest()
    {
        double items = _items - (0.1 * maxItems);
        return Take(_ => _items > items);
    }

    private List<PlannedCall> Take(Func<WaitingCall, bool> isDue)
    {
        List<PlannedCall> due = [];
        while (_byAge.First is { } oldest && isDue(oldest.Value))
        {
            _byAge.RemoveFirst();
            PlannedCall call = oldest.Value.Call;
            if (_open.TryGetValue(call.InstanceId, out LinkedListNode<WaitingCall>? open) && open == oldest)
            {
                _open.Remove(call.InstanceId);
            }

            _items -= call.Items.Count;
            _bytes -= call.Items.Sum(item => item.Payload.FullBytes);
            due.Add(call);
        }

        return due;
    }

    private sealed record WaitingCall(PlannedCall Call, NodeLedger Ledger, TimeSpan Since);
}
