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
        PSCustomObject => ReferenceEquals(wrapper, AutomationNull.Value) || Transport.IsNothing(wrapper) ? null : value,
        object number when number.GetType().IsPrimitive && Transport.NameOf(wrapper) is string name => name,
        object bare => bare,
    };

    public object? Unwrap(object? value)
    {
        switch (value)
        {
            case PSObject { BaseObject: PSCustomObject } bag:
                Transport.RefuseBroken(bag);
                break;
            case PSObject { BaseObject: IList } list when Transport.IsMap(list):
                return Transport.PairsOf(list);
        }

        return Bare(value);
    }

    public bool IsPropertyBag(object value) => value is PSObject { BaseObject: PSCustomObject } or PSCustomObject;

    public string? TextOf(object bag) => bag is PSObject wrapper ? Transport.TextOf(wrapper) : null;

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        PSObject wrapper = PSObject.AsPSObject(value);
        foreach (ObjectMember member in Members(wrapper))
        {
            if (!Transport.IsAdded(wrapper, member.Name))
            {
                yield return new KeyValuePair<string, object?>(member.Name, Read(member));
            }
        }
    }

    /// <summary>The members of a dictionary, or the properties that are data.</summary>
    public static IEnumerable<ObjectMember> Members(PSObject input)
    {
        if (input.BaseObject is IDictionary map)
        {
            foreach (KeyValuePair<string, object?> member in Text.Members(map))
            {
                yield return new ObjectMember(member.Key, member.Value);
            }

            yield break;
        }

        // Of a row of a table these are its columns: PowerShell lists the row's own properties after them, and the
        // whole table is one of them.
        DataColumnCollection? columns = input.BaseObject switch
        {
            DataRow row => row.Table.Columns,
            DataRowView row => row.Row.Table.Columns,
            _ => null,
        };
        foreach (PSPropertyInfo property in input.Properties)
        {
            bool isHidden = columns is not null && property.MemberType == PSMemberTypes.Property
                && !columns.Contains(property.Name);
            if (property.IsGettable && !isHidden)
            {
                yield return new ObjectMember(input, property);
            }
        }
    }

    /// <summary>The member of that name, in any case of letters; null where the object has none.</summary>
    public static ObjectMember? Find(PSObject input, string name)
    {
        if (input.BaseObject is IDictionary map)
        {
            return map.Contains(name) ? new ObjectMember(name, map[name]) : FindInAnyCase(map, name);
        }

        return input.Properties[name] is PSPropertyInfo { IsGettable: true } property
            ? new ObjectMember(input, property)
            : null;
    }

    private static ObjectMember? FindInAnyCase(IDictionary map, string name) =>
        map.Keys.Cast<object>().FirstOrDefault(
            other => string.Equals(other as string, name, StringComparison.OrdinalIgnoreCase)) is object key
            ? new ObjectMember(name, map[key])
            : null;

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

        object? read = Transport.IsMap(input) ? Transport.PairsOf(input) : MapReader.Read(value);
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

    /// <summary>Reads the value of a member.</summary>
    /// <exception cref="AttributeTextException">The getter throws, or the value was cut off.</exception>
    public static object? Read(ObjectMember member)
    {
        try
        {
            return member.Read();
        }
        catch (GetValueException thrown)
        {
            throw AttributeTextException.GetterFailed(member.Name, thrown.InnerException ?? thrown);
        }
        catch (AttributeTextException cut)
        {
            throw cut.In("." + member.Name);
        }
    }
}
