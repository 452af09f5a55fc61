using System.Collections;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>Completes the attributes that nodes can be counted by, with their types.</summary>
internal sealed class CountableKeyCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters) =>
        AggregatorType.All.SelectMany(type => type.Attributes.Select(attribute => (
            $"{type.TypeName}.{attribute}", $"{type.DisplayName}: {type.TypeName}")));
}
