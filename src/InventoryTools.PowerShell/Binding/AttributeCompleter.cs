using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Completes the attributes of the types that -TypeName names; those of all types without it.</summary>
internal sealed class AttributeCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        Find(boundParameters);

    /// <summary>The attributes, with the types that have them.</summary>
    public static IEnumerable<(string Name, string ToolTip)> Find(IDictionary boundParameters)
    {
        object? named = PSObjectAdapter.Bare(boundParameters["TypeName"]);
        string[]? types = named is null ? null : LanguagePrimitives.ConvertTo<string[]>(named);
        return SchemaLookup.Find(boundParameters)
            .Where(schema => NamePatterns.Select(types)?.Matches(schema.TypeName) != false)
            .SelectMany(schema => schema.Attributes.Select(attribute => (
                attribute.Name, $"{schema.TypeName} {schema.Version}, {attribute.DataType}")))
            .GroupBy(attribute => attribute.Name, StringComparer.Ordinal)
            .Select(same => (same.Key, string.Join("; ", same.Select(one => one.Item2))));
    }
}
