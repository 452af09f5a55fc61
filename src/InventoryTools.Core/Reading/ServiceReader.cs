using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools;

/// <summary>
/// Reads from a service, page by page: calls that do not need each other's answers are made side by side, and no page
/// is asked for before somebody wants what is on it, but for the first ones of the nodes and types that come next.
/// </summary>
/// <param name="service">The service; the caller disposes of it.</param>
/// <param name="calls">How calls are made.</param>
/// <param name="throttleLimit">How many calls may be under way at once.</param>
public sealed class ServiceReader(IInventoryService service, RepeatedCalls calls, int throttleLimit) : IInventoryReader
{
    /// <inheritdoc/>
    public IEnumerable<InventoryItem> ReadItems(InventoryQuery query, CancellationToken cancellationToken) =>
        ReadItems(query, FindTypes(query, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<InventoryItem> ReadEntries(InventoryQuery query, CancellationToken cancellationToken)
    {
        string[] types = FindTypes(query, cancellationToken);
        EntryFilters.Check(query.Filters, types);
        IEnumerable<ListInventoryEntriesRequest> lists =
            from list in FindLists(query with { Filters = [] }, types, cancellationToken)
            from filters in FilterPlan.Split([.. EntryFilters.OfType(query.Filters, list.TypeName)])
            select new ListInventoryEntriesRequest(list.InstanceId, list.TypeName) { Filters = filters.Count == 0 ? null : filters };
        return SideBySide(lists, ListAsync, cancellationToken)
            .SelectMany(list => Pages(list.Request, list.Answer, cancellationToken))
            .Where(item => IsMeant(query, item));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>All schemas of a kind, page by page.</summary>
    public IEnumerable<InventoryItemSchema> ReadSchemas(GetInventorySchemaRequest request, CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            GetInventorySchemaResponse page = Call(stop => service.GetInventorySchemaAsync(request with { NextToken = token }, stop), cancellationToken);
            foreach (InventoryItemSchema schema in page.Schemas)
            {
                yield return schema;
            }

            if ((token = page.NextToken) is null)
            {
                yield break;
            }
        }
    }

    private IEnumerable<InventoryItem> ReadItems(InventoryQuery query, string[] types, CancellationToken cancellationToken)
    {
        IEnumerable<InventoryItem> items = types.Length switch
        {
            0 => [],
            1 => ReadType(query, types[0], cancellationToken),
            _ => FindNodes(query, cancellationToken).SelectMany(nodes => ReadItems(nodes, types, cancellationToken)),
        };
        return items.Where(item => IsMeant(query, item));
    }

    // Whose entries of what are asked for. Where that is not known, a call that tells for forty nodes what they have
    // saves those that would tell of one node that it has nothing.
    private IEnumerable<(string InstanceId, string TypeName)> FindLists(InventoryQuery query, string[] types, CancellationToken cancellationToken) =>
        query is { InstanceIds.IsLiteral: true, TypeNames.IsLiteral: true }
            ? FindNodes(query, cancellationToken).SelectMany(nodes => nodes).SelectMany(node => types.Select(type => (node, type)))
            : ReadItems(query, types, cancellationToken).Select(item => (item.InstanceId!, item.TypeName));

    // What follows from the ID of a node alone is told only to those who ask for it.
    private static bool IsMeant(InventoryQuery query, InventoryItem item) =>
        query.TypeNames?.HasLiteral(item.TypeName) == true || !NodeInformation.IsDerived(item);

    // What can be no type's name is none of the service's, and need not be asked for.
    private string[] FindTypes(InventoryQuery query, CancellationToken cancellationToken)
    {
        IEnumerable<string> names = query.TypeNames is { IsLiteral: true } exact
            ? exact.Literals.Select(name => AwsInventoryType.Find(name, StringComparison.OrdinalIgnoreCase)?.TypeName ?? name)
                .Where(name => ModelPatterns.TypeName.IsMatch(name))
            : ReadSchemas(new GetInventorySchemaRequest(), cancellationToken)
                .Select(schema => schema.TypeName)
                .Where(name => query.TypeNames?.Matches(name) != false);
        return [.. names.Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal)];
    }

    // The nodes, as many at once as a filter has values.
    private IEnumerable<IReadOnlyList<string>> FindNodes(InventoryQuery query, CancellationToken cancellationToken)
    {
        if (query.InstanceIds is { IsLiteral: true } exact && query.Filters.Count == 0)
        {
            string[] nodes = [.. Sorted(exact.Literals).Where(id => ModelPatterns.InstanceId.IsMatch(id))];
            return nodes.Length == 0 ? [] : FilterPlan.Chunks(nodes, FilterPlan.MostValues);
        }

        GetInventoryRequest request = new() { ResultTypeName = NodeInformation.TypeName, MaxResults = FilterPlan.MostValues };
        return ReadEntities(query, request, cancellationToken)
            .Select(page => (IReadOnlyList<string>)[.. page.Select(entity => entity.Id!)])
            .Where(page => page.Count > 0);
    }

    private IEnumerable<InventoryItem> ReadType(InventoryQuery query, string type, CancellationToken cancellationToken) =>
        ReadEntities(query, new GetInventoryRequest { ResultTypeName = type }, cancellationToken)
            .SelectMany(page => page)
            .SelectMany(entity => entity.Data.Values);

    private IEnumerable<InventoryItem> ReadItems(IReadOnlyList<string> nodes, string[] types, CancellationToken cancellationToken)
    {
        InventoryFilter these = new(NodeInformation.IdKey, nodes, FilterOperator.Equal);
        Dictionary<string, List<InventoryItem>> items = nodes.ToDictionary(id => id, _ => new List<InventoryItem>(), StringComparer.Ordinal);
        foreach ((GetInventoryRequest request, GetInventoryResponse? first) in SideBySide(
            types.Select(type => new GetInventoryRequest { Filters = [these], ResultTypeName = type }), GetAsync, cancellationToken))
        {
            foreach (InventoryEntity entity in Pages(request, first, cancellationToken).SelectMany(page => page))
            {
                if (entity.Id is not null && items.TryGetValue(entity.Id, out List<InventoryItem>? ofNode))
                {
                    ofNode.AddRange(entity.Data.Values);
                }
            }
        }

        return nodes.SelectMany(id => items[id].OrderBy(item => item.TypeName, StringComparer.Ordinal));
    }

    // Pages of nodes that match, each node once.
    private IEnumerable<IReadOnlyList<InventoryEntity>> ReadEntities(
        InventoryQuery query,
        GetInventoryRequest request,
        CancellationToken cancellationToken)
    {
        List<InventoryFilter> filters = [.. query.Filters];
        FilterPlan.Split(filters);
        if (query.InstanceIds is { IsLiteral: true } exact && filters.Count < FilterPlan.MostFilters)
        {
            filters.Insert(0, new InventoryFilter(NodeInformation.IdKey, Sorted(exact.Literals), FilterOperator.Equal));
        }

        IReadOnlyList<IReadOnlyList<InventoryFilter>> requests = FilterPlan.Split(filters);
        HashSet<string>? seen = requests.Count > 1 ? new(StringComparer.Ordinal) : null;
        foreach (IReadOnlyList<InventoryFilter> ofRequest in requests)
        {
            GetInventoryRequest asked = request with { Filters = ofRequest.Count == 0 ? null : ofRequest };
            GetInventoryResponse? first = Call(stop => GetAsync(asked, stop), cancellationToken);
            foreach (IReadOnlyList<InventoryEntity> page in Pages(asked, first, cancellationToken))
            {
                yield return [.. page.Where(entity =>
                    entity.Id is not null && query.InstanceIds?.Matches(entity.Id) != false && seen?.Add(entity.Id) != false)];
            }
        }
    }

    private IEnumerable<IReadOnlyList<InventoryEntity>> Pages(
        GetInventoryRequest request,
        GetInventoryResponse? page,
        CancellationToken cancellationToken)
    {
        while (page is not null)
        {
            yield return page.Entities;
            string? token = page.NextToken;
            page = token is null ? null : Call(stop => GetAsync(request with { NextToken = token }, stop), cancellationToken);
        }
    }

    private IEnumerable<InventoryItem> Pages(
        ListInventoryEntriesRequest request,
        ListInventoryEntriesResponse? page,
        CancellationToken cancellationToken)
    {
        // An item without entries is there all the same; what has no capture time is no item.
        bool isThere = !string.IsNullOrEmpty(page?.Item.CaptureTime);
        while (page is not null)
        {
            if (isThere || page.Item.Content is { Count: > 0 })
            {
                yield return page.Item;
                isThere = false;
            }

            string? token = page.NextToken;
            page = token is null ? null : Call(stop => ListAsync(request with { NextToken = token }, stop), cancellationToken);
        }
    }

    // A type that the service does not know has no items. One that it no longer knows on a later page ends the reading:
    // half of it would be a lie.
    private async Task<GetInventoryResponse?> GetAsync(GetInventoryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.CallAsync(stop => service.GetInventoryAsync(request, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (InventoryFaultException fault) when (request.NextToken is null && fault.Code is (FaultCode.InvalidResultAttribute or FaultCode.InvalidTypeName))
        {
            return null;
        }
    }

    // Neither has a node that is not known.
    private async Task<ListInventoryEntriesResponse?> ListAsync(ListInventoryEntriesRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.CallAsync(stop => service.ListInventoryEntriesAsync(request, stop), cancellationToken).ConfigureAwait(false);
        }
        catch (InventoryFaultException fault) when (request.NextToken is null && fault.Code is (FaultCode.InvalidInstanceId or FaultCode.InvalidTypeName))
        {
            return null;
        }
    }

    private T Call<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Task.Run(() => calls.CallAsync(call, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    // The answers in the order of the requests; those that come next are asked for meanwhile.
    private IEnumerable<(TRequest Request, TAnswer Answer)> SideBySide<TRequest, TAnswer>(
        IEnumerable<TRequest> requests,
        Func<TRequest, CancellationToken, Task<TAnswer>> ask,
        CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(TRequest Request, Task<TAnswer> Answer)> underWay = new();
        try
        {
            using IEnumerator<TRequest> next = requests.GetEnumerator();
            bool isMore = true;
            while (true)
            {
                while (isMore && underWay.Count < throttleLimit && (isMore = next.MoveNext()))
                {
                    TRequest request = next.Current;
                    underWay.Enqueue((request, Task.Run(() => ask(request, ending.Token), ending.Token)));
                }

                if (underWay.Count == 0)
                {
                    yield break;
                }

                (TRequest asked, Task<TAnswer> answer) = underWay.Dequeue();
                yield return (asked, answer.GetAwaiter().GetResult());
            }
        }
        finally
        {
            ending.Cancel();
            foreach ((_, Task<TAnswer> answer) in underWay)
            {
                // Nobody wants it any longer, whatever becomes of it.
                _ = answer.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            }
        }
    }

    private static string[] Sorted(IEnumerable<string> ids) =>
        [.. ids.Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];
}
