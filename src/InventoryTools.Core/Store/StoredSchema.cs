using InventoryTools.Model;

namespace InventoryTools.Store;

/// <summary>The schema of a custom type at one version, made from the items that were written.</summary>
/// <param name="TypeName">The type.</param>
/// <param name="Version">The version.</param>
/// <param name="Attributes">The names of the attributes, in the order in which they were first written.</param>
/// <param name="IsDisabled">True when items of this version and of versions before it are ignored.</param>
internal sealed record StoredSchema(
    string TypeName, string Version, IReadOnlyList<string> Attributes, bool IsDisabled)
{
    private readonly AttributeNames _covered = new(); // of the entry that was covered last
    private Dictionary<string, string>? _spelling;

    /// <summary>True when the schema has all names of an entry, as the entry spells them.</summary>
    public bool Covers(InventoryEntry entry)
    {
        // The entries of a type nearly always have the same names.
        if (_covered.AreOf(entry))
        {
            return true;
        }

        for (int i = 0; i < entry.Count; i++)
        {
            string name = entry.At(i).Key;
            if (FindSpelling(name) != name)
            {
                return false;
            }
        }

        _covered.Take(entry);
        return true;
    }

    /// <summary>The spelling of the attribute, found in any case of letters; null when it is unknown.</summary>
    public string? FindSpelling(string name)
    {
        _spelling ??= Attributes.GroupBy(attribute => attribute, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.Last(), StringComparer.OrdinalIgnoreCase);
        return _spelling.TryGetValue(name, out string? found) ? found : null;
    }
}
