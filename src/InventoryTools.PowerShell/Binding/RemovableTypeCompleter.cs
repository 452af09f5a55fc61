using System.Collections;
using InventoryTools.Store;

namespace InventoryTools.Binding;

/// <summary>
/// Completes types that can be removed: of the store of -Path those of which it has items, or a schema; with
/// -InstanceId those of the node; without -Path none, because only AWS knows them.
/// </summary>
internal sealed class RemovableTypeCompleter : NameCompleter
{
    protected override IEnumerable<(string Name, string ToolTip)> Names(IDictionary boundParameters)
    {
        string? node = boundParameters["InstanceId"] switch
        {
            string one => one,
            IEnumerable many => many.Cast<object?>().OfType<string>().FirstOrDefault(),
            _ => null,
        };
        return SchemaLookup.Read(boundParameters, snapshot => node is null ? OfAll(snapshot) : Of(node, snapshot))
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => (name, node is null ? $"{name}, of all nodes" : $"{name} of {node}"));
    }

    private static IEnumerable<string> OfAll(IStoreSnapshot snapshot) =>
        [.. snapshot.TypeNames, .. snapshot.Schemas.Select(schema => schema.TypeName)];

    private static IEnumerable<string> Of(string node, IStoreSnapshot snapshot) => snapshot
        .ReadNodes(new StoreQuery { InstanceIds = [node] }).SelectMany(one => one.Items).Select(item => item.TypeName);
}
