namespace InventoryTools.Comparison;

/// <summary>
/// Finds the differences between two items of a type. Entries are matched by their key attributes, in any order;
/// capture times and hashes do not count.
/// </summary>
/// <param name="keys">
/// The names of the key attributes, in any case. When it is null, or no entry has one of them, those of the type are
/// used.
/// </param>
/// <param name="isCompared">Returns true for the attributes that are compared; null for all.</param>
internal sealed class ItemComparer(IReadOnlyList<string>? keys = null, Func<string, bool>? isCompared = null)
{
    /// <summary>The differences. One of the items may be missing.</summary>
    public IEnumerable<InventoryDifference> Compare(InventoryItem? reference, InventoryItem? difference)
    {
        InventoryItem one = (reference ?? difference)!;
        InventoryContent before = reference?.Content ?? [];
        InventoryContent after = difference?.Content ?? [];
        if (reference is null || difference is null)
        {
            InventoryChange change = reference is null ? InventoryChange.Added : InventoryChange.Removed;
            return before.Count + after.Count == 0
                ? [Whole(one, change, "", null)]
                : [.. (reference is null ? after : before).Select(
                    entry => Whole(one, change, KeyOf(entry, Keys(one, before, after)), entry))];
        }

        return Members(reference, difference).Concat(Entries(reference, before, after));
    }

    private static IEnumerable<InventoryDifference> Members(InventoryItem reference, InventoryItem difference)
    {
        if (reference.SchemaVersion != difference.SchemaVersion)
        {
            yield return Changed(
                reference, "", nameof(InventoryItem.SchemaVersion), reference.SchemaVersion, difference.SchemaVersion);
        }

        foreach (string name in Names(reference.Context).Union(Names(difference.Context), StringComparer.Ordinal))
        {
            string? before = Value(reference.Context, name);
            string? after = Value(difference.Context, name);
            if (before != after)
            {
                yield return Changed(reference, "", $"{nameof(InventoryItem.Context)}.{name}", before, after);
            }
        }
    }

    private IEnumerable<InventoryDifference> Entries(
        InventoryItem item, InventoryContent before, InventoryContent after)
    {
        IReadOnlyList<string> key = Keys(item, before, after);
        List<InventoryEntry> removed = Remaining(before, after, key);
        List<InventoryEntry> added = Remaining(after, before, key);
        if (key.Count == 0 && removed.Count + added.Count > 2)
        {
            // Without a key, entries of one side can't be matched with those of the other.
            return removed.Select(entry => Whole(item, InventoryChange.Removed, "", entry))
                .Concat(added.Select(entry => Whole(item, InventoryChange.Added, "", entry)));
        }

        ILookup<string, InventoryEntry> byKey = added.ToLookup(entry => KeyTextOf(entry, key), StringComparer.Ordinal);
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        List<InventoryDifference> differences = [];
        HashSet<InventoryEntry> matched = [];
        foreach (InventoryEntry entry in removed)
        {
            string name = KeyTextOf(entry, key);
            taken.TryGetValue(name, out int at);
            taken[name] = at + 1;
            if (byKey[name].Skip(at).FirstOrDefault() is InventoryEntry other)
            {
                matched.Add(other);
                differences.AddRange(Attributes(item, KeyOf(entry, key), entry, other));
            }
            else
            {
                differences.Add(Whole(item, InventoryChange.Removed, KeyOf(entry, key), entry));
            }
        }

        differences.AddRange(added.Where(entry => !matched.Contains(entry))
            .Select(entry => Whole(item, InventoryChange.Added, KeyOf(entry, key), entry)));
        return differences;
    }

    private IEnumerable<InventoryDifference> Attributes(
        InventoryItem item, string key, InventoryEntry before, InventoryEntry after) =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(name => isCompared?.Invoke(name) != false && before.FindExactly(name) != after.FindExactly(name))
            .Select(name => Changed(item, key, name, before.FindExactly(name), after.FindExactly(name)));

    // The entries that the other content does not have as they are, each counted.
    private List<InventoryEntry> Remaining(InventoryContent content, InventoryContent other, IReadOnlyList<string> key)
    {
        Dictionary<string, int> same = new(StringComparer.Ordinal);
        foreach (string text in other.Select(entry => TextOf(entry, key)))
        {
            same.TryGetValue(text, out int count);
            same[text] = count + 1;
        }

        List<InventoryEntry> remaining = [];
        foreach (InventoryEntry entry in content)
        {
            string text = TextOf(entry, key);
            if (same.TryGetValue(text, out int count) && count > 0)
            {
                same[text] = count - 1;
            }
            else
            {
                remaining.Add(entry);
            }
        }

        return remaining;
    }

    // The attributes that are compared and the key, in one order.
    private string TextOf(InventoryEntry entry, IReadOnlyList<string> key) => string.Concat(
        entry.Where(attribute =>
                isCompared?.Invoke(attribute.Key) != false || key.Contains(attribute.Key, StringComparer.Ordinal))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => Measured(attribute.Key) + Measured(attribute.Value)));

    private static string KeyTextOf(InventoryEntry entry, IReadOnlyList<string> key) =>
        string.Concat(key.Select(name => Measured(entry.FindExactly(name) ?? "")));

    // The length before the text makes the end of the text unambiguous.
    private static string Measured(string text) => $"{text.Length}:{text}";

    private IReadOnlyList<string> Keys(InventoryItem item, InventoryContent before, InventoryContent after) =>
        Given(before.Concat(after)) is { Count: > 0 } given ? given : KeyAttributes.Find(item.TypeName, before, after);

    // The names that were given, as the entries have them.
    private IReadOnlyList<string> Given(IEnumerable<InventoryEntry> entries)
    {
        if (keys is null)
        {
            return [];
        }

        HashSet<string> names = new(entries.SelectMany(entry => entry.Keys), StringComparer.Ordinal);
        return [.. keys.SelectMany(key => names
            .Where(name => name.Equals(key, StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal))];
    }

    private static string KeyOf(InventoryEntry entry, IReadOnlyList<string> key) =>
        string.Join(", ", key.Select(entry.FindExactly).Where(value => !string.IsNullOrEmpty(value)));

    private static InventoryDifference Changed(
        InventoryItem item, string key, string attribute, string? before, string? after) =>
        new(item.InstanceId, item.TypeName, InventoryChange.Changed, key, attribute, before, after);

    private static InventoryDifference Whole(
        InventoryItem item, InventoryChange change, string key, InventoryEntry? entry) => new(
        item.InstanceId,
        item.TypeName,
        change,
        key,
        null,
        change == InventoryChange.Removed ? entry?.ToString() : null,
        change == InventoryChange.Added ? entry?.ToString() : null);

    private static IEnumerable<string> Names(IDictionary<string, string>? map) =>
        map?.Keys ?? Enumerable.Empty<string>();

    private static string? Value(IDictionary<string, string>? map, string name) =>
        map is not null && map.TryGetValue(name, out string? value) ? value : null;
}
