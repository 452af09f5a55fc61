using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

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

    // A filter on entries says by its attribute which type is meant.
    private protected override string[]? DefaultTypes => Filter.Length == 0
        ? null
        : [.. Filter.Select(filter => filter.Key.Substring(0, Math.Max(0, filter.Key.LastIndexOf('.')))).Distinct()];

    private protected override IEnumerable<InventoryItem> Read(IInventoryReader reader, InventoryQuery query)
    {
        foreach (InventoryFilter filter in query.Filters)
        {
            if (query.TypeNames!.IsLiteral && !query.TypeNames.Literals.Any(type => type.Length > 0 && filter.Key.StartsWith(type + ".", StringComparison.OrdinalIgnoreCase)))
            {
                string types = string.Join(", ", query.TypeNames.Literals.Where(type => type.Length > 0));
                ThrowTerminatingError(Errors.InvalidArgument(
                    nameof(Filter), filter, $"'{filter.Key}' is no attribute of {(types.Length == 0 ? "any type" : types)}: entries are chosen by their own attributes, written as type, dot and attribute. Nodes are chosen by Get-Inventory -Filter."));
            }
        }

        return reader.ReadEntries(query, StopToken);
    }

    private protected override void WriteItem(InventoryItem item, bool isTypeKnown)
    {
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
