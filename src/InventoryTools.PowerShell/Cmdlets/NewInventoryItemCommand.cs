using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Builds one inventory item of all the objects in a pipeline, or one for each node that they name.</summary>
[Cmdlet(VerbsCommon.New, "InventoryItem", DefaultParameterSetName = OneItemSet)]
[OutputType(typeof(InventoryItem))]
public sealed class NewInventoryItemCommand : InventoryCmdlet
{
    private const string OneItemSet = "OneItem";
    private const string ItemPerNodeSet = "ItemPerNode";

    private readonly InventoryContent _content = [];
    private readonly NodeGrouping _nodes = new();
    private readonly Action<ErrorRecord> _report;
    private EntryBinder? _reader;
    private string _schemaVersion = "";
    private string _captureTime = "";
    private InventoryEntry? _context;
    private long _objects;
    private long _objectsWithoutProperty;
    private bool _nodePropertyWasThere;

    /// <summary>Makes the command.</summary>
    public NewInventoryItemCommand() => _report = WriteError;

    /// <summary>The inventory type.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(TypeNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string TypeName { get; set; } = "";

    /// <summary>The objects to record: one becomes one entry.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The properties to record: names, wildcards, and calculated properties of Select-Object.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public object[]? Property { get; set; }

    /// <summary>The properties to leave out: names and wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] ExcludeProperty { get; set; } = [];

    /// <summary>The version of the type's schema; the newest one for an AWS: type, else 1.0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SchemaVersion { get; set; }

    /// <summary>When the data was collected: a date, or text that is taken as it is; now when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject? CaptureTime { get; set; }

    /// <summary>Names and values that qualify the whole item, for types that take them.</summary>
    [Parameter]
    [ValidateNotNull]
    public PSObject? Context { get; set; }

    /// <summary>True to build no item of an empty pipeline.</summary>
    [Parameter]
    public SwitchParameter SkipEmpty { get; set; }

    /// <summary>The node that the item describes.</summary>
    [Parameter(ParameterSetName = OneItemSet)]
    [ValidateNotNullOrEmpty]
    public string? InstanceId { get; set; }

    /// <summary>The property that names the node: one item is built for each of them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ItemPerNodeSet)]
    [ValidateNotNullOrEmpty]
    public string? InstanceIdProperty { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseNode(nameof(TypeName), TypeName);
        Array.ForEach(Property ?? [], property => RefuseNode(nameof(Property), property));
        try
        {
            // The node's name is not an attribute, unless it is asked for by name.
            _reader = new EntryBinder(Property, ExcludeProperty, HidesNode() ? InstanceIdProperty : null);
        }
        catch (PropertyArgumentException invalid)
        {
            ThrowTerminatingError(InputErrors.InvalidPropertyArgument(invalid.Argument, invalid.Message));
        }

        _schemaVersion = SchemaVersion
            ?? (TypeNames.IsCustom(TypeName) ? null : AwsInventoryType.Find(TypeName)?.Versions[0])
            ?? "1.0";
        _captureTime = CaptureTime is null
            ? Timestamp.Format(new SystemClock().UtcNow)
            : ReadArgument(nameof(CaptureTime), CaptureTime, ReadMoment);
        _context = Context is null ? null : ReadArgument(nameof(Context), Context, ReadContext);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null
            && !MyInvocation.ExpectingInput
            && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            return; // Nothing was given: an item without entries.
        }

        if (InputObject?.BaseObject is PSCustomObject)
        {
            Record(InputObject); // What most pipelines have; it is one row, and there is nothing to look for.
            return;
        }

        foreach (PSObject? input in InputRows.Of(InputObject))
        {
            if (input is not null && EntryBinder.IsFormatted(input))
            {
                ThrowTerminatingError(InputErrors.InputIsFormatted(input.BaseObject));
            }

            Record(input);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == ItemPerNodeSet)
        {
            Write(_nodes.ReleaseAll());
        }
        else if (_content.Count > 0 || (_objects == 0 && !SkipEmpty))
        {
            // An item without entries states that the node has nothing of the type. Refused objects do not mean that.
            WriteObject(NewItem(InstanceId, _content));
        }

