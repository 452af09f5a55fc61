using System.Collections;
using InventoryTools.Store;

namespace InventoryTools.Binding;

/// <summary>Completes the nodes of the stores that a command names.</summary>
internal sealed class StoredNodeCompleter : NameCompleter
{
    private static readonly StoreQuery s_withoutItems = new() { MatchesTypeName = _ => false };

    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) => SchemaLookup
        .Read(boundParameters, snapshot => snapshot.ReadNodes(s_withoutItems))
        .Select(node => node.InstanceId)
        .Distinct(StringComparer.Ordinal)
        .Select(id => (id, id));
}

/// <summary>Completes attributes of the types of -TypeName, or of all types.</summary>
internal sealed class StoredAttributeCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters)
    {
        IEnumerable<object?> named = boundParameters["TypeName"] switch
        {
            string one => [one],
            IEnumerable many => many.Cast<object?>(),
            _ => [],
        };
        string[] typeNames = [.. named.OfType<string>()];
        return SchemaLookup.Find(boundParameters)
            .Where(schema => typeNames.Length == 0
                || NamePatterns.Select(typeNames)!.Matches(schema.TypeName))
            .SelectMany(schema => schema.Attributes, (schema, attribute) => (attribute.Name, schema.TypeName))
            .GroupBy(attribute => attribute.Name, attribute => attribute.TypeName)
            .Select(types => (types.Key, $"{types.Key} of {string.Join(", ", types.Distinct())}"));
    }
}
