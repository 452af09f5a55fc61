using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>The base of the commands that read items or entries: nodes, types and the order of reading.</summary>
public abstract class InventoryReadCmdlet : ServiceCmdlet
{
    // Nodes that come one by one are asked for together.
    private const int MaxWaiting = 100;

    private readonly List<string> _waiting = [];
    private string[]? _waitingTypes;
    private IInventoryReader? _reader;
    private ReadReporter? _report;
    private bool _hasOutput;
    private bool _hasEnded;

    /// <summary>The inventory types, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string[]? TypeName { get; set; }

    /// <summary>The nodes, or wildcards; all when left out. Case matters, as it does to the service.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[]? InstanceId { get; set; }

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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        WarnOfUnknownAttributes();
        if (IsLocal)
        {
            _reader = new StoreReader(Store);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_waiting.Count > 0
            && (InstanceId is null || _waiting.Count >= MaxWaiting || !IsSame(TypeName, _waitingTypes)))
        {
            ReadWaiting();
        }

        if (InstanceId is null)
        {
            Read(TypeName, null);
            return;
        }

        _waiting.AddRange(InstanceId);
        _waitingTypes = TypeName;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_waiting.Count > 0)
        {
            ReadWaiting();
        }

        _report?.Complete();
    }

    /// <summary>Reads what the query asks for.</summary>
    private protected abstract IEnumerable<ReadEvent> Read(IInventoryReader reader, InventoryQuery query);

    /// <summary>The types to read where none are named; null for all.</summary>
    private protected virtual string[]? DefaultTypes => null;

    /// <summary>Writes one item, or a part of one, in the shape that the command promises.</summary>
    /// <param name="item">The item.</param>
    /// <param name="isTypeKnown">True when exactly one type was asked for.</param>
    private protected abstract void WriteItem(InventoryItem item, bool isTypeKnown);

    // The service finds nothing by a name that is misspelt, and says nothing either.
    private void WarnOfUnknownAttributes()
    {
        foreach (InventoryFilter filter in Filter)
        {
            AwsInventoryType? type = AwsInventoryType.All.FirstOrDefault(
                one => filter.Key.StartsWith(one.TypeName + ".", StringComparison.OrdinalIgnoreCase));
            if (type is not null && type.FindAttribute(filter.Key.Substring(type.TypeName.Length + 1)) is null)
            {
                WriteWarning(
                    $"The filter '{filter.Key}' names no attribute of {type.TypeName} that is documented. "
                    + $"Case matters. Get-InventorySchema {type.TypeName} lists them.");
            }
        }
    }

    private void ReadWaiting()
    {
        string[] nodes = [.. _waiting];
        _waiting.Clear();
        Read(_waitingTypes, nodes);
    }

    private void Read(string[]? types, string[]? nodes)
    {
        if (_hasEnded)
        {
            return;
        }

        types ??= DefaultTypes;
        bool isTypeKnown = types is [string only] && !WildcardPattern.ContainsWildcardCharacters(only);
        InventoryQuery query = NamePatterns.Query(types, nodes) with { Filters = Filter };
        HashSet<string> missingTypes = new(query.TypeNames?.Literals ?? [], StringComparer.OrdinalIgnoreCase);
        HashSet<string> missingNodes = new(query.InstanceIds?.Literals ?? [], StringComparer.Ordinal);
        IInventoryReader reader = _reader ??= OpenService();
        List<ReadProblem> refusedGuesses = [];
        bool isAnyRead = false;
        using IEnumerator<ReadEvent> events = Try(() => Read(reader, query).GetEnumerator());
        while (TryMoveNext(events))
        {
            switch (events.Current)
            {
                case ItemRead read:
                    isAnyRead = _hasOutput = true;
                    missingTypes.Remove(read.Item.TypeName);
                    missingNodes.Remove(read.Item.InstanceId!);
                    WriteItem(read.Item, isTypeKnown);
                    break;
                case ReadProblem { Failure.Code: FaultCode.InvalidTypeName or FaultCode.InvalidFilter } problem
                    when TypeName is null && types?.Length > 1:
                    refusedGuesses.Add(problem);
                    break;
                case ReadProblem problem:
                    // A fault says nothing about what is there.
                    missingTypes.Remove(problem.TypeName ?? "");
                    missingNodes.ExceptWith(problem.InstanceIds);
                    _report!.Problem(problem);
                    break;
                case ReadEvent other:
                    _report?.Update(other);
                    break;
            }
        }

        // The key of a filter with several dots may begin with several names of types, of which one is enough.
        foreach (ReadProblem guess in refusedGuesses)
        {
            _report!.Problem(guess with { IsUnlisted = isAnyRead || refusedGuesses.Count < types!.Length });
        }

        // What a filter leaves out is not missing, nor is what was not asked for any more.
        if (Filter.Length > 0 || _hasEnded)
        {
            return;
        }

        foreach (string id in missingNodes)
        {
            string among = types is null ? "" : $" of the type {string.Join(", ", types)}";
            WriteError(ErrorRecords.InventoryNotFound("for the node", id, among, Where));
        }

        // Where a node has nothing, its types need not be missed one by one.
        foreach (string name in missingNodes.Count == 0 ? missingTypes : [])
        {
            string among = nodes is null ? "" : $" for the node {string.Join(", ", nodes)}";
            WriteError(ErrorRecords.InventoryNotFound("of the type", name, among, Where));
        }
    }

    private ServiceReader OpenService()
    {
        ServiceReader reader = new(Service, Calls, ThrottleLimit, count => _report!.NodesFound(count));
        _report = new ReadReporter(this, Clock, () => reader.CallCounts);
        return reader;
    }

    private T Try<T>(Func<T> use) => Use(use, describeService: Failed);

    // A terminating error would keep what was read from a variable that the output is assigned to.
    private bool TryMoveNext(IEnumerator<ReadEvent> events) => Try(() =>
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
    });

    private bool End(ErrorRecord error)
    {
        _hasEnded = true;
        WriteError(error);
        return false;
    }

    // An error that ends the reading says how far it came.
    private ErrorRecord Failed(InventoryServiceException failure)
    {
        _report?.Complete();
        return ServiceErrors.Failed(failure, targetObject: null, _report?.ProgressSentence);
    }

    private static bool IsSame(string[]? left, string[]? right) =>
        ReferenceEquals(left, right) || (
            left is not null && right is not null && left.SequenceEqual(right, StringComparer.Ordinal));
}
