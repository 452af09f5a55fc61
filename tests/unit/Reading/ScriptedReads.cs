using InventoryTools.Service;

namespace InventoryTools.Tests.Reading;

/// <summary>
/// A service whose answers to the operations that read are given by a test. Without a script it has the nodes and items
/// of <see cref="Items"/>, and answers GetInventory for the result types of AWS only.
/// </summary>
internal sealed class ScriptedReads : IInventoryService
{
    private readonly Lock _lock = new();

    public ScriptedReads()
    {
        GetInventory = AnswerNodes;
        ListInventoryEntries = AnswerEntries;
    }

    public Func<GetInventoryRequest, GetInventoryResponse> GetInventory { get; set; }

    public Func<ListInventoryEntriesRequest, ListInventoryEntriesResponse> ListInventoryEntries { get; set; }

    public Func<GetInventorySchemaRequest, GetInventorySchemaResponse>? GetInventorySchema { get; set; }

    public IReadOnlyList<InventoryItemSchema> Schemas { get; set; } = [];

    /// <summary>The items that the service has.</summary>
    public List<InventoryItem> Items { get; } = [];

    /// <summary>The calls of GetInventory, in the order in which they were made.</summary>
    public List<GetInventoryRequest> Calls { get; } = [];

    /// <summary>The calls of ListInventoryEntries.</summary>
    public List<ListInventoryEntriesRequest> Lists { get; } = [];

    public Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls.Add(request);
            return Task.FromResult(GetInventory(request));
        }
    }

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Lists.Add(request);
            return Task.FromResult(ListInventoryEntries(request));
        }
    }

    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(GetInventorySchema?.Invoke(request) ?? new GetInventorySchemaResponse(Schemas, null));

    public Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>All nodes with items, two on a page. Filters are ignored.</summary>
    public GetInventoryResponse AnswerNodes(GetInventoryRequest request)
    {
        string type = request.ResultTypeName ?? "AWS:InstanceInformation";
        if (type is not ("AWS:InstanceInformation" or "AWS:PatchSummary"))
        {
            throw Submission.ScriptedService.Fault(FaultCode.InvalidResultAttribute);
        }

        string[] nodes =
            [.. Items.Select(item => item.InstanceId!).Distinct().OrderBy(id => id, StringComparer.Ordinal)];
        if (request.Filters?.FirstOrDefault(filter => filter.Key == "AWS:InstanceInformation.InstanceId")
            is InventoryFilter these)
        {
            nodes = [.. nodes.Intersect(these.Values)];
        }

        int first = request.NextToken is null
            ? 0
            : int.Parse(request.NextToken, System.Globalization.CultureInfo.InvariantCulture);
        return new(
            [.. nodes.Skip(first).Take(2).Select(id => new InventoryEntity(
                id,
                Items.Where(item => item.InstanceId == id && item.TypeName == type)
                    .ToDictionary(item => item.TypeName)))],
            first + 2 < nodes.Length ? $"{first + 2}" : null);
    }

    /// <summary>
    /// The entries of an item, two a page; none and no capture time where the node does not have the type.
    /// </summary>
    public ListInventoryEntriesResponse AnswerEntries(ListInventoryEntriesRequest request)
    {
        InventoryItem? item = Items.Find(
            one => one.InstanceId == request.InstanceId && one.TypeName == request.TypeName);
        int first = request.NextToken is null
            ? 0
            : int.Parse(request.NextToken, System.Globalization.CultureInfo.InvariantCulture);
        return new(
            new InventoryItem
            {
                InstanceId = request.InstanceId,
                TypeName = request.TypeName,
                SchemaVersion = item?.SchemaVersion ?? "",
                CaptureTime = item?.CaptureTime ?? "",
                Content = new InventoryContent((item?.Content ?? []).Skip(first).Take(2)),
            },
            first + 2 < (item?.Content?.Count ?? 0) ? $"{first + 2}" : null);
    }
}
