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
        : [.. Filter.SelectMany(filter => TypesOf(filter.Key)).Distinct(StringComparer.OrdinalIgnoreCase)];

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
        types is [string only] && !WildcardPattern.ContainsWildcardCharacters(only)
            ? [.. Filter.Select(filter => IsBare(filter) ? filter with { Key = $"{only}.{filter.Key}" } : filter)]
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
        ? Schemas.Names(_types).SelectMany(type => Schemas.Find(type).Attributes ?? [])
        : Schemas.Find(typeName).Attributes ?? [];

    // The attributes of all items are known when all of them have come.
    private void WriteItems()
    {
        WarnOfHashes();
        InventoryItem[] items = [.. _items.Where(item => item.Content is not null)
            .Select(item => NodeView.Merge([item])!)];
        if (items.Length == 0)
        {
            return;
        }

        ILookup<string, InventoryEntry> entries = items
            .SelectMany(item => item.Content!.Select(entry => (item.TypeName, entry)))
            .ToLookup(pair => pair.TypeName, pair => pair.entry, StringComparer.Ordinal);
        string[] types = [.. items.Select(item => item.TypeName).Distinct(StringComparer.Ordinal)];
        Dictionary<string, string[]> names = types.ToDictionary(
            type => type,
            type => entries[type].SelectMany(entry => entry.Keys).Distinct(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);
        CheckItemKeys(types, names);
        Dictionary<string, EntryCondition[]> conditions = types.ToDictionary(
            type => type, type => EntryFilters.Of(FiltersOf([type]), type), StringComparer.Ordinal);
        foreach (InventoryItem item in items)
        {
            RowMaker maker = Rows.MakerOf(
                item.TypeName,
                true,
                typeName => AllAttributes ? types.SelectMany(type => names[type]) : names[typeName]);
            foreach (InventoryEntry entry in item.Content!.Where(
                entry => Array.TrueForAll(conditions[item.TypeName], one => one.Matches(entry))))
            {
                Rows.Write(maker, item, entry);
            }
        }
    }

    private void CheckItemKeys(string[] types, Dictionary<string, string[]> names)
    {
        Use(() =>
        {
            EntryFilters.Check(Filter.Where(filter => !IsBare(filter)), types);
            return true;
        });
        foreach (InventoryFilter filter in Filter)
        {
            string[] known = types
                .SelectMany(type => names[type].Select(name => IsBare(filter) ? name : $"{type}.{name}"))
                .ToArray();
            bool isKnown = types.SelectMany(type => EntryFilters.OfType([filter], type)).Prepend(filter)
                .Any(own => known.Contains(own.Key, StringComparer.Ordinal));
            if (!isKnown)
            {
                WriteWarning(
                    $"The filter '{filter.Key}' names no attribute of these items. Case matters."
                        + NearestNames.Question(filter.Key, known));
            }
        }
    }

    private void WarnOfHashes()
    {
        InventoryItem[] hashes = [.. _items.Where(item => item.Content is null)];
        if (hashes.Length > 0)
        {
            WriteWarning(
                $"{Counted.Of(hashes.Length, "item")} gave no rows, because they have no content (the first is "
                    + $"{hashes[0]}). A content hash alone says nothing about entries.");
        }
    }

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
