using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// A name of an object and what it has under it. The value is read when it is asked for: an object may have any
/// getters.
/// </summary>
internal readonly struct ObjectMember
{
    private readonly object? _value;
    private readonly object? _source;

    /// <summary>Makes a member of a map.</summary>
    public ObjectMember(string name, object? value)
    {
        Name = name;
        _value = value;
    }

    /// <summary>Makes a member of an object with properties.</summary>
    public ObjectMember(PSObject input, PSPropertyInfo property)
    {
        Name = property.Name;
        _source = property;
        // An object of .NET that was deserialized: it says of what type it was.
        _value = property.MemberType == PSMemberTypes.Property && input.BaseObject is PSCustomObject ? input : null;
    }

    /// <summary>Makes a member that a script block calculates.</summary>
    public ObjectMember(PSObject input, PropertySelector.Calculated calculated)
    {
        Name = calculated.Name;
        _source = calculated;
        _value = input;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Reads the value.</summary>
    /// <exception cref="RuntimeException">The getter or the script block throws.</exception>
    /// <exception cref="AttributeTextException">The value was cut off on the way of a deserialized object.</exception>
    public object? Read() => _source switch
    {
        null => _value,
        PSPropertyInfo property => _value is PSObject bag ? Transport.Whole(bag, property.Value) : property.Value,
        object calculated => ((PropertySelector.Calculated)calculated).Evaluate((PSObject)_value!),
    };
}
