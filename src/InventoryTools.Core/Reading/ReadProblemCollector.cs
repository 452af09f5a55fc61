using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// Groups the faults of a read that concern some nodes and types by type and code, and decides which faults end the
/// read.
/// </summary>
/// <param name="isUnlisted">True for a type that the user did not name and that the service does not list.</param>
internal sealed class ReadProblemCollector(Func<string, bool> isUnlisted)
{
    // A service that fails for several nodes in a row is not available.
    private const int MaxFailuresInRow = 20;

    private readonly List<Group> _all = [];
    private readonly Dictionary<string, Group> _refusedTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Group> _refusedNodes = new(StringComparer.Ordinal);
    private int _failuresInRow;
    private string? _firstInRow;

    /// <summary>The problems, in the order in which they were met.</summary>
    /// <param name="nodeCount">The number of all nodes of the read; null where they were not counted.</param>
    public IEnumerable<ReadProblem> All(int? nodeCount) => _all.Select(one => new ReadProblem(
        one.Failure,
        one.Loss,
        one.TypeName,
        one.InstanceIds,
        nodeCount,
        one.TypeName is not null && IsRefusal(one.Failure) && isUnlisted(one.TypeName)));

    /// <summary>A call for a node and type succeeded.</summary>
    public void Answered() => _failuresInRow = 0;

    /// <summary>True when the call would be refused as an earlier one was. The node is added to its report.</summary>
    public bool IsRefused(string instanceId, string typeName)
    {
        if (_refusedNodes.ContainsKey(instanceId))
        {
            return true;
        }

        if (!_refusedTypes.TryGetValue(typeName, out Group? refused))
        {
            return false;
        }

        refused.Add(instanceId);
        return true;
    }

    /// <summary>A call for a node and type failed. Returns true when the failure ends the read.</summary>
    public bool Add(EntryPager pages, InventoryServiceException failure, bool isWhole)
    {
        if (EndsRead(failure, pages.InstanceId))
        {
            return true;
        }

        if (failure.Code == FaultCode.InvalidInstanceId && pages.PageCount == 0)
        {
            Group node = Gather(failure, ReadLoss.NotRead, null);
            node.Add(pages.InstanceId);
            _refusedNodes[pages.InstanceId] = node;
            return false;
        }

        ReadLoss loss =
            pages.PageCount == 0 ? ReadLoss.NotRead : isWhole ? ReadLoss.ItemOmitted : ReadLoss.EntriesMissing;
        Group type = Gather(failure, loss, pages.TypeName);
        type.Add(pages.InstanceId);
        if (pages.PageCount == 0
            && (failure is InventoryAnswerException || failure.Code == FaultCode.InvalidFilter || IsRefusal(failure)))
        {
            _refusedTypes[pages.TypeName] = type;
        }

        return false;
    }

    /// <summary>The service returned something that was not requested.</summary>
    public void AddUnrequested(string? typeName, string instanceId, string message) =>
        Gather(new InventoryAnswerException(message), ReadLoss.UnrequestedOmitted, typeName).Add(instanceId);

    // The type is not valid for the service, for any node.
    private static bool IsRefusal(InventoryServiceException failure) => failure.Code == FaultCode.InvalidTypeName
        || (failure.Code == FaultCode.Validation
            && failure.Message.IndexOf("'typeName'", StringComparison.Ordinal) >= 0);

    private bool EndsRead(InventoryServiceException failure, string instanceId)
    {
        if (failure is InventoryAnswerException)
        {
            return false;
        }

        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (failure is InventoryFaultException && kind == FailureKind.Passing)
        {
            _firstInRow = _failuresInRow++ == 0 ? instanceId : _firstInRow;
            return _failuresInRow >= MaxFailuresInRow && instanceId != _firstInRow;
        }

        // A refusal is an answer too. A policy can't allow the reading of some nodes only.
        _failuresInRow = 0;
        return failure is not InventoryFaultException
            || kind is FailureKind.Account or FailureKind.Throttled or FailureKind.Unreachable
            || (kind == FailureKind.Node && failure.Code != FaultCode.InvalidInstanceId);
    }

    private Group Gather(InventoryServiceException failure, ReadLoss loss, string? typeName)
    {
        Group? known = _all.Find(
            one => one.Loss == loss && one.TypeName == typeName && one.Failure.Code == failure.Code);
        if (known is null)
        {
            known = new Group(failure, loss, typeName);
            _all.Add(known);
        }

        return known;
    }

    private sealed record Group(InventoryServiceException Failure, ReadLoss Loss, string? TypeName)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly List<string> _instanceIds = [];

        public IReadOnlyList<string> InstanceIds => _instanceIds;

        public void Add(string instanceId)
        {
            if (_seen.Add(instanceId))
            {
                _instanceIds.Add(instanceId);
            }
        }
    }
}
