using InventoryTools.Errors;
using InventoryTools.Model;

namespace InventoryTools.Writing;

/// <summary>Reports the types and nodes that were asked for by their exact names and are not there.</summary>
/// <param name="command">The command.</param>
/// <param name="where">What was asked, for messages.</param>
/// <param name="proposeType">The question that proposes another type; empty for none.</param>
/// <param name="listNodes">Lists the nodes that are there; none where that takes many calls.</param>
internal sealed class MissingNamesReporter(
    InventoryCmdlet command, string where, Func<string, string> proposeType, Func<IReadOnlyList<string>> listNodes)
{
    // Each of them is compared with all nodes.
    private const int MaxProposals = 20;

    private IReadOnlyList<string>? _nodes;
    private int _proposals;

    /// <summary>Writes an error for each node, or for each type where no node is missing.</summary>
    /// <param name="types">The types that were asked for, as they were written; null for all.</param>
    /// <param name="nodes">The nodes that were asked for, as they were written; null for all.</param>
    /// <param name="missing">What was not found.</param>
    public void Report(string[]? types, string[]? nodes, MissingNames missing)
    {
        foreach (string id in missing.Nodes)
        {
            string among = types is null ? "" : $" of the type {string.Join(", ", types)}";
            string swapped = SwappedNames.Sentence(types, [id]);
            command.WriteError(ErrorRecords.InventoryNotFound(
                "for the node", id, among, where, swapped == "" ? ProposeNode(id) : swapped));
        }

        // Where a node has nothing, its types need not be missed one by one.
        foreach (string name in missing.Nodes.Count == 0 ? missing.Types : [])
        {
            string among = nodes is null ? "" : $" for the node {string.Join(", ", nodes)}";
            string swapped = SwappedNames.Sentence([name], nodes);
            command.WriteError(ErrorRecords.InventoryNotFound(
                "of the type", name, among, where, swapped == "" ? proposeType(name) : swapped));
        }
    }

    private string ProposeNode(string id) =>
        _proposals++ < MaxProposals ? NearestNames.Question(id, _nodes ??= listNodes()) : "";
}
