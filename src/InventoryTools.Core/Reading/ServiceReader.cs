using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>
/// Reads from a service. GetInventory finds the nodes and gives their AWS:InstanceInformation and AWS:PatchSummary;
/// ListInventoryEntries gives everything else, in parallel calls for each node, type and 50 entries. A fault on a
/// node and type is reported and the read continues; a fault that concerns every call ends the read.
/// </summary>
internal sealed class ServiceReader : IInventoryReader
{
    private readonly CountedCalls _calls;
    private readonly TypeFinder _types;
    private readonly int _throttleLimit;
    private readonly Action<int>? _nodesFound;

    /// <summary>Makes a reader.</summary>
    /// <param name="service">The service; the caller disposes of it.</param>
    /// <param name="calls">The way in which calls are made.</param>
    /// <param name="throttleLimit">The number of calls that may be under way at once.</param>
    /// <param name="nodesFound">
    /// Called with the number of nodes found so far, on the thread that reads.
    /// </param>
    public ServiceReader(
        IInventoryService service, RetryingCaller calls, int throttleLimit, Action<int>? nodesFound = null)
    {
        _nodesFound = nodesFound;
        _calls = new CountedCalls(service, calls);
        _types = new TypeFinder(_calls);
        _throttleLimit = throttleLimit;
    }

    /// <summary>The number of calls so far.</summary>
    public ReadCallCounts CallCounts => _calls.Counts;

    /// <inheritdoc/>
    public IEnumerable<ReadEvent> ReadItems(InventoryQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> types = _types.Find(query.TypeNames, cancellationToken);
        return Read(new ReadRequest(query, types, query.Filters, IsWhole: true), cancellationToken);
    }

