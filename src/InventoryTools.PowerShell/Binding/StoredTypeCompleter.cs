using System.Collections;

namespace InventoryTools.Binding;

/// <summary>Completes types: those of AWS, and those that the store of -Path has.</summary>
internal sealed class StoredTypeCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        SchemaLookup.Find(boundParameters)
        .GroupBy(schema => schema.TypeName, schema => schema.Attributes.Select(attribute => attribute.Name))
        .Select(type => (type.Key, $"{type.Key}: {string.Join(", ", type.SelectMany(names => names).Distinct())}"));
}
