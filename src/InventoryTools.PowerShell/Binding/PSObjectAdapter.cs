using System.Collections;
using System.Collections.Specialized;
using System.Data;
using System.Management.Automation;
using System.Management.Automation.Internal;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>The shape of objects as PowerShell shows them, with the properties that it adds.</summary>
internal sealed class PSObjectAdapter : IObjectAdapter
{
    /// <summary>The text conversion for what comes through a pipeline.</summary>
    public static AttributeText Text { get; } = new(new PSObjectAdapter());

    /// <summary>
    /// Removes the wrapper that PowerShell puts around an object. A property bag is its own wrapper, and an enumeration
    /// that was deserialized is its name.
    /// </summary>
    public static object? Bare(object? value) => value is not PSObject wrapper ? value : wrapper.BaseObject switch
    {
        // What a command returns that returns nothing.
        PSCustomObject => ReferenceEquals(wrapper, AutomationNull.Value) ? null : value,
        object number when number.GetType().IsPrimitive && Transport.NameOf(wrapper) is string name => name,
        object bare => bare,
    };

    public object? Unwrap(object? value) => Bare(value);

    public bool IsPropertyBag(object value) => value is PSObject { BaseObject: PSCustomObject } or PSCustomObject;

    public string? TextOf(object bag) => bag is PSObject wrapper ? Transport.TextOf(wrapper) : null;

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        PSObject wrapper = PSObject.AsPSObject(value);
        foreach (PSPropertyInfo property in PropertiesOf(wrapper))
        {
            if (!Transport.IsAdded(wrapper, property.Name))
            {
                yield return new KeyValuePair<string, object?>(
                    property.Name, Read(property.Name, Reader(wrapper, property)));
            }
        }
    }

    /// <summary>
    /// The members of a dictionary, or the properties that are data. A value is read when it is needed: an object may
    /// have any getters.
    /// </summary>
    public static IEnumerable<(string Name, Func<object?> Value)> Members(PSObject input) =>
        input.BaseObject is IDictionary map
        ? Text.Members(map).Select(member => (member.Key, (Func<object?>)(() => member.Value)))
        : PropertiesOf(input).Select(property => (property.Name, Reader(input, property)));

    /// <summary>Reads the property of an object when it is called.</summary>
    public static Func<object?> Reader(PSObject input, PSPropertyInfo property) =>
        // An object of .NET that was deserialized.
        property.MemberType == PSMemberTypes.Property && input.BaseObject is PSCustomObject
            ? () => Transport.Whole(property.Value)
            : () => property.Value;

    /// <summary>
    /// The object, or a dictionary of what it has where it is a map of another kind; null for a list of rows, such as a
    /// table, or for a scalar.
    /// </summary>
    /// <exception cref="AttributeTextException">A key has no text, or is there twice.</exception>
    public static PSObject? AsRow(PSObject input)
    {
        object value = input.BaseObject;
        if (value is PSCustomObject or IDictionary or DataRow or DataRowView
            || Type.GetTypeCode(value.GetType()) != TypeCode.Object)
        {
            return input;
        }

        object? read = MapReader.Read(value);
        if (ReferenceEquals(read, value))
        {
            return input;
        }

        if (read is not IEnumerable<KeyValuePair<object, object?>> pairs)
        {
            return null;
        }

        return MapOf(pairs);
    }

    /// <summary>A dictionary of pairs, as an object of the pipeline.</summary>
    /// <exception cref="AttributeTextException">A key has no text, or is there twice.</exception>
    public static PSObject MapOf(IEnumerable<KeyValuePair<object, object?>> pairs)
    {
        OrderedDictionary map = [];
        foreach (KeyValuePair<object, object?> pair in pairs)
        {
            string name = Text.NameOf(pair.Key);
            if (map.Contains(name))
            {
                throw AttributeTextException.NameTwice(name);
            }

            map.Add(name, pair.Value);
        }

        return PSObject.AsPSObject(map);
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
    /// <exception cref="AttributeTextException">The getter throws, or the value was cut off.</exception>
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
        catch (AttributeTextException cut)
        {
            throw cut.In("." + name);
        }
    }
}
