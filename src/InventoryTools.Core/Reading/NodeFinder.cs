using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>A node, and its item of the result type of GetInventory.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Item">The item; null when the response has none.</param>
internal sealed record FoundNode(string InstanceId, InventoryItem? Item);

/// <summary>
/// Finds nodes by GetInventory, page by page. AWS returns the items of <see cref="TypeNames.InstanceInformation"/> or
/// <see cref="TypeNames.PatchSummary"/> with them, and refuses any other type.
/// </summary>
/// <param name="calls">The calls.</param>
/// <param name="problems">Receives results that were not requested.</param>
/// <param name="nodesFound">Called with the number of nodes before each call but the first.</param>
internal sealed class NodeFinder(CountedCalls calls, ReadProblemCollector problems, Action<int>? nodesFound = null)
{
    /// <summary>Finds each node once, in the order of the service, or by ID when it takes several requests.</summary>
    /// <param name="instanceIds">The nodes to find; null for all.</param>
    /// <param name="filters">The filters, all of which must match.</param>
    /// <param name="resultType">The type of the items.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="InventoryServiceException">A call failed: the nodes are not known then.</exception>
    public IEnumerable<FoundNode> Find(
        NameSelection? instanceIds,
        IReadOnlyList<InventoryFilter> filters,
        string resultType,
        CancellationToken cancellationToken)
    {
        List<InventoryFilter> all = [.. filters];
        FilterSplitter.Split(all);
        if (instanceIds is { IsLiteral: true } && all.Count < QueryLimits.Filters)
        {
            string[] named = Valid(instanceIds);
            if (named.Length == 0)
            {
                return [];
            }

            all.Insert(0, new InventoryFilter(InstanceInformation.IdKey, named, FilterOperator.Equal));
        }

        // Several requests have one order only when their nodes are sorted.
        IReadOnlyList<IReadOnlyList<InventoryFilter>> requests = FilterSplitter.Split(all);
        IEnumerable<FoundNode> nodes = Find(instanceIds, requests, resultType, cancellationToken);
        return requests.Count == 1 ? nodes : nodes.OrderBy(node => node.InstanceId, StringComparer.Ordinal);
    }

    /// <summary>The named nodes whose names are IDs of nodes, in ordinal order. Other text names no node.</summary>
    public static string[] Valid(NameSelection instanceIds) => [.. instanceIds.Literals
        .Where(id => ModelPattern.InstanceId.IsMatch(id))
        .Distinct(StringComparer.Ordinal)
        .OrderBy(id => id, StringComparer.Ordinal)];

    private IEnumerable<FoundNode> Find(
        NameSelection? instanceIds,
        IReadOnlyList<IReadOnlyList<InventoryFilter>> requests,
        string resultType,
        CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<InventoryFilter> filters in requests)
        {
            GetInventoryRequest request = new()
            {
                Filters = filters.Count == 0 ? null : filters,
                ResultTypeName = resultType == TypeNames.InstanceInformation ? null : resultType,
                MaxResults = QueryLimits.PageSize,
            };
            foreach (GetInventoryResponse page in calls.GetInventory(request, cancellationToken))
            {
                foreach (InventoryEntity entity in page.Entities)
                {
                    if (entity.Id is string id && IsAsked(entity, id, instanceIds, filters) && seen.Add(id))
                    {
                        yield return new FoundNode(id, Item(entity, resultType));
                    }
                }

                if (!string.IsNullOrEmpty(page.NextToken) || filters != requests[requests.Count - 1])
                {
                    nodesFound?.Invoke(seen.Count);
                }
            }
        }
    }

    // A service that does not apply filters must not add nodes to the result.
    private bool IsAsked(
        InventoryEntity entity, string id, NameSelection? instanceIds, IReadOnlyList<InventoryFilter> filters)
    {
        bool isNamed = instanceIds?.Matches(id) != false;
        bool isContradicted = isNamed
            ? entity.Data.TryGetValue(TypeNames.InstanceInformation, out InventoryItem? information)
                && information.Content is [InventoryEntry entry]
                && EntryFilters.OfType(filters, TypeNames.InstanceInformation)
                    .Any(filter => EntryFilters.IsContradicted(filter, TypeNames.InstanceInformation, entry))
            : instanceIds!.IsLiteral && filters.Any(filter => filter.Key == InstanceInformation.IdKey);
        if (isContradicted)
        {
            problems.AddUnrequested(
                null,
                id,
                "GetInventory answered nodes that do not match the filters: this service does not apply them.");
        }

        return isNamed && !isContradicted;
    }

    private InventoryItem? Item(InventoryEntity entity, string resultType)
    {
        if (entity.Data.Any(pair => pair.Key != resultType || pair.Value.TypeName != resultType))
        {
            problems.AddUnrequested(
                resultType,
                entity.Id!,
                $"GetInventory answered other types than {resultType}: this service does not apply the result type.");
        }

        return entity.Data.TryGetValue(resultType, out InventoryItem? item)
            && item.TypeName == resultType
            && EntryPager.Exists(item)
                ? item
                : null;
    }
}
