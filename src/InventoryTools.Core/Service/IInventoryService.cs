using System;
using System.Threading;
using System.Threading.Tasks;

namespace InventoryTools.Service;

/// <summary>
/// The six operations of Systems Manager Inventory, as the API reference describes them. Many calls may be under way
/// at once. Nothing is retried here: whoever calls decides.
/// </summary>
/// <remarks>
/// What the service answers instead of a result is an <see cref="InventoryFaultException"/>; no answer at all is an
/// <see cref="InventoryConnectionException"/>; no credentials to ask with, an <see cref="InventoryCredentialException"/>.
/// </remarks>
internal interface IInventoryService : IDisposable
{
    /// <summary>Writes items of one node. All of them are taken, or a fault is answered.</summary>
    Task<PutInventoryResponse> PutInventoryAsync(PutInventoryRequest request, CancellationToken cancellationToken);

    /// <summary>Nodes and their items, a page at a time.</summary>
    Task<GetInventoryResponse> GetInventoryAsync(GetInventoryRequest request, CancellationToken cancellationToken);

    /// <summary>The entries of one node's item, a page at a time.</summary>
    Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request,
        CancellationToken cancellationToken);

    /// <summary>The types and their attributes, a page at a time.</summary>
    Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request,
        CancellationToken cancellationToken);

    /// <summary>Deletes the data of a custom type, and its schema where that is asked for.</summary>
    Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken);

    /// <summary>How far deletions have come, a page at a time.</summary>
    Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken);
}
