using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using InventoryTools.Binding;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the types of inventory and their attributes, from AWS or from a local store.</summary>
[Cmdlet(VerbsCommon.Get, "InventorySchema", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryItemSchema))]
public sealed class GetInventorySchemaCommand : ServiceCmdlet
{
    private List<InventoryItemSchema>? _all;

    /// <summary>The types, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
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
        if (TypeName is null)
        {
            WritePages();
            return;
        }

        _all ??= [.. Pages().SelectMany(page => page)];
        foreach (string name in TypeName)
        {
            WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
            InventoryItemSchema[] found = [.. _all.Where(schema => pattern.IsMatch(schema.TypeName))];
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(Errors.SchemaNotFound(name, Where));
            }
        }
    }

    private void WritePages()
    {
        foreach (IReadOnlyList<InventoryItemSchema> page in Pages())
        {
            WriteObject(page, enumerateCollection: true);
        }
    }

    private IEnumerable<IReadOnlyList<InventoryItemSchema>> Pages()
    {
        PageTokens tokens = new("GetInventorySchema");
        string? token = null;
        do
        {
            GetInventorySchemaRequest request = new()
            {
                Aggregator = Aggregator ? true : null,
                SubType = SubType ? true : null,
                NextToken = token,
            };
            GetInventorySchemaResponse page = Ask((service, stop) => service.GetInventorySchemaAsync(request, stop));
            yield return page.Schemas;
            token = Use(() => tokens.Next(page.NextToken));
        }
        while (token is not null);
    }
}
