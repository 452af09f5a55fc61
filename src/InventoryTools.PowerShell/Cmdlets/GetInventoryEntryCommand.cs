using System.Management.Automation;
using InventoryTools.Reading;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Gets the entries of items as flat rows: the node, the type unless exactly one was asked for, and one property an
/// attribute.
/// </summary>
[Cmdlet(VerbsCommon.Get, "InventoryEntry", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(PSObject))]
public sealed class GetInventoryEntryCommand : InventoryReadCmdlet
{
    private const string NodeColumn = nameof(InventoryItem.InstanceId);
    private const string TypeColumn = nameof(InventoryItem.TypeName);

    // A filter on entries says by its attribute which type is meant. Types and attributes may have dots of their own.
    private protected override string[]? DefaultTypes => Filter.Length == 0
        ? null
        : [.. Filter.SelectMany(filter => TypesOf(filter.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private protected override IEnumerable<ReadEvent> Read(IInventoryReader reader, InventoryQuery query) =>
        reader.ReadEntries(query, StopToken);

    private protected override void WriteItem(InventoryItem item, bool isTypeKnown)
    {
        foreach (InventoryEntry entry in item.Content!)
        {
            PSObject row = InventoryRow.New();
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

    private static IEnumerable<string> TypesOf(string key)
    {
        for (int dot = key.IndexOf('.'); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            yield return key.Substring(0, dot);
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
