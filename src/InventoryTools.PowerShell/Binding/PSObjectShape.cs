using System.Collections.Generic;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>The shape of objects as PowerShell shows them, with the properties that it adds.</summary>
internal sealed class PSObjectShape : IObjectShape
{
    /// <summary>The text conversion for what comes through a pipeline.</summary>
    public static AttributeText Text { get; } = new(new PSObjectShape());

    public object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper
        ? wrapper.BaseObject
        : value;

    public bool IsPropertyBag(object value) => value is PSObject { BaseObject: PSCustomObject } or PSCustomObject;

    public IEnumerable<KeyValuePair<string, object?>> GetProperties(object value)
    {
        foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties)
        {
            if (property.IsGettable)
            {
                yield return new KeyValuePair<string, object?>(property.Name, Get(property));
            }
        }
    }

    private static object? Get(PSPropertyInfo property)
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
