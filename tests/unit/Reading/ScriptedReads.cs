using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Tests.Reading;

/// <summary>A service whose answers to the operations that read are given by a test.</summary>
internal sealed class ScriptedReads : IInventoryService
{
    private readonly Lock _lock = new();

    public Func<GetInventoryRequest, GetInventoryResponse> GetInventory { get; set; } = _ => new([], null);

    public Func<ListInventoryEntriesRequest, ListInventoryEntriesResponse> ListInventoryEntries { get; set; } = _ => throw new NotSupportedException();

    public IReadOnlyList<InventoryItemSchema> Schemas { get; set; } = [];

    /// <summary>The calls of GetInventory, in the order in which they were made.</summary>
    public List<GetInventoryRequest> Calls { get; } = [];

    public Task<GetInventoryResponse> GetInventoryAsync(GetInventoryRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Calls.Add(request);
            return Task.FromResult(GetInventory(request));
        }
    }

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(ListInventoryEntriesRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(ListInventoryEntries(request));

    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(GetInventorySchemaRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new GetInventorySchemaResponse(Schemas, null));

    public Task<PutInventoryResponse> PutInventoryAsync(PutInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeleteInventoryResponse> DeleteInventoryAsync(DeleteInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