        if (_objects > 0)
        {
            WarnOfSelection();
        }
    }

    private void Record(PSObject? input)
    {
        _objects++;
        if (input is null)
        {
            WriteError(InputErrors.NoAttributes(null, _objects, InputErrors.IsNull));
        }
        else if (_reader!.Read(input, _objects, _report) is InventoryEntry entry)
        {
            Add(input, entry);
        }
    }

    private void WarnOfSelection()
    {
        foreach (string name in _reader!.NotFound)
        {
            WriteWarning(_objects == 1
                ? $"The object has no property '{name}'; the attribute is empty."
                : $"None of the {_objects} objects has a property '{name}'; the attribute is empty everywhere.");
        }

        string none = _objects == 1 ? "No property of the object" : $"No property of the {_objects} objects";
        foreach (string pattern in _reader.Unmatched)
        {
            WriteWarning($"{none} matches '{pattern}'; nothing is recorded for it.");
        }

        foreach (string name in _reader.UnmatchedExclusions)
        {
            WriteWarning($"{none} matches '{name}' of -ExcludeProperty; nothing is left out for it."
                + NearestNames.Question(name, _reader.LastNames));
        }

        if (_objectsWithoutProperty > 1)
        {
            WriteWarning(
                $"{_objectsWithoutProperty} objects were left out: they have no property '{InstanceIdProperty}'.");
        }

        if (_reader.HasReadPairs)
        {
            WriteWarning(
                "Objects are pairs of Key and Value, as a pipeline makes of a map. To record the map itself, give it "
                + "as one object: New-InventoryItem -InputObject $map.");
        }
    }

    private T ReadArgument<TValue, T>(string parameter, TValue value, Func<TValue, T> read)
    {
        try
        {
            return read(value);
        }
        catch (Exception problem) when (problem is AttributeTextException or FormatException)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(parameter, value, problem.Message));
            throw;
        }
    }

    private static string ReadMoment(PSObject value) => PSObjectAdapter.Text.IsScalar(value)
        ? PSObjectAdapter.Text.Convert(value)
        : throw new FormatException("It is one moment: a date, or its text.");

    private static InventoryEntry? ReadContext(PSObject context) => MapBinder.Read(context, nameof(Context));

    // Other commands take the node by position.
    private void RefuseNode(string parameter, object argument)
    {
        if (PSObjectAdapter.Bare(argument) is string text && ModelPattern.InstanceId.IsMatch(text))
        {
            ThrowTerminatingError(InputErrors.InstanceIdNotExpected(parameter, text));
        }
    }

    private bool HidesNode() => InstanceIdProperty is not null && Property?.Any(
        property => string.Equals(property as string, InstanceIdProperty, StringComparison.OrdinalIgnoreCase)) != true;

    private void Add(PSObject input, InventoryEntry entry)
    {
        if (InstanceIdProperty is null)
        {
            _content.Add(entry);
            return;
        }

        string? instanceId = EntryBinder.ReadProperty(
            input, InstanceIdProperty!, _objects, _report, out bool hasProperty);
        _nodePropertyWasThere |= hasProperty;
        switch (instanceId)
        {
            case null:
                break;
            case "" when !_nodePropertyWasThere:
                ReportWithoutProperty(input);
                break;
            case "":
                WriteError(InputErrors.NoInstanceId(InstanceIdProperty!, input, _objects));
                break;
            case not null when _nodes.TryAdd(instanceId, entry):
                Write(_nodes.Release());
                break;
            default:
                WriteError(InputErrors.NotInOrder(instanceId, input, _objects));
                break;
        }
    }

    // A file with another delimiter has a million such rows.
    private void ReportWithoutProperty(PSObject input)
    {
        if (_objectsWithoutProperty++ == 0)
        {
            WriteError(InputErrors.NoInstanceIdProperty(
                InstanceIdProperty!, EntryBinder.NamesOf(input), input, _objects));
        }
    }

    private void Write(IEnumerable<KeyValuePair<string, InventoryContent>> nodes)
    {
        foreach (KeyValuePair<string, InventoryContent> node in nodes)
        {
            WriteObject(NewItem(node.Key, node.Value));
        }
    }

    private InventoryItem NewItem(string? instanceId, InventoryContent content) => new()
    {
        InstanceId = instanceId,
        TypeName = TypeName,
        SchemaVersion = _schemaVersion,
        CaptureTime = _captureTime,
        Content = content,
        Context = _context?.Copy(),
    };
}
