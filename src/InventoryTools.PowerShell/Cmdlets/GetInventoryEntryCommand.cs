using System.Collections.Generic;
using System.Management.Automation;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Gets the entries of items as flat rows: the node, the type unless exactly one was asked for, and one property an
/// attribute.
/// </summary>
[Cmdlet(VerbsCommon.Get, "InventoryEntry")]
[OutputType(typeof(PSObject))]
public sealed class GetInventoryEntryCommand : StoreReadCmdlet
{
    private const string NodeColumn = nameof(InventoryItem.InstanceId);
    private const string TypeColumn = nameof(InventoryItem.TypeName);

    /// <inheritdoc/>
    protected override void WriteItem(InventoryItem item)
    {
        bool isTypeKnown = TypeName is [string only] && !WildcardPattern.ContainsWildcardCharacters(only);
        foreach (InventoryEntry entry in item.Content!)
        {
            PSObject row = new();
            Add(row, Column(entry, NodeColumn), item.InstanceId!);
            if (!isTypeKnown)
            {
                Add(row, Column(entry, TypeColumn), item.TypeName);
            }

            foreach (KeyValuePair<string, string> attribute in entry)
            {
                Add(row, attribute.Key, attribute.Value);
            }

            WriteObject(row);
        }
    }

    // An attribute keeps its name; what the row adds to it steps aside.
    private static string Column(InventoryEntry entry, string name)
    {
        while (entry.ContainsKey(name))
        {
            name = "Inventory" + name;
        }

        return name;
    }

    private static void Add(PSObject row, string name, string value)
    {
        // Names that differ in case are one name to PowerShell: the store holds none, the service takes none.
        if (row.Properties[name] is null)
        {
            row.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        }
    }
}
