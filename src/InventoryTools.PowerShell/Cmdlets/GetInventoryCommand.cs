using System.Globalization;
using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the items of nodes from AWS or from a local store, or counts nodes.</summary>
[Cmdlet(VerbsCommon.Get, "Inventory", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryItem))]
[OutputType(typeof(PSObject))]
public sealed class GetInventoryCommand : InventoryReadCmdlet
{
    private const string Count = "Count";
    private const string Matching = "matchingCount";
    private const string NotMatching = "notMatchingCount";
    private const string TypeNameKey = "TypeName";

    private static readonly string[] s_countable =
        [.. AggregatorType.All.SelectMany(type => type.Attributes.Select(name => $"{type.TypeName}.{name}"))];

    private bool _isWarned;

    /// <summary>The aggregators by which nodes are counted, as text or as objects.</summary>
    [Parameter]
    [Alias("Aggregators")]
    [ValidateNotNullOrEmpty]
    [QueryTransformation(typeof(InventoryAggregator))]
    [ArgumentCompleter(typeof(CountableKeyCompleter))]
    public InventoryAggregator[] Aggregator { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Aggregator.Length == 0)
        {
            base.ProcessRecord();
            return;
        }

        RefusePaths(nameof(TypeName), TypeName);
        RefusePaths(nameof(InstanceId), InstanceId);

        if (TypeName is not null || InstanceId is not null)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                nameof(Aggregator),
                null,
                "It counts all nodes that match the filters: leave -TypeName and -InstanceId out, "
                    + "and choose the nodes by -Filter."));
        }

        CheckKeys(Filter.Concat(GroupFilters).Where(filter => filter.Key != TypeNameKey));
        GetInventoryRequest request = new() { Aggregators = Aggregator, Filters = Filter.Length == 0 ? null : Filter };
        IEnumerable<GetInventoryResponse> pages = Pages<GetInventoryResponse>(
            "GetInventory",
            token => (service, stop) => service.GetInventoryAsync(request with { NextToken = token }, stop),
            page => page.NextToken);
        foreach (KeyValuePair<string, InventoryItem> counted in
            pages.SelectMany(page => page.Entities).SelectMany(entity => entity.Data))
        {
            WriteCounts(counted.Key, counted.Value.Content ?? []);
        }
    }

    private IEnumerable<InventoryFilter> GroupFilters => Aggregator
        .SelectMany(aggregator => aggregator.Groups ?? []).SelectMany(group => group.Filters);

    private protected override InventoryFilter[] FiltersOf(string[]? types)
    {
        if (!_isWarned && Filter.FirstOrDefault(EntryFilters.ComparesVersions) is InventoryFilter version)
        {
            _isWarned = true;
            WriteWarning(
                $"The filter '{version.Key}' compares versions. The service chooses the nodes, and its order of "
                + "versions is not documented: 10.0 may be less than 9.0. Get-InventoryEntry compares their numbers.");
        }

        return Filter;
    }

    private protected override string Question(InventoryServiceException failure, object? target) => failure.Code switch
    {
        FaultCode.InvalidAggregator => string.Concat(Expressions(Aggregator).Distinct()
            .Select(Propose).Where(text => text != "").Take(1)),
        FaultCode.InvalidTypeName => string.Concat(Filter.Concat(GroupFilters)
            .Where(filter => filter.Key == TypeNameKey)
            .SelectMany(filter => filter.Values)
            .Select(name => NearestNames.Question(name, KnownTypes())).Where(text => text != "").Take(1)),
        _ => "",
    };

    // What nodes can be counted by is nearer than another attribute, whose entries are counted one by one.
    private string Propose(string expression)
    {
        string question = NearestNames.Question(expression, s_countable);
        return question == "" && !s_countable.Contains(expression)
            ? Schemas.ProposeExpression(expression)
            : question;
    }

    private static IEnumerable<string> Expressions(IEnumerable<InventoryAggregator> aggregators) => aggregators
        .SelectMany(one => Expressions(one.Aggregators ?? []).Prepend(one.Expression)).OfType<string>();

    private protected override IEnumerable<ReadEvent> Read(IInventoryReader reader, InventoryQuery query) =>
        reader.ReadItems(query, StopToken);

    private protected override void WriteItem(InventoryItem item, bool isTypeKnown) => WriteObject(item);

    // A group has one row for each of its two numbers; anything else one row for each combination of values.
    private void WriteCounts(string name, InventoryContent rows)
    {
        if (rows.Any(row => row.ContainsKey(Matching)))
        {
            PSObject group = InventoryRow.New(3);
            group.Properties.Add(new PSNoteProperty("Group", name));
            group.Properties.Add(new PSNoteProperty("MatchingCount", Number(rows, Matching)));
            group.Properties.Add(new PSNoteProperty("NotMatchingCount", Number(rows, NotMatching)));
            WriteObject(group);
            return;
        }

        foreach (InventoryEntry row in rows)
        {
            PSObject counted = InventoryRow.New(row.Count);
            foreach (KeyValuePair<string, string> value in row.Where(value => value.Key != Count))
            {
                counted.Properties.Add(new PSNoteProperty(value.Key, value.Value));
            }

            counted.Properties.Add(new PSNoteProperty(Count, Number([row], Count)));
            WriteObject(counted);
        }
    }

    private static long Number(IEnumerable<InventoryEntry> rows, string name) => rows
        .Select(row => row.TryGetValue(name, out string? text) ? text : null).OfType<string>()
        .Select(
            text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)
        .FirstOrDefault();
}
