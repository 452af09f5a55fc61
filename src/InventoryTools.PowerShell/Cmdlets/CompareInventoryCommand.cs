using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Comparison;
using InventoryTools.Loading;
using InventoryTools.Reading;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Compares items, nodes, or stores.</summary>
[Cmdlet(VerbsData.Compare, "Inventory", DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(InventoryDifference))]
public sealed class CompareInventoryCommand : InventoryCmdlet
{
    private const string ObjectSet = "Object";
    private const string PathSet = "Path";

    private readonly List<InventoryItem> _after = [];

    /// <summary>The items to compare with.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ObjectSet)]
    [AllowEmptyCollection]
    [AllowNull]
    public PSObject?[]? ReferenceObject { get; set; }

    /// <summary>The items that are compared.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    [AllowEmptyCollection]
    [AllowNull]
    public PSObject?[]? DifferenceObject { get; set; }

    /// <summary>The store to compare with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string ReferencePath { get; set; } = "";

    /// <summary>The store that is compared.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string DifferencePath { get; set; } = "";

    /// <summary>The types to compare, or wildcards; all when left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(TypeNameCompleter))]
    public string[]? TypeName { get; set; }

    /// <summary>The nodes to compare, or wildcards; all when left out.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[]? InstanceId { get; set; }

    /// <summary>The attributes that say which entry is which; those of the type when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Key { get; set; }

    /// <summary>The attributes that count, or wildcards; all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[]? Property { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ObjectSet)
        {
            _after.AddRange(Items(DifferenceObject));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        NameSelection? compared = NamePatterns.Select(Property);
        NodeComparer comparer = new(new ItemComparer(Key, compared is null ? null : compared.Matches));
        if (ParameterSetName == PathSet)
        {
            CompareStores(comparer);
            return;
        }

        InventoryItem[] before = [.. Items(ReferenceObject)];
        IEnumerable<InventoryDifference> differences = IsOneNode(before) && IsOneNode(_after)
            ? comparer.CompareNode(before, _after)
            : comparer.Compare(ByNode(before), ByNode(_after));

        // As a collection, they would be passed on when all of them are known.
        foreach (InventoryDifference difference in differences)
        {
            WriteObject(difference);
        }
    }

    private void CompareStores(NodeComparer comparer)
    {
        string before = ResolvePath(ReferencePath);
        string after = ResolvePath(DifferencePath);
        InventoryQuery query = NamePatterns.Query(TypeName, InstanceId);
        using StoreReader reference = new(Use(() => SqliteGateway.OpenForReading(before, StopToken)));
        using StoreReader difference = new(Use(() => SqliteGateway.OpenForReading(after, StopToken)));
        using IEnumerator<InventoryDifference> differences = comparer
            .Compare(reference.ReadItems(query, StopToken), difference.ReadItems(query, StopToken)).GetEnumerator();
        while (Use(differences.MoveNext))
        {
            WriteObject(differences.Current);
        }
    }

    private IEnumerable<InventoryItem> Items(PSObject?[]? objects) =>
        (objects ?? []).Where(one => one is not null).Select(one => ItemBinder.Read(one, WriteError))
            .OfType<InventoryItem>();

    // Two nodes are compared with each other; their IDs may differ.
    private static bool IsOneNode(IReadOnlyCollection<InventoryItem> items) =>
        items.Count > 0 && items.Select(item => item.InstanceId).Distinct(StringComparer.Ordinal).Count() == 1;

    private IEnumerable<InventoryItem> ByNode(IEnumerable<InventoryItem> items)
    {
        foreach (InventoryItem item in items.OrderBy(item => item.InstanceId, StringComparer.Ordinal))
        {
            // Items that are equal are not written, so nothing else would notice Ctrl+C.
            yield return StopToken.IsCancellationRequested ? throw new PipelineStoppedException() : item;
        }
    }
}
