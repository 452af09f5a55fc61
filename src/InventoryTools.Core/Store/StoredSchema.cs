using System;
using System.Collections.Generic;

namespace InventoryTools.Store;

/// <summary>What a store has learned about a custom type at one of its versions.</summary>
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

    /// <summary>The names of the attributes that were seen, in the order in which they came.</summary>
    public IReadOnlyList<string> Attributes { get; }

    /// <summary>Whether data of this version, and of any before it, is ignored.</summary>
    public bool IsDisabled { get; }

    /// <summary>How the attribute is spelled here, whatever its case; null where there is none.</summary>
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
