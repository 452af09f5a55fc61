using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace InventoryTools.Binding;

/// <summary>
/// Shows the attributes of an entry as its properties to Select-Object, Sort-Object, Format-Table and the like.
/// <see cref="EntryTypeData"/> registers it.
/// </summary>
public sealed class EntryAdapter : PSPropertyAdapter
{
    /// <inheritdoc/>
    public override Collection<PSAdaptedProperty> GetProperties(object baseObject)
    {
        Collection<PSAdaptedProperty> properties = [];
        if (IsCompleted())
        {
            return properties;
        }

        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> attribute in (InventoryEntry)baseObject)
        {
            // To PowerShell, names that differ in case are one.
            if (attribute.Key.Length > 0 && seen.Add(attribute.Key))
            {
                properties.Add(new PSAdaptedProperty(attribute.Key, tag: null));
            }
        }

        return properties;
    }

    // To the properties of a dictionary, Tab adds its keys: each attribute would be offered twice.
    private static bool IsCompleted() =>
        Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault()?.InvocationInfo?.MyCommand?.Name
            == "TabExpansion2";

    /// <inheritdoc/>
    public override PSAdaptedProperty? GetProperty(object baseObject, string propertyName) =>
        ((InventoryEntry)baseObject).ContainsKey(propertyName) ? new(propertyName, tag: null) : null;

    /// <inheritdoc/>
    public override bool IsGettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override bool IsSettable(PSAdaptedProperty adaptedProperty) => true;

    /// <inheritdoc/>
    public override object GetPropertyValue(PSAdaptedProperty adaptedProperty) =>
        ((InventoryEntry)adaptedProperty.BaseObject)[adaptedProperty.Name];

    /// <inheritdoc/>
    public override void SetPropertyValue(PSAdaptedProperty adaptedProperty, object value) =>
        ((InventoryEntry)adaptedProperty.BaseObject)[adaptedProperty.Name] = PSObjectAdapter.Text.Convert(value);

    /// <inheritdoc/>
    public override string GetPropertyTypeName(PSAdaptedProperty adaptedProperty) => typeof(string).FullName!;
}
