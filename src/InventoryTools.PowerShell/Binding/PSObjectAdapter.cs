using System.Collections;
using System.Data;
using System.Management.Automation;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>The shape of objects as PowerShell shows them, with the properties that it adds.</summary>
internal sealed class PSObjectAdapter : IObjectAdapter
{
    /// <summary>The text conversion for what comes through a pipeline.</summary>
    public static AttributeText Text { get; } = new(new PSObjectAdapter());

    /// <summary>Removes the wrapper that PowerShell puts around an object. A property bag is its own wrapper.</summary>
    public static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper
        ? wrapper.BaseObject
        : value;

    public object? Unwrap(object? value) => Bare(value);

    public bool IsPropertyBag(object value) => value is PSObject { BaseObject: PSCustomObject } or PSCustomObject;

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        foreach (PSPropertyInfo property in PropertiesOf(PSObject.AsPSObject(value)))
        {
            yield return new KeyValuePair<string, object?>(property.Name, Read(property.Name, () => property.Value));
        }
    }

    /// <summary>
    /// The members of a dictionary, or the properties that are data. A value is read when it is needed: an object may
    /// have any getters.
    /// </summary>
    public static IEnumerable<(string Name, Func<object?> Value)> Members(PSObject input) =>
        input.BaseObject is IDictionary map
        ? Members(map).Select(member => (member.Key, (Func<object?>)(() => member.Value)))
        : PropertiesOf(input).Select(property => (property.Name, (Func<object?>)(() => property.Value)));

    /// <summary>The members of a dictionary, their keys as text.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Members(IDictionary map)
    {
        // Only the dictionary's own enumerator promises DictionaryEntry: that of a generic dictionary has other pairs.
        foreach (DictionaryEntry member in map)
        {
            yield return new KeyValuePair<string, object?>(Text.Convert(member.Key), member.Value);
        }
    }

    /// <summary>
    /// The readable properties that are data. Of a row of a table these are its columns: PowerShell lists the row's own
    /// properties after them, and the whole table is one of them.
    /// </summary>
    public static IEnumerable<PSPropertyInfo> PropertiesOf(PSObject value)
    {
        DataColumnCollection? columns = value.BaseObject switch
        {
            DataRow row => row.Table.Columns,
            DataRowView row => row.Row.Table.Columns,
            _ => null,
        };
        return value.Properties.Where(property => property.IsGettable
            && (columns is null || property.MemberType != PSMemberTypes.Property || columns.Contains(property.Name)));
    }

    /// <summary>Reads the value of a member.</summary>
    /// <exception cref="AttributeTextException">The getter throws.</exception>
    public static object? Read(string name, Func<object?> value)
    {
        try
        {
            return value();
        }
        catch (GetValueException thrown)
        {
            throw AttributeTextException.GetterFailed(name, thrown.InnerException ?? thrown);
        }
    }
}
