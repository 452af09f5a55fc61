using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Gets the entries of items as flat rows: the node, the type unless exactly one was asked for, and one property for
/// each attribute of the type.
/// </summary>
[Cmdlet(VerbsCommon.Get, "InventoryEntry", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(PSObject))]
public sealed class GetInventoryEntryCommand : InventoryReadCmdlet
{
    private const string InputSet = "InputObject";

    private readonly List<InventoryItem> _items = [];
    private readonly ItemBinder _reader = new();
    private RowWriter? _rows;
    private Func<string, IEnumerable<string>>? _attributesOf;
    private NameSelection? _types;
    private string[]? _typesOfItems;
    private string[]? _nodesOfItems;

    /// <inheritdoc/>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [Parameter(Position = 0, ParameterSetName = InputSet)]
    [NameTransformation("type", nameof(InventoryItem.TypeName), "Custom:RackInfo")]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public override string[]? TypeName { get; set; }

    /// <inheritdoc/>
    [Parameter(
        Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(
        Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 1, ParameterSetName = FileSet)]
    [Parameter(Position = 1, ParameterSetName = InputSet)]
    [NameTransformation("node", nameof(InventoryItem.InstanceId), "i-01234567")]
    [SupportsWildcards]
    [ValidateWildcard]
    public override string[]? InstanceId { get; set; }

    /// <summary>Items in memory, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [Alias("Item")]
    [ItemTransformation]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>True to give every row the attributes of all types of the call.</summary>
    [Parameter]
    public SwitchParameter AllAttributes { get; set; }

    /// <summary>True to give numbers where all values of an attribute are the text of numbers.</summary>
    [Parameter]
    public SwitchParameter AsNumber { get; set; }

    /// <summary>The attributes whose values are read as numbers.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AttributeCompleter))]
    public string[] NumberProperty { get; set; } = [];

    // A filter on entries says by its attribute which type is meant. Types and attributes may have dots of their own.
    private protected override string[]? DefaultTypes => Filter.Length == 0
        ? null
        : TypesOf(Filter);

    private RowWriter Rows => _rows ??= new RowWriter(
        this, AllAttributes, AsNumber, NumberProperty, () => RowPipeline.TabularTaker(MyInvocation));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputSet)
        {
            base.ProcessRecord();
            return;
        }

        if (_reader.Position == 0)
        {
            RefusePaths(nameof(TypeName), TypeName);
            RefusePaths(nameof(InstanceId), InstanceId);
            (_typesOfItems, _nodesOfItems) = (TypeName, InstanceId);
        }

