using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>The base of the commands that read items or entries: nodes, types and the order of reading.</summary>
public abstract class InventoryReadCmdlet : StoreReadCmdlet
{
    // Nodes that come one by one are asked for together.
    private const int MaxWaiting = 100;

    private readonly List<string> _waiting = [];
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private string[]? _waitingTypes;
    private ReadTarget? _target;
    private bool _hasOutput;
    private bool _hasEnded;

    /// <summary>The inventory types, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [NameTransformation("type", nameof(InventoryItem.TypeName), "Custom:RackInfo")]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public virtual string[]? TypeName { get; set; }

    /// <summary>The nodes, or wildcards; all when left out. Case matters, as it does to the service.</summary>
    [Parameter(
        Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(
        Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 1, ParameterSetName = FileSet)]
    [NameTransformation("node", nameof(InventoryItem.InstanceId), "i-01234567")]
    [SupportsWildcards]
    [ValidateWildcard]
    public virtual string[]? InstanceId { get; set; }

    /// <summary>The filters, as text or as objects; all of them must match.</summary>
    [Parameter]
    [Alias("Filters")]
    [ValidateNotNullOrEmpty]
    [QueryTransformation(typeof(InventoryFilter))]
    [ArgumentCompleter(typeof(AttributeKeyCompleter))]
    public InventoryFilter[] Filter { get; set; } = [];

    /// <summary>The maximum number of calls at a time.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 8;

    private protected override int MaxCalls => ThrottleLimit;

    /// <summary>The attributes of the types of the target.</summary>
    private protected SchemaCache Schemas => Target.Schemas;

    // A record of the pipeline may bring another store, while nodes wait to be read from the target before.
    private ReadTarget Target
    {
        get
        {
            string name = ParameterSetName == FileSet ? FullPath : ParameterSetName;
            if (_target?.Name != name)
            {
                _target?.Report?.Complete();
                _target = Open(name);
            }

            return _target;
        }
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == PathSet)
        {
            _ = Target;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefusePaths(nameof(TypeName), TypeName);
        RefusePaths(nameof(InstanceId), InstanceId);
        if (MyInvocation.ExpectingInput && InstanceId is [string text] && !NamePatterns.IsNode(text)
            && !SwappedNames.IsType(text))
        {
            WriteError(InputErrors.NotANode(text));
            return;
        }

        bool isWaiting = InstanceId is not null && ParameterSetName != FileSet;
        if (_waiting.Count > 0 && (!isWaiting || _waiting.Count >= MaxWaiting || !IsSame(TypeName, _waitingTypes)))
        {
            ReadWaiting();
        }

        if (!isWaiting)
        {
            Read(Target, TypeName, InstanceId);
            return;
        }

        _ = Target;
        _waiting.AddRange(InstanceId!);
        _waitingTypes = TypeName;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_waiting.Count > 0)
        {
            ReadWaiting();
        }

        _target?.Report?.Complete();
    }

    /// <summary>Reads what the query asks for.</summary>
    private protected abstract IEnumerable<ReadEvent> Read(IInventoryReader reader, InventoryQuery query);

    /// <summary>The types to read where none are named; null for all.</summary>
    private protected virtual string[]? DefaultTypes => null;

    /// <summary>The filters of a read of these types.</summary>
    private protected virtual InventoryFilter[] FiltersOf(string[]? types) => Filter;

    /// <summary>Writes one item, or a part of one, in the shape that the command promises.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isTypeKnown">True when exactly one type was asked for.</param>
    private protected abstract void WriteItem(InventoryItem item, bool isTypeKnown);

    /// <summary>
    /// Warns of attributes of filters that are not known, and refuses types that are not. The service finds nothing by
    /// a name that is misspelt, and says nothing either.
    /// </summary>
    private protected void CheckKeys(IEnumerable<InventoryFilter> filters)
    {
        foreach (string key in filters.Select(filter => filter.Key).Where(_checked.Add))
        {
            if (Use(() => Schemas.FindProblem(key)) is string problem)
            {
                WriteWarning(problem);
            }
        }
    }

