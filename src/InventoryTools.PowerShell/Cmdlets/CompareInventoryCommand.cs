using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Comparison;
using InventoryTools.Errors;
using InventoryTools.Reading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Compares items, nodes, or stores.</summary>
[Cmdlet(VerbsData.Compare, "Inventory", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(InventoryDifference))]
[OutputType(typeof(InventoryComparison))]
[OutputType(typeof(bool))]
public sealed class CompareInventoryCommand : InventoryCmdlet
{
    private const string ObjectSet = "Object";
    private const string ReferenceNodeSet = "ReferenceNode";
    private const string PathSet = "Path";
    private const string NodeSet = "Node";
    private const string ForItems =
        "Items are compared with items; Get-Inventory -Path reads those of a store: "
        + "$items | Compare-Inventory (Get-Inventory -Path fleet.db).";

    private readonly ItemBinder _difference = new();
    private readonly List<InventoryItem> _after = [];
    private readonly List<PSObject> _paths = [];
    private readonly List<string> _nodes = [];
    private StoreComparison? _comparison;
    private int _stores;
    private bool _differs;
    private bool _isIncomplete;

    /// <summary>The items to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet)]
    [AllowEmptyCollection]
    [AllowNull]
    public PSObject?[]? ReferenceObject { get; set; }

    /// <summary>The items that are compared.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ReferenceNodeSet)]
    [AllowEmptyCollection]
    [AllowNull]
    public PSObject?[]? DifferenceObject { get; set; }

    /// <summary>The store to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string ReferencePath { get; set; } = "";

    /// <summary>The store that is compared.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("PSPath")]
    [StorePathTransformation(ForItems = ForItems)]
    [ValidateNotNullOrEmpty]
    public string DifferencePath { get; set; } = "";

