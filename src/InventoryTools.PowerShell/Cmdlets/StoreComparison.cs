using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Comparison;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Reads what is compared from two stores, or from one whose nodes are compared with one of them, and finds out what
/// was asked for and is on neither side.
/// </summary>
/// <param name="command">The command.</param>
/// <param name="report">Takes the errors.</param>
/// <param name="query">The types and nodes.</param>
/// <param name="reference">The node that each of the others is compared with; null to compare by ID.</param>
internal sealed class StoreComparison(
    InventoryCmdlet command, Action<ErrorRecord> report, InventoryQuery query, string? reference) : IDisposable
{
    private readonly List<StoreReader> _stores = [];
    private readonly HashSet<string> _typeNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _nodes = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _paths = [];
    private bool _isReferenceMissing;

    /// <summary>Opens the stores: the reference and the difference, or one that is both.</summary>
    public void Open(IReadOnlyList<string> paths)
    {
        _paths = paths;
        foreach (string path in paths)
        {
            _stores.Add(new StoreReader(command.Use(() => SqliteGateway.OpenForReading(path, command.StopToken))));
        }
    }

    /// <summary>Reads the items that are compared. At most two nodes are in memory.</summary>
    public IEnumerable<ItemPair> ReadPairs()
    {
        StoreReader difference = _stores[_stores.Count - 1];
        if (reference is null)
        {
            return NodeComparer.PairById(Read(_stores[0], query), Read(difference, query));
        }

        InventoryQuery one = query with { InstanceIds = new NameSelection([reference], null, StringComparer.Ordinal) };
        if (command.Use(() => Read(_stores[0], one).FirstOrDefault()) is not NodeItems node)
        {
            _isReferenceMissing = true;
            string swapped = SwappedNames.Sentence(query.TypeNames?.Literals, [reference]);
            report(ComparisonErrors.NotFound(
                "for the node", reference, [_paths[0]], Question(reference, swapped, names => names.InstanceIds)));
            return [];
        }

        bool isOneStore = _stores.Count == 1;
        return NodeComparer.PairWithEach(
            node, Read(difference, query).Where(other => !isOneStore || other.InstanceId != reference));
    }

    /// <summary>Reports what was asked for by name and is on neither side.</summary>
    public void ReportMissing(IReadOnlyList<string> typeNames, IReadOnlyList<string> nodes)
    {
        // Without the reference nothing was read.
        bool isAnyNodeMissing = _isReferenceMissing;
        foreach (string name in _isReferenceMissing ? [] : nodes)
        {
            NameSelection selection = NamePatterns.Query(null, [name]).InstanceIds!;
            isAnyNodeMissing |= Report(
                "for the node",
                selection,
                name,
                _nodes,
                SwappedNames.Sentence(query.TypeNames?.Literals, selection.Literals),
                names => names.InstanceIds);
        }

        // Where a node has nothing, its types need not be missed one by one.
        foreach (string name in isAnyNodeMissing ? [] : typeNames)
        {
            NameSelection selection = NamePatterns.Select([name])!;
            Report(
                "of the type",
                selection,
                name,
                _typeNames,
                SwappedNames.Sentence(selection.Literals, query.InstanceIds?.Literals),
                names => names.TypeNames);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private bool Report(
        string what,
        NameSelection selection,
        string name,
        HashSet<string> found,
        string swapped,
        Func<(IReadOnlyList<string> InstanceIds, IReadOnlyList<string> TypeNames), IEnumerable<string>> known)
    {
        if (found.Any(selection.Matches))
        {
            return false;
        }

        if (selection.IsLiteral)
        {
            report(ComparisonErrors.NotFound(
                what, selection.Literals[0], _paths, Question(selection.Literals[0], swapped, known)));
        }
        else
        {
            command.WriteWarning(
                $"Nothing that was compared is {what} '{name}': no name matches the pattern."
                    + NamePatterns.Propose(name, selection, Known(known)));
        }

        return selection.IsLiteral;
    }

    private string Question(
        string name,
        string swapped,
        Func<(IReadOnlyList<string> InstanceIds, IReadOnlyList<string> TypeNames), IEnumerable<string>> known) =>
        swapped == "" ? NearestNames.Question(name, Known(known)) : swapped;

    private string[] Known(
        Func<(IReadOnlyList<string> InstanceIds, IReadOnlyList<string> TypeNames), IEnumerable<string>> known) =>
        [.. _stores.SelectMany(store => command.Use(() => known(store.ReadNames(command.StopToken))))];

    private IEnumerable<NodeItems> Read(StoreReader store, InventoryQuery nodes)
    {
        foreach ((string id, IReadOnlyList<InventoryItem> items) in store.ReadNodes(nodes, command.StopToken))
        {
            // Each known node lacks what the reference has. By ID, a node counts where it has something.
            if (reference is not null || items.Count > 0)
            {
                _nodes.Add(id);
            }

            _typeNames.UnionWith(items.Select(item => item.TypeName));
            yield return new NodeItems(id, items);
        }
    }
}
