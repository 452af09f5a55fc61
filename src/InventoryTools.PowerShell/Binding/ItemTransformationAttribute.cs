using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>
/// Takes objects that have the shape of an item, and refuses others, so that they are bound to another parameter. A row
/// is taken, to be refused where it is read: its node and its type stand in it by the way.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] s_contents = [nameof(InventoryItem.Content), nameof(InventoryItem.ContentHash)];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObjectAdapter.Bare(inputData) switch
        {
            IEnumerable list and not (IDictionary or string) => list.Cast<object?>()
                .Select(one => one is null ? null : PSObject.AsPSObject(one)).ToArray(),
            object member when InputRows.IsMember(member) => new PSObject[] { PSObject.AsPSObject(inputData) },
            _ when IsItem(PSObject.AsPSObject(inputData)) || InputRows.IsEntryRow(PSObject.AsPSObject(inputData)) =>
                new PSObject[] { PSObject.AsPSObject(inputData) },
            _ => throw new ArgumentTransformationMetadataException(
                "This object is not an inventory item. Get-Inventory reads items from AWS or a store, "
                    + "Import-Inventory from files; New-InventoryItem builds them.",
                new PSInvalidCastException("The object has not the shape of an item.")),
        };

    private static bool IsItem(PSObject input)
    {
        if (input.BaseObject is InventoryItem)
        {
            return true;
        }

        string[] names = input.BaseObject is IDictionary map
            ? [.. map.Keys.OfType<string>()]
            : [.. input.Properties.Select(property => property.Name)];
        return names.Contains(nameof(InventoryItem.TypeName), StringComparer.OrdinalIgnoreCase)
            && names.Intersect(s_contents, StringComparer.OrdinalIgnoreCase).Any();
    }
}
