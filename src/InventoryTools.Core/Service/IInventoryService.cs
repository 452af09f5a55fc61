namespace InventoryTools.Service;

/// <summary>
/// The six operations of Systems Manager Inventory, as the API reference describes them. It may be called from many
/// threads. Calls are not retried here.
/// </summary>
/// <remarks>
/// A fault of the service is an <see cref="InventoryFaultException"/>, a missing or foreign response an
/// <see cref="InventoryConnectionException"/>, and missing credentials an <see cref="InventoryCredentialException"/>.
/// </remarks>
internal interface IInventoryService : IDisposable
{
    /// <summary>Writes items of one node. The service takes all of them or none.</summary>
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

    /// <summary>Deletes the data of a custom type, and its schema if requested.</summary>
    Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken);

    /// <summary>The progress of deletions, a page at a time.</summary>
    Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken);
}
