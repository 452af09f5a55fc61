namespace InventoryTools.Store;

/// <summary>The schema of a custom type at one version, made from the items that were written.</summary>
internal sealed class StoredSchema
{
    private Dictionary<string, string>? _spelling;

    /// <summary>Makes the schema of a type at a version.</summary>
    public StoredSchema(string typeName, string version, IReadOnlyList<string> attributes, bool isDisabled)
    {
        TypeName = typeName;
        Version = version;
        Attributes = attributes;
        IsDisabled = isDisabled;
    }

    /// <summary>The type.</summary>
    public string TypeName { get; }

    /// <summary>The version.</summary>
    public string Version { get; }

    /// <summary>The names of the attributes, in the order in which they were first written.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>True when items of this version and of versions before it are ignored.</summary>
    public bool IsDisabled { get; }

    /// <summary>The spelling of the attribute, found in any case of letters; null when it is unknown.</summary>
    public string? FindSpelling(string name)
    {
        if (_spelling is null)
        {
            Dictionary<string, string> spelling = new(StringComparer.OrdinalIgnoreCase);
            foreach (string attribute in Attributes)
            {
                spelling[attribute] = attribute;
            }

            _spelling = spelling;
        }

        return _spelling.TryGetValue(name, out string? found) ? found : null;
    }
}
