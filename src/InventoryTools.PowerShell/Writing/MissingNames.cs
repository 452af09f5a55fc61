using InventoryTools.Errors;
using InventoryTools.Model;
using InventoryTools.Reading;

namespace InventoryTools.Writing;

/// <summary>Reports the types and nodes that were asked for by their exact names and are not there.</summary>
/// <param name="command">The command.</param>
/// <param name="reader">The store or the service.</param>
/// <param name="schemas">The types of it.</param>
/// <param name="where">Its name, for messages.</param>
internal sealed class MissingNames(InventoryCmdlet command, IInventoryReader reader, SchemaCache schemas, string where)
{
    // Each of them is compared with all nodes.
    private const int MaxProposals = 20;

    private IReadOnlyList<string>? _nodes;
    private int _proposals;

    /// <summary>Writes an error for each node, or for each type where no node is missing.</summary>
    /// <param name="types">The types that were asked for; null for all.</param>
    /// <param name="nodes">The nodes that were asked for; null for all.</param>
    /// <param name="missingTypes">The types of which nothing was read.</param>
    /// <param name="missingNodes">The nodes of which nothing was read.</param>
    public void Report(
        string[]? types, string[]? nodes, IEnumerable<string> missingTypes, IReadOnlyCollection<string> missingNodes)
    {
        foreach (string id in missingNodes)
        {
            string among = types is null ? "" : $" of the type {string.Join(", ", types)}";
            string swapped = SwappedNames.Sentence(types, [id]);
            command.WriteError(ErrorRecords.InventoryNotFound(
                "for the node", id, among, where, swapped == "" ? ProposeNode(id) : swapped));
        }

        // Where a node has nothing, its types need not be missed one by one.
        foreach (string name in missingNodes.Count == 0 ? missingTypes : [])
        {
            string among = nodes is null ? "" : $" for the node {string.Join(", ", nodes)}";
            string swapped = SwappedNames.Sentence([name], nodes);
            command.WriteError(ErrorRecords.InventoryNotFound(
                "of the type", name, among, where, swapped == "" ? schemas.ProposeType(name) : swapped));
        }
    }

    // A service lists its nodes in many calls.
    private string ProposeNode(string id) => reader is StoreReader store && _proposals++ < MaxProposals
        ? NearestNames.Question(id, _nodes ??= command.Use(() => store.ListNodes(command.StopToken)))
        : "";
}
