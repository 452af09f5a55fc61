using System.Collections;

namespace InventoryTools.Binding;

/// <summary>Completes attributes with their types, as filters begin with them.</summary>
internal sealed class AttributeKeyCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        SchemaLookup.Find(boundParameters)
        .SelectMany(schema => schema.Attributes.Select(attribute => (
            $"{schema.TypeName}.{attribute.Name}", $"{schema.TypeName} {schema.Version}, {attribute.DataType}")))
        .Distinct();
}
