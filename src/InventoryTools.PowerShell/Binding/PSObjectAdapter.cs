using System.Data;
using System.Management.Automation;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>The shape of objects as PowerShell shows them, with the properties that it adds.</summary>
internal sealed class PSObjectAdapter : IObjectAdapter
{
    /// <summary>The text conversion for what comes through a pipeline.</summary>
    public static AttributeText Text { get; } = new(new PSObjectAdapter());

    public object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper
        ? wrapper.BaseObject
        : value;

    public bool IsPropertyBag(object value) => value is PSObject { BaseObject: PSCustomObject } or PSCustomObject;

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        foreach (PSPropertyInfo property in PropertiesOf(PSObject.AsPSObject(value)))
        {
            yield return new KeyValuePair<string, object?>(property.Name, ValueOf(property));
        }
    }

    /// <summary>
    /// The readable properties that are data. Of a row of a table these are its columns: PowerShell lists the row's own
    /// properties behind them, the whole table among them.
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

    /// <summary>The value of a property.</summary>
    /// <exception cref="AttributeTextException">Its getter throws.</exception>
    public static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException thrown)
        {
            throw AttributeTextException.GetterFailed(property.Name, thrown.InnerException ?? thrown);
        }
    }
}
