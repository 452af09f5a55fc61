using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the types of inventory and their attributes, from AWS or from a local store.</summary>
[Cmdlet(VerbsCommon.Get, "InventorySchema", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryItemSchema))]
public sealed class GetInventorySchemaCommand : StoreReadCmdlet
{
    private List<InventoryItemSchema>? _all;
    private string? _listed;

    /// <summary>The types, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [NameTransformation("type", nameof(InventoryItem.TypeName), "Custom:RackInfo")]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string[]? TypeName { get; set; }

    /// <summary>Only types that nodes can be counted by.</summary>
    [Parameter]
    public SwitchParameter Aggregator { get; set; }

    /// <summary>Only types that have sub-types.</summary>
    [Parameter]
    public SwitchParameter SubType { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefusePaths(nameof(TypeName), TypeName);
        if (TypeName is null)
        {
            WritePages();
            return;
        }

        if (_all is null || _listed != StoreFile?.FullName)
        {
            _listed = StoreFile?.FullName;
            _all = [.. Pages(isWritten: false).SelectMany(page => page)];
        }

        foreach (string name in TypeName)
        {
            WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
            bool isLiteral = !WildcardPattern.ContainsWildcardCharacters(name);
            InventoryItemSchema[] found = [.. _all.Where(schema => pattern.IsMatch(schema.TypeName))];
            found = found.Length == 0 && isLiteral ? Unlisted(name) : found;
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && isLiteral)
            {
                IEnumerable<string> known = AwsInventoryType.All.Select(type => type.TypeName)
                    .Concat(_all.Select(schema => schema.TypeName));
                string swapped = SwappedNames.NodeAsType(name);
                WriteError(ErrorRecords.SchemaNotFound(
                    name, Where, swapped == "" ? NearestNames.Question(name, known) : swapped));
            }
        }
    }

    private void WritePages()
    {
        foreach (IReadOnlyList<InventoryItemSchema> page in Pages(isWritten: true))
        {
            WriteObject(page, enumerateCollection: true);
        }
    }

    // The service's list leaves some types of AWS out. What it says of one by its name counts.
    private InventoryItemSchema[] Unlisted(string name)
    {
        string? typeName = AwsInventoryType.Find(name, StringComparison.OrdinalIgnoreCase)?.TypeName;
        if (typeName is null)
        {
            return [];
        }

        GetInventorySchemaRequest request = Request() with { TypeName = typeName };
        IReadOnlyList<InventoryItemSchema> found = Ask<IReadOnlyList<InventoryItemSchema>>(async (service, stop) =>
        {
            try
            {
                return (await service.GetInventorySchemaAsync(request, stop).ConfigureAwait(false)).Schemas;
            }
            catch (InventoryFaultException fault) when (fault.Code == FaultCode.InvalidTypeName)
            {
                return [];
            }
        });
        return [.. found.Where(schema => schema.TypeName == typeName)];
    }

    private GetInventorySchemaRequest Request() =>
        new() { Aggregator = Aggregator ? true : null, SubType = SubType ? true : null };

    private IEnumerable<IReadOnlyList<InventoryItemSchema>> Pages(bool isWritten) => Pages<GetInventorySchemaResponse>(
        "GetInventorySchema",
        token => (service, stop) => service.GetInventorySchemaAsync(Request() with { NextToken = token }, stop),
        page => page.NextToken,
        isWritten: isWritten)
        .Select(page => page.Schemas);
}