    /// <inheritdoc/>
    public IEnumerable<ReadEvent> ReadEntries(InventoryQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> types = _types.Find(query.TypeNames, cancellationToken);
        EntryFilters.Check(query.Filters, types);

        // A node whose entries can match is one that the same filters find. NotEqual may mean something else of nodes.
        InventoryFilter[] own = [.. query.Filters.Where(EntryFilters.ComparesVersions)];
        InventoryQuery sent = query with { Filters = [.. query.Filters.Except(own)] };
        IReadOnlyList<InventoryFilter> ofNodes = types is [string only]
            ? [.. EntryFilters.OfType(sent.Filters, only).Where(EntryFilters.IsPositive)]
            : [];
        IEnumerable<ReadEvent> events = Read(new ReadRequest(sent, types, ofNodes, IsWhole: false), cancellationToken);
        return own.Length == 0 ? events : events.Select(next =>
        {
            if (next is ItemRead read)
            {
                EntryFilters.Apply(EntryFilters.Of(own, read.Item.TypeName), read.Item);
            }

            return next;
        });
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FindAttributes(string typeName, CancellationToken cancellationToken) =>
        _types.FindAttributes(typeName, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<string> ListTypes(CancellationToken cancellationToken) => _types.Find(null, cancellationToken);

    private IEnumerable<ReadEvent> Read(ReadRequest request, CancellationToken cancellationToken)
    {
        if (request.Types.Count == 0)
        {
            yield break;
        }

        ReadProblemCollector problems = new(
            type => request.Query.TypeNames?.HasLiteral(type) != true && _types.IsUnlisted(type));
        int before = _calls.Counts.GetInventory;
        (IEnumerable<FoundNode> nodes, string? answered) = FindNodes(request, problems, cancellationToken);
        bool isSummarized = answered != TypeNames.PatchSummary && request.IsSummarized;
        string[] listed =
            [.. request.Types.Where(type => type != answered && !(isSummarized && type == TypeNames.PatchSummary))];
        FoundNode[]? all = null;
        if (listed.Length > 0 || (isSummarized && request.Query.InstanceIds is { IsLiteral: false }))
        {
            all = [.. nodes];
            nodes = all;
        }

        if (listed.Length > 0)
        {
            long calls = listed.Sum(type => (long)request.EntryFilters(type).Count) * all!.Length;
            yield return new ReadPlanned(all.Length, listed.Length, calls);
        }

        IEnumerable<FoundNode>? summaryPages = isSummarized
            ? FindSummaries(request, all, _calls.Counts.GetInventory - before, problems, cancellationToken)
            : null;
        InventoryServiceException? ending = null;
        foreach ((Step step, InventoryItem? first) in OrderedParallelCalls.Run(
            Steps(request, nodes, answered, summaryPages, problems),
            (step, stop) => ReadAsync(step, request.IsWhole, stop),
            _throttleLimit,
            cancellationToken))
        {
            InventoryItem? item = first;
            while (true)
            {
                if (item is not null)
                {
                    yield return new ItemRead(item);
                }

                if (step.Pages is not EntryPager pages || pages.IsEnd)
                {
                    break;
                }

                item = Task.Run(() => pages.ReadPageAsync(cancellationToken), cancellationToken).GetAwaiter()
                    .GetResult();
            }

            ending = Judge(step, problems, request.IsWhole);
            if (ending is not null)
            {
                break;
            }

            if (step.Pages is not null)
            {
                yield return StepDone.Instance;
            }
        }

        foreach (ReadProblem problem in problems.All(all?.Length))
        {
            yield return problem;
        }

        if (ending is not null)
        {
            throw ending;
        }
    }

    // The nodes, and the type whose items come with them; null for none.
    private (IEnumerable<FoundNode> Nodes, string? Answered) FindNodes(
        ReadRequest request, ReadProblemCollector problems, CancellationToken cancellationToken)
    {
        bool isInformationRead = request.Types.Contains(TypeNames.InstanceInformation, StringComparer.Ordinal);
        NodeFinder finder = new(_calls, problems, _nodesFound);
        if (request.Types is [TypeNames.PatchSummary])
        {
            IEnumerator<FoundNode> summaries = finder
                .Find(request.Query.InstanceIds, request.NodeFilters, TypeNames.PatchSummary, cancellationToken)
                    .GetEnumerator();
            try
            {
                bool isAny = summaries.MoveNext();
                return (Rest(summaries, isAny), TypeNames.PatchSummary);
            }
            catch (InventoryFaultException fault) when (fault.Code == FaultCode.InvalidResultAttribute)
            {
                // The service returns one type only; the entries can be listed.
                summaries.Dispose();
            }
        }

        // Named nodes and types are read without a search.
        if (request.Query is { InstanceIds: { IsLiteral: true } named, TypeNames.IsLiteral: true }
            && !isInformationRead
            && (!request.IsWhole || request.NodeFilters.Count == 0))
        {
            return (NodeFinder.Valid(named).Select(id => new FoundNode(id, null)), null);
        }

        return (
            finder.Find(
                request.Query.InstanceIds, request.NodeFilters, TypeNames.InstanceInformation, cancellationToken),
            isInformationRead ? TypeNames.InstanceInformation : null);
    }

    // By the pages that found the nodes, or by their IDs where a pattern has chosen a few of many.
    private IEnumerable<FoundNode> FindSummaries(
        ReadRequest request,
        FoundNode[]? all,
        int pageCount,
        ReadProblemCollector problems,
        CancellationToken cancellationToken)
    {
        NodeFinder finder = new(_calls, problems);
        return all is not null && FilterSplitter.Requests(all.Length) < pageCount
            ? finder.Find(
                new NameSelection([.. all.Select(node => node.InstanceId)], null, StringComparer.Ordinal),
                [],
                TypeNames.PatchSummary,
                cancellationToken)
            : finder.Find(request.Query.InstanceIds, request.NodeFilters, TypeNames.PatchSummary, cancellationToken);
    }

    private static IEnumerable<FoundNode> Rest(IEnumerator<FoundNode> nodes, bool isAny)
    {
        using (nodes)
        {
            for (; isAny; isAny = nodes.MoveNext())
            {
                yield return nodes.Current;
            }
        }
    }

    // One step for each node and type, in this order. Items of GetInventory take no call.
    private IEnumerable<Step> Steps(
        ReadRequest request,
        IEnumerable<FoundNode> nodes,
        string? answered,
        IEnumerable<FoundNode>? summaryPages,
        ReadProblemCollector problems)
    {
        using PatchSummaries? summaries = summaryPages is null ? null : new(summaryPages);
        foreach (FoundNode node in nodes)
        {
            foreach (string type in request.Types)
            {
                InventoryItem? known = node.Item is not null && request.IsMeant(node.Item) ? node.Item : null;
                if ((type == answered && (node.Item is null || request.IsSelected(node.Item)))
                    || (type == TypeNames.PatchSummary && summaries?.TryTake(node.InstanceId, out known) == true))
                {
                    if (known is not null)
                    {
                        yield return new Step(known, null);
                    }

                    continue;
                }

                foreach (IReadOnlyList<InventoryFilter> some in request.EntryFilters(type))
                {
                    if (!problems.IsRefused(node.InstanceId, type))
                    {
                        ListInventoryEntriesRequest list =
                            new(node.InstanceId, type) { Filters = some.Count == 0 ? null : some };
                        yield return new Step(null, new EntryPager(_calls, list));
                    }
                }
            }
        }
    }

    private static Task<InventoryItem?> ReadAsync(Step step, bool isWhole, CancellationToken cancellationToken) =>
        step.Pages is not EntryPager pages ? Task.FromResult(step.Known)
        : isWhole ? pages.ReadAllAsync(cancellationToken)
        : pages.ReadPageAsync(cancellationToken);

    // The failure that ends the read; null to continue.
    private static InventoryServiceException? Judge(Step step, ReadProblemCollector problems, bool isWhole)
    {
        if (step.Pages is not EntryPager pages)
        {
            return null;
        }

        if (pages.HasUnrequested)
        {
            problems.AddUnrequested(
                pages.TypeName,
                pages.InstanceId,
                "ListInventoryEntries answered entries that do not match the filters: this service does not "
                    + "apply them.");
        }

        if (pages.Failure is null)
        {
            problems.Answered();
            return null;
        }

        return problems.Add(pages, pages.Failure, isWhole) ? pages.Failure : null;
    }

    /// <summary>An item that is known, or the pages to read for one node and type.</summary>
    private sealed record Step(InventoryItem? Known, EntryPager? Pages);
}