    /// <summary>The store whose nodes are compared with one of them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The node that each of the others is compared with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ReferenceNodeSet)]
    [Parameter(Mandatory = true, ParameterSetName = NodeSet)]
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoredNodeCompleter))]
    public string? ReferenceInstanceId { get; set; }

    /// <summary>The types to compare, or wildcards; all when left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = NodeSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string[]? TypeName { get; set; }

    /// <summary>The nodes to compare, or wildcards; all when left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NodeSet)]
    [Alias("DifferenceInstanceId")]
    [NameTransformation("node", nameof(InventoryItem.InstanceId), "i-01234567")]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredNodeCompleter))]
    public string[]? InstanceId { get; set; }

    /// <summary>The attributes that say which entry is which; those of the type when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoredAttributeCompleter))]
    public string[]? Key { get; set; }

    /// <summary>The attributes that count, or wildcards; all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredAttributeCompleter))]
    public string[]? Property { get; set; }

    /// <summary>True to write one object with counts for each type of two nodes.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>True to write one Boolean: true when nothing differs.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Summary && Quiet)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                nameof(Quiet), true, "It makes one Boolean of all: leave -Summary or -Quiet out."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PathSet && ++_stores > 1)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                nameof(DifferencePath), DifferencePath, "One store is compared with one; name them one by one."));
        }

        if (ParameterSetName == NodeSet)
        {
            RefuseFile(
                PathText.FindFile(InstanceId),
                nameof(InstanceId),
                "Stores are compared by their paths: Compare-Inventory a.db b.db.");
            _nodes.AddRange(InstanceId ?? []);
        }

        foreach (PSObject one in Rows(DifferenceObject))
        {
            if (StorePath(one) is not null)
            {
                _paths.Add(one);
            }
            else if (_difference.Read(one, Report) is InventoryItem item)
            {
                // One object may stand for all items, and be changed from one to the next.
                _after.Add(item.Copy());
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Two texts, or two files, are stores.
        string? reference = ReferenceObject is [PSObject only] ? StorePath(only) : null;
        string? difference = _paths is [PSObject one] && _after.Count == 0 ? StorePath(one) : null;
        bool areStores = reference is not null && difference is not null;
        if (ParameterSetName == PathSet
            ? DifferencePath.Length == 0
            : !areStores && (reference ?? difference) is not null)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                reference is null && ParameterSetName != PathSet ? nameof(DifferenceObject) : nameof(ReferenceObject),
                reference ?? difference ?? ReferencePath,
                ForItems));
        }

        if (ParameterSetName == PathSet || areStores)
        {
            Compare(ResolvePath(reference ?? ReferencePath), ResolvePath(difference ?? DifferencePath));
        }
        else if (ParameterSetName == NodeSet)
        {
            Compare(ResolvePath(Path));
        }
        else
        {
            _paths.ForEach(path => _difference.Read(path, Report));
            Write(PairItems());
        }

        if (Quiet)
        {
            WriteObject(!_differs && !_isIncomplete);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _comparison?.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string? StorePath(PSObject value) => value.BaseObject switch
    {
        string path => path,
        FileInfo file => file.FullName,
        _ => null,
    };

    private static IEnumerable<PSObject> Rows(PSObject?[]? objects) =>
        InputRows.Of(objects ?? []).OfType<PSObject>();

    private void Report(ErrorRecord error)
    {
        _isIncomplete = true;
        WriteError(error);
    }

    private IEnumerable<ItemPair> PairItems()
    {
        NodeItems[] after = ByNode(_after);
        if (ReferenceInstanceId is null)
        {
            // One node is compared with each of the others, whatever their IDs.
            ItemBinder reader = new();
            NodeItems[] before =
                ByNode(Rows(ReferenceObject).Select(one => reader.Read(one, Report)).OfType<InventoryItem>());
            return before.Length == 1 && after.Length > 0
                ? NodeComparer.PairWithEach(before[0], after)
                : NodeComparer.PairById(before, after);
        }

        if (after.FirstOrDefault(node => node.InstanceId == ReferenceInstanceId) is NodeItems reference)
        {
            return NodeComparer.PairWithEach(reference, after.Where(node => node != reference));
        }

        Report(ComparisonErrors.ReferenceNotFound(
            ReferenceInstanceId, after.Select(node => node.InstanceId).OfType<string>()));
        return [];
    }

    private static NodeItems[] ByNode(IEnumerable<InventoryItem> items) =>
        [.. NodeItems.Of(items.OrderBy(item => item.InstanceId, StringComparer.Ordinal))];

    private void Compare(params string[] paths)
    {
        string[]? nodes = _nodes.Count > 0 ? [.. _nodes] : InstanceId;
        _comparison = new StoreComparison(this, Report, NamePatterns.Query(TypeName, nodes), ReferenceInstanceId);
        _comparison.Open(paths);
        if (Write(_comparison.ReadPairs()))
        {
            _comparison.ReportMissing(TypeName ?? [], nodes ?? []);
        }
    }

    // False when the rest is not read, because one difference is enough.
    private bool Write(IEnumerable<ItemPair> pairs)
    {
        NameSelection? compared = NamePatterns.Select(Property);
        ItemComparer comparer = new(Key, compared is null ? null : compared.Matches);
        ComparedAttributes attributes = new(Key, Property);
        using IEnumerator<ItemPair> all = pairs.GetEnumerator();
        while (Use(() => !StopToken.IsCancellationRequested && all.MoveNext()))
        {
            attributes.Look(all.Current);
            if (!Write(comparer, all.Current))
            {
                return false;
            }
        }

        attributes.ReportMissing(Report, WriteWarning);
        return true;
    }

    private bool Write(ItemComparer comparer, ItemPair pair)
    {
        if (Quiet)
        {
            _differs = comparer.Compare(pair).Any();
            return !_differs;
        }

        if (Summary)
        {
            WriteObject(comparer.Count(pair));
            return true;
        }

        // As a collection, they would be passed on when all of them are known.
        foreach (InventoryDifference difference in comparer.Compare(pair))
        {
            WriteObject(difference);
        }

        return true;
    }
}
