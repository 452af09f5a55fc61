namespace InventoryTools.Model;

/// <summary>
/// Gathers entries by node. While the input is small everything is held, so its order does not matter; when it grows
/// beyond <see cref="Window"/> entries and has been in the order of the nodes so far, each node is released as soon
/// as its last entry has passed, and memory no longer grows.
/// </summary>
/// <remarks>
/// In order means that node IDs ascend, or that the entries of a node are consecutive and two or more on average.
/// A hash of the ID of each released node is kept, to find entries that come too late: released again, the node would
/// replace what was released first.
/// </remarks>
internal sealed class NodeGrouping
{
    /// <summary>The number of entries that are held before the order of the input is relied on.</summary>
    public const int Window = 10000;

    private readonly Dictionary<string, InventoryContent> _held = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private HashParts? _released;
    private string? _last;
    private InventoryContent? _lastContent;
    private bool _ascending = true;
    private bool _contiguous = true;
    private long _entries;
    private long _nodes;
    private int _heldEntries;

    /// <summary>Takes an entry, and returns true, unless its node was released already.</summary>
    public bool TryAdd(string instanceId, InventoryEntry entry)
    {
        // The entries of a node are consecutive, as a rule; such an entry needs no look at the others.
        InventoryContent? content = instanceId == _last ? _lastContent : null;
        if (content is null)
        {
            if (_released?.Contains(Fnv1aHash.Of(instanceId)) == true)
            {
                return false;
            }

            if (_held.TryGetValue(instanceId, out content))
            {
                _ascending = false;
                _contiguous = false;
            }
            else
            {
                content = [];
                _held.Add(instanceId, content);
                _order.Add(instanceId);
                _nodes++;
                _ascending &= _last is null || string.CompareOrdinal(instanceId, _last) > 0;
            }

            _last = instanceId;
            _lastContent = content;
        }

        content.Add(entry);
        _entries++;
        _heldEntries++;
        return true;
    }

    /// <summary>The nodes that are complete by now, in the order in which they came.</summary>
    public IEnumerable<KeyValuePair<string, InventoryContent>> Release()
    {
        bool inOrder = _ascending || (_contiguous && _entries >= 2 * _nodes);
        if (_order.Count < 2 || !inOrder || (_heldEntries <= Window && _released is null))
        {
            return [];
        }

        return Release(_order.Count - 1);
    }

    /// <summary>Everything that is still held, at the end of the input.</summary>
    public IEnumerable<KeyValuePair<string, InventoryContent>> ReleaseAll() => Release(_order.Count);

    private List<KeyValuePair<string, InventoryContent>> Release(int count)
    {
        _released ??= new HashParts();
        List<KeyValuePair<string, InventoryContent>> released = new(count);
        foreach (string instanceId in _order.Take(count))
        {
            InventoryContent content = _held[instanceId];
            released.Add(new(instanceId, content));
            _held.Remove(instanceId);
            _released.Add(Fnv1aHash.Of(instanceId));
            _heldEntries -= content.Count;
        }

        _order.RemoveRange(0, count);
        return released;
    }

    /// <summary>
    /// Hashes in parts, which grow one by one, so that a hash never takes more than 40 bytes: a set that grows holds
    /// all of it twice.
    /// </summary>
    private sealed class HashParts
    {
        private readonly HashSet<long>[] _parts = [.. Enumerable.Range(0, 256).Select(_ => new HashSet<long>())];

        public bool Contains(long hash) => PartOf(hash).Contains(hash);

        public void Add(long hash) => PartOf(hash).Add(hash);

        private HashSet<long> PartOf(long hash) => _parts[(byte)hash];
    }
}