        // One object may stand for all items, and be changed from one to the next.
        _items.AddRange(InputRows.Of(InputObject)
            .Select(input => _reader.Read(input, WriteError)?.Copy())
            .OfType<InventoryItem>());
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        WriteItems();
        _rows?.Complete();
    }

    private protected override IEnumerable<ReadEvent> Read(IInventoryReader reader, InventoryQuery query)
    {
        _types = query.TypeNames;
        return reader.ReadEntries(query, StopToken);
    }

    // With one type, an attribute needs no type before it.
    private protected override InventoryFilter[] FiltersOf(string[]? types) =>
        IsOneType(types)
            ? [.. Filter.Select(filter => IsBare(filter) ? filter with { Key = $"{types![0]}.{filter.Key}" } : filter)]
            : Filter;

    // Without a type, the types that have the attribute are proposed.
    private protected override string Question(InventoryServiceException failure, object? target) =>
        failure.Code == FaultCode.InvalidFilter && ParameterSetName != InputSet
            ? string.Concat(
                Filter.Where(IsBare).Select(filter => Schemas.ProposeKey(filter.Key)).Where(text => text != "").Take(1))
            : base.Question(failure, target);

    private protected override void WriteItem(InventoryItem item, bool isTypeKnown)
    {
        RowMaker maker = Rows.MakerOf(item.TypeName, !isTypeKnown, _attributesOf ??= AttributesOf);
        foreach (InventoryEntry entry in item.Content!)
        {
            Rows.Write(maker, item, entry);
        }
    }

    private IEnumerable<string> AttributesOf(string typeName) => AllAttributes
        ? Schemas.Names(_types).SelectMany(type => Columns(type, Schemas.Find(type).Attributes ?? []))
        : Columns(typeName, Schemas.Find(typeName).Attributes ?? []);

    // The InstanceId of this type is the node, which has a column. With -AllAttributes it would move that of all types.
    private static IEnumerable<string> Columns(string typeName, IEnumerable<string> attributes) =>
        typeName.Equals(TypeNames.InstanceInformation, StringComparison.OrdinalIgnoreCase)
            ? attributes.Where(name => name != nameof(InventoryItem.InstanceId))
            : attributes;

    // The attributes of all items are known when all of them have come.
    private void WriteItems()
    {
        if (_items.Count == 0)
        {
            return;
        }

        string[]? asked = _typesOfItems
            ?? (TypesOf(Filter.Where(filter => !IsBare(filter))) is { Length: > 0 } filtered ? filtered : null);
        CheckFilterTypes();
        InventoryQuery query = NamePatterns.Query(asked, _nodesOfItems);
        InventoryItem[] ofTypes = [.. _items.Where(item => query.TypeNames?.Matches(item.TypeName) != false)];
        InventoryItem[] chosen =
            [.. ofTypes.Where(item => query.InstanceIds?.Matches(item.InstanceId ?? "") != false)];
        ReportMissing(query, chosen);
        WarnOfHashes(chosen);
        WriteEntries(asked, WithContext(ofTypes), WithContext(chosen));
    }

    private static InventoryItem[] WithContext(IEnumerable<InventoryItem> items) =>
        [.. items.Where(item => item.Content is not null).Select(item => NodeView.Merge([item])!)];

    // A row has the attributes of all items of its type, as one of a store has, and not those of its node alone.
    private void WriteEntries(string[]? asked, InventoryItem[] ofTypes, InventoryItem[] chosen)
    {
        Dictionary<string, string[]> names = ofTypes
            .GroupBy(item => item.TypeName, StringComparer.Ordinal)
            .ToDictionary(
                type => type.Key,
                type => type.SelectMany(item => item.Content!).SelectMany(entry => entry.Keys)
                    .Distinct(StringComparer.Ordinal).ToArray(),
                StringComparer.Ordinal);
        WarnOfKeys(names);
        Dictionary<string, EntryCondition[]> conditions = names.Keys.ToDictionary(
            type => type, type => EntryFilters.Of(FiltersOf([type]), type), StringComparer.Ordinal);
        foreach (InventoryItem item in chosen)
        {
            RowMaker maker = Rows.MakerOf(
                item.TypeName,
                !IsOneType(asked),
                typeName => AllAttributes
                    ? names.SelectMany(type => Columns(type.Key, type.Value))
                    : Columns(typeName, names[typeName]));
            foreach (InventoryEntry entry in item.Content!.Where(
                entry => Array.TrueForAll(conditions[item.TypeName], one => one.Matches(entry))))
            {
                Rows.Write(maker, item, entry);
            }
        }
    }

    // A documented type need not be among the items, as it need not be in a store.
    private void CheckFilterTypes()
    {
        NameSelection? asked = NamePatterns.Select(_typesOfItems);
        IEnumerable<string> documented = TypesOf(Filter)
            .Select(name => AwsInventoryType.Find(name, StringComparison.OrdinalIgnoreCase)?.TypeName)
            .OfType<string>();
        string[] types = asked is { IsLiteral: true } ? [.. asked.Literals] :
        [
            .. _items.Select(item => item.TypeName).Concat(documented)
                .Where(name => asked?.Matches(name) != false).Distinct(StringComparer.Ordinal),
        ];
        Use(() =>
        {
            EntryFilters.Check(Filter.Where(filter => !IsBare(filter)), types);
            return true;
        });
    }

    private void WarnOfKeys(Dictionary<string, string[]> names)
    {
        foreach (InventoryFilter filter in Filter)
        {
            string[] known = names
                .SelectMany(type => type.Value.Select(name => IsBare(filter) ? name : $"{type.Key}.{name}"))
                .ToArray();
            bool isKnown = names.Keys.SelectMany(type => EntryFilters.OfType([filter], type)).Prepend(filter)
                .Any(own => known.Contains(own.Key, StringComparer.Ordinal));
            if (!isKnown)
            {
                WriteWarning(
                    $"The filter '{filter.Key}' names no attribute of these items. Case matters."
                        + NearestNames.Question(filter.Key, known));
            }
        }
    }

    // What a filter leaves out is not missing; an object that can't be read may be what was asked for.
    private void ReportMissing(InventoryQuery query, InventoryItem[] chosen)
    {
        MissingNames missing = new(query);
        Array.ForEach(chosen, missing.Found);
        if (Filter.Length == 0 && !_reader.HasRefused)
        {
            new MissingNamesReporter(
                this,
                "the input",
                name => NearestNames.Question(name, _items.Select(item => item.TypeName)),
                () => [.. _items.Select(item => item.InstanceId).OfType<string>().Distinct(StringComparer.Ordinal)])
                .Report(_typesOfItems, _nodesOfItems, missing);
        }
    }

    private void WarnOfHashes(InventoryItem[] items)
    {
        InventoryItem[] hashes = [.. items.Where(item => item.Content is null)];
        if (hashes.Length > 0)
        {
            WriteWarning(
                $"{Counted.Of(hashes.Length, "item")} gave no rows, because they have no content (the first is "
                    + $"{hashes[0]}). A content hash alone says nothing about entries.");
        }
    }

    private static string[] TypesOf(IEnumerable<InventoryFilter> filters) =>
        [.. filters.SelectMany(filter => TypesOf(filter.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static bool IsBare(InventoryFilter filter) =>
        !filter.Key.StartsWith(TypeNames.AwsPrefix, StringComparison.OrdinalIgnoreCase)
        && !filter.Key.StartsWith(TypeNames.CustomPrefix, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> TypesOf(string key)
    {
        for (int dot = key.IndexOf('.'); dot >= 0; dot = key.IndexOf('.', dot + 1))
        {
            yield return key.Substring(0, dot);
        }
    }
}
