using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// The faults of a read that concern some nodes and types, gathered by type and code, and the decision which faults
/// concern every call.
/// </summary>
/// <param name="isUnlisted">True for a type that the user did not name and that the service does not list.</param>
internal sealed class ReadProblemCollector(Func<string, bool> isUnlisted)
{
    // A service that fails once after the other for several nodes is not available.
    private const int MostFailuresInRow = 20;

    private readonly List<Gathered> _all = [];
    private readonly Dictionary<string, Gathered> _refusedTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Gathered> _refusedNodes = new(StringComparer.Ordinal);
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

    /// <summary>A call for a node and type was answered.</summary>
    public void Answered() => _failuresInRow = 0;

    /// <summary>True where an earlier fault says that the call would be refused; its report gets the node.</summary>
    public bool IsRefused(string instanceId, string typeName)
    {
        if (_refusedNodes.ContainsKey(instanceId))
        {
            return true;
        }

        if (!_refusedTypes.TryGetValue(typeName, out Gathered? refused))
        {
            return false;
        }

        refused.Add(instanceId);
        return true;
    }

    /// <summary>A call for a node and type failed. True where the failure concerns every call.</summary>
    public bool Add(EntryPager pages, InventoryServiceException failure, bool isWhole)
    {
        if (ConcernsAll(failure, pages.InstanceId))
        {
            return true;
        }

        if (failure.Code == FaultCode.InvalidInstanceId && pages.PageCount == 0)
        {
            Gathered node = Gather(failure, ReadLoss.NotRead, null);
            node.Add(pages.InstanceId);
            _refusedNodes[pages.InstanceId] = node;
            return false;
        }

        ReadLoss loss =
            pages.PageCount == 0 ? ReadLoss.NotRead : isWhole ? ReadLoss.ItemLeftOut : ReadLoss.EntriesMissing;
        Gathered type = Gather(failure, loss, pages.TypeName);
        type.Add(pages.InstanceId);
        if (pages.PageCount == 0
            && (failure is InventoryAnswerException || failure.Code == FaultCode.InvalidFilter || IsRefusal(failure)))
        {
            _refusedTypes[pages.TypeName] = type;
        }

        return false;
    }

    /// <summary>The service answered what was not asked for.</summary>
    public void AddUnasked(string? typeName, string instanceId, string message) =>
        Gather(new InventoryAnswerException(message), ReadLoss.UnaskedLeftOut, typeName).Add(instanceId);

    // The type is not valid for the service, for any node.
    private static bool IsRefusal(InventoryServiceException failure) => failure.Code == FaultCode.InvalidTypeName
        || (failure.Code == FaultCode.Validation && failure.Message.IndexOf("'typeName'", StringComparison.Ordinal) >= 0);

    private bool ConcernsAll(InventoryServiceException failure, string instanceId)
    {
        if (failure is InventoryAnswerException)
        {
            return false;
        }

        FailureKind kind = ServiceFailure.Of(failure).Kind;
        if (failure is InventoryFaultException && kind == FailureKind.Passing)
        {
            _firstInRow = _failuresInRow++ == 0 ? instanceId : _firstInRow;
            return _failuresInRow >= MostFailuresInRow && instanceId != _firstInRow;
        }

        // A refusal is an answer too. A policy can't allow the reading of some nodes only.
        _failuresInRow = 0;
        return failure is not InventoryFaultException
            || kind is FailureKind.Account or FailureKind.Throttled or FailureKind.Unreachable
            || (kind == FailureKind.Node && failure.Code != FaultCode.InvalidInstanceId);
    }

    private Gathered Gather(InventoryServiceException failure, ReadLoss loss, string? typeName)
    {
        Gathered? known = _all.Find(
            one => one.Loss == loss && one.TypeName == typeName && one.Failure.Code == failure.Code);
        if (known is null)
        {
            known = new Gathered(failure, loss, typeName);
            _all.Add(known);
        }

        return known;
    }

    private sealed class Gathered(InventoryServiceException failure, ReadLoss loss, string? typeName)
    {
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
        private readonly List<string> _instanceIds = [];

        public InventoryServiceException Failure { get; } = failure;

        public ReadLoss Loss { get; } = loss;

        public string? TypeName { get; } = typeName;

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
