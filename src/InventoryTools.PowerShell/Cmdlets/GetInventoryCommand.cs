using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the items of nodes from a local store.</summary>
[Cmdlet(VerbsCommon.Get, "Inventory")]
[OutputType(typeof(InventoryItem))]
public sealed class GetInventoryCommand : StoreReadCmdlet
{
    /// <inheritdoc/>
    protected override void WriteItem(InventoryItem item) => WriteObject(item);
}
