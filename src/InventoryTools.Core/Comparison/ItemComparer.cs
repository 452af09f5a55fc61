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
    /// <summary>The differences.</summary>
    public IEnumerable<InventoryDifference> Compare(ItemPair pair) =>
        Changes(pair).SelectMany(change => change.Differences);

    /// <summary>The number of entries that differ, and that do not.</summary>
    public InventoryComparison Count(ItemPair pair)
    {
        Change[] changes = [.. Changes(pair)];
        int CountOf(InventoryChange kind) => changes.Count(change => change.Entry == kind);
        int removed = CountOf(InventoryChange.Removed);
        int changed = CountOf(InventoryChange.Changed);
        return new InventoryComparison(
            pair.ReferenceInstanceId,
            pair.InstanceId,
            pair.TypeName,
            pair.Reference is null ? InventoryChange.Added
                : pair.Difference is null ? InventoryChange.Removed
                : changes.Length > 0 ? InventoryChange.Changed
                : null,
            CountOf(InventoryChange.Added),
            removed,
            changed,
            (pair.Reference?.Content?.Count ?? 0) - removed - changed);
    }

    private IEnumerable<Change> Changes(ItemPair pair)
    {
        InventoryContent before = pair.Reference?.Content ?? [];
        InventoryContent after = pair.Difference?.Content ?? [];
        if (pair.Reference is not null && pair.Difference is not null)
        {
            return Members(pair, pair.Reference, pair.Difference)
                .Select(found => new Change(null, [found]))
                .Concat(Entries(pair, before, after));
        }

        InventoryChange change = pair.Reference is null ? InventoryChange.Added : InventoryChange.Removed;
        return before.Count + after.Count == 0
            ? [Whole(pair, change, "", null)]
            : [.. before.Concat(after).Select(
                entry => Whole(pair, change, KeyOf(entry, Keys(pair, before, after)), entry))];
    }

    private static IEnumerable<InventoryDifference> Members(
        ItemPair pair, InventoryItem reference, InventoryItem difference)
    {
        if (reference.SchemaVersion != difference.SchemaVersion)
        {
            yield return Changed(
                pair, "", nameof(InventoryItem.SchemaVersion), reference.SchemaVersion, difference.SchemaVersion);
        }

        foreach (string name in Names(reference.Context).Union(Names(difference.Context), StringComparer.Ordinal))
        {
            string? before = Value(reference.Context, name);
            string? after = Value(difference.Context, name);
            if (before != after)
            {
                yield return Changed(pair, "", $"{nameof(InventoryItem.Context)}.{name}", before, after);
            }
        }
    }

    private IEnumerable<Change> Entries(ItemPair pair, InventoryContent before, InventoryContent after)
    {
        IReadOnlyList<string> key = Keys(pair, before, after);
        List<InventoryEntry> removed = Remaining(before, after, key);
        List<InventoryEntry> added = Remaining(after, before, key);
        if (key.Count == 0 && removed.Count + added.Count > 2)
        {
            // Without a key, entries of one side can't be matched with those of the other.
            return removed.Select(entry => Whole(pair, InventoryChange.Removed, "", entry))
                .Concat(added.Select(entry => Whole(pair, InventoryChange.Added, "", entry)));
        }

        ILookup<string, InventoryEntry> byKey = added.ToLookup(entry => KeyTextOf(entry, key), StringComparer.Ordinal);
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        List<Change> changes = [];
        HashSet<InventoryEntry> matched = [];
        foreach (InventoryEntry entry in removed)
        {
            string name = KeyTextOf(entry, key);
            taken.TryGetValue(name, out int at);
            taken[name] = at + 1;
            if (byKey[name].Skip(at).FirstOrDefault() is not InventoryEntry other)
            {
                changes.Add(Whole(pair, InventoryChange.Removed, KeyOf(entry, key), entry));
                continue;
            }

            matched.Add(other);
            InventoryDifference[] found = [.. Attributes(pair, KeyOf(entry, key), entry, other)];
            if (found.Length > 0)
            {
                changes.Add(new Change(InventoryChange.Changed, found));
            }
        }

        changes.AddRange(added.Where(entry => !matched.Contains(entry))
            .Select(entry => Whole(pair, InventoryChange.Added, KeyOf(entry, key), entry)));
        return changes;
    }

    private IEnumerable<InventoryDifference> Attributes(
        ItemPair pair, string key, InventoryEntry before, InventoryEntry after) =>
        before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(name => isCompared?.Invoke(name) != false && before.FindExactly(name) != after.FindExactly(name))
            .Select(name => Changed(pair, key, name, before.FindExactly(name), after.FindExactly(name)));

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

    private IReadOnlyList<string> Keys(ItemPair pair, InventoryContent before, InventoryContent after) =>
        Given(before.Concat(after)) is { Count: > 0 } given ? given : KeyAttributes.Find(pair.TypeName, before, after);

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
        ItemPair pair, string key, string attribute, string? before, string? after) => new(
        pair.ReferenceInstanceId,
        pair.InstanceId,
        pair.TypeName,
        InventoryChange.Changed,
        key,
        attribute,
        before,
        after);

    private static Change Whole(ItemPair pair, InventoryChange change, string key, InventoryEntry? entry) => new(
        entry is null ? null : change,
        [
            new(
                pair.ReferenceInstanceId,
                pair.InstanceId,
                pair.TypeName,
                change,
                key,
                null,
                change == InventoryChange.Removed ? entry?.ToString() : null,
                change == InventoryChange.Added ? entry?.ToString() : null),
        ]);

    private static IEnumerable<string> Names(InventoryEntry? map) =>
        map?.Keys ?? Enumerable.Empty<string>();

    private static string? Value(InventoryEntry? map, string name) => map?.FindExactly(name);

    /// <summary>One thing that differs.</summary>
    /// <param name="Entry">The kind, where it is an entry; null for the item or one of its members.</param>
    /// <param name="Differences">The differences: of an entry that has changed, one for each attribute.</param>
    private sealed record Change(InventoryChange? Entry, IReadOnlyList<InventoryDifference> Differences);
}
