namespace InventoryTools.Comparison;

/// <summary>Finds out which of the attributes that were asked for no entry has.</summary>
/// <param name="wanted">The names or patterns, each with what it matches.</param>
internal sealed class AttributeFinder(IEnumerable<KeyValuePair<string, Func<string, bool>>> wanted)
{
    private readonly List<KeyValuePair<string, Func<string, bool>>> _missing = [.. wanted];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The names or patterns that match no attribute; none as long as no attribute was seen.</summary>
    public IEnumerable<string> Missing => _names.Count == 0 ? [] : _missing.Select(one => one.Key);

    /// <summary>The names of the attributes that were seen, where one is missing.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Looks for them among the attributes of an item.</summary>
    public void Look(InventoryItem item)
    {
        if (_missing.Count > 0)
        {
            Look((item.Content ?? []).SelectMany(entry => entry.Keys));
        }
    }

    /// <summary>Looks for them among names.</summary>
    public void Look(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (_missing.Count > 0 && _names.Add(name))
            {
                _missing.RemoveAll(one => one.Value(name));
            }
        }
    }
}