    /// <summary>True when exactly one type is named, without a wildcard.</summary>
    private protected static bool IsOneType(string[]? types) =>
        types is [string only] && !WildcardPattern.ContainsWildcardCharacters(only);

    private void ReadWaiting()
    {
        string[] nodes = [.. _waiting];
        _waiting.Clear();
        Read(_target!, _waitingTypes, nodes);
    }

    private void Read(ReadTarget target, string[]? types, string[]? nodes)
    {
        if (_hasEnded)
        {
            return;
        }

        types ??= DefaultTypes;
        bool isTypeKnown = IsOneType(types);
        InventoryFilter[] filters = FiltersOf(types);
        CheckKeys(filters);
        InventoryQuery query = NamePatterns.Query(types, nodes) with { Filters = filters };
        MissingNames missing = new(query);
        List<ReadProblem> refusedGuesses = [];
        bool isAnyRead = false;
        using IEnumerator<ReadEvent> events = Try(() => Read(target.Reader, query).GetEnumerator());
        Func<bool> moveNext = () => TryMoveNext(events);
        while (Try(moveNext))
        {
            switch (events.Current)
            {
                case ItemRead read:
                    isAnyRead = _hasOutput = true;
                    missing.Found(read.Item);
                    WriteItem(read.Item, isTypeKnown);
                    break;
                case ReadProblem { Failure.Code: FaultCode.InvalidTypeName or FaultCode.InvalidFilter } problem
                    when TypeName is null && types?.Length > 1:
                    refusedGuesses.Add(problem);
                    break;
                case ReadProblem problem:
                    // A fault says nothing about what is there.
                    missing.Except(problem);
                    Report(target, problem);
                    break;
                case ReadEvent other:
                    target.Report?.Update(other);
                    break;
            }
        }

        // The key of a filter with several dots may begin with several names of types, of which one is enough.
        foreach (ReadProblem guess in refusedGuesses)
        {
            Report(target, guess with { IsUnlisted = isAnyRead || refusedGuesses.Count < types!.Length });
        }

        // What was not asked for any more is not missing.
        if (_hasEnded)
        {
            return;
        }

        // Nor is what a filter leaves out, but for a name that can't be one.
        if (Filter.Length > 0)
        {
            missing.KeepSwapped();
        }

        if (!missing.IsEmpty)
        {
            target.Missing.Report(types, nodes, missing);
        }
    }

    private static void Report(ReadTarget target, ReadProblem problem) => target.Report!.Problem(
        problem,
        problem is { Failure.Code: FaultCode.InvalidTypeName, IsUnlisted: false, TypeName: string refused }
            ? target.Schemas.ProposeType(refused)
            : "");

    private ReadTarget Open(string name)
    {
        if (IsLocal)
        {
            StoreReader store = new(Store);
            return new ReadTarget(this, name, store, Where, null);
        }

        ReadReporter? report = null;
        ServiceReader reader = new(Service, Calls, ThrottleLimit, count => report!.NodesFound(count));
        report = new ReadReporter(this, Clock, () => reader.CallCounts);
        return new ReadTarget(this, name, reader, Where, report);
    }

    private T Try<T>(Func<T> use) => Use(use, describeService: Failed);

    // A terminating error would keep what was read from a variable that the output is assigned to.
    private bool TryMoveNext(IEnumerator<ReadEvent> events)
    {
        try
        {
            return events.MoveNext();
        }
        catch (InventoryServiceException failure) when (_hasOutput)
        {
            return End(Failed(failure));
        }
        catch (InventoryStoreException failure) when (_hasOutput)
        {
            return End(ErrorRecords.Store(failure));
        }
    }

    private bool End(ErrorRecord error)
    {
        _hasEnded = true;
        WriteError(error);
        return false;
    }

    // An error that ends the reading says how far it came.
    private ErrorRecord Failed(InventoryServiceException failure)
    {
        _target?.Report?.Complete();
        return ServiceErrors.Failed(
            failure, targetObject: null, _target?.Report?.ProgressSentence, Question(failure, target: null));
    }

    private static bool IsSame(string[]? left, string[]? right) =>
        ReferenceEquals(left, right) || (
            left is not null && right is not null && left.SequenceEqual(right, StringComparer.Ordinal));
}
