using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>One value of -ExcludeProperty: a name, or a pattern unless an object has a property of that name.</summary>
internal sealed class PropertyExclusion
{
    private readonly WildcardPattern? _pattern;

    /// <summary>Makes an exclusion of what was typed.</summary>
    public PropertyExclusion(string typed)
    {
        Name = PropertySelector.NameOf(typed, out bool isPattern);
        _pattern = isPattern ? new WildcardPattern(typed, WildcardOptions.IgnoreCase) : null;
    }

    /// <summary>The name or the pattern.</summary>
    public string Name { get; }

    /// <summary>True for a pattern.</summary>
    public bool IsPattern => _pattern is not null;

    /// <summary>True when an object had what is excluded.</summary>
    public bool WasFound { get; private set; }

    /// <summary>
    /// True when the object that is read has a property whose name is what was typed, to the letter.
    /// </summary>
    public bool IsNameHere
    {
        get;
        set
        {
            field = value;
            WasFound |= value;
        }
    }

    /// <summary>True for a name that is to be left out.</summary>
    public bool Matches(string name)
    {
        bool matches = Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || (_pattern is not null && !IsNameHere && _pattern.IsMatch(name));
        WasFound |= matches;
        return matches;
    }
}
