using System;
using System.Threading;
using System.Threading.Tasks;
using Amazon.SimpleSystemsManagement;

namespace InventoryTools.Aws;

/// <summary>The six operations by the AWS SDK. Faults and failures come out as this module's own exceptions.</summary>
internal sealed class AwsInventoryService(IAmazonSimpleSystemsManagement client, Uri endpoint) : IInventoryService
{
    public Task<InventoryTools.PutInventoryResponse> PutInventoryAsync(InventoryTools.PutInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException(endpoint.ToString());

    public Task<GetInventoryResponse> GetInventoryAsync(GetInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(ListInventoryEntriesRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(GetInventorySchemaRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<DeleteInventoryResponse> DeleteInventoryAsync(DeleteInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(DescribeInventoryDeletionsRequest request, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    public void Dispose() => client.Dispose();
}
