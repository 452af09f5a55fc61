using InventoryTools.Service;

namespace InventoryTools.Tests.Endpoint;

/// <summary>A service whose GetInventory ends only when it is cancelled, and whose other operations fail.</summary>
internal sealed class HangingService : IInventoryService
{
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SemaphoreSlim Called { get; } = new(0);

    public Task Cancelled => _cancelled.Task;

    public bool IsDisposed { get; private set; }

    public async Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request, CancellationToken cancellationToken)
    {
        Called.Release();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
        catch (OperationCanceledException)
        {
            _cancelled.TrySetResult();
            throw;
        }
    }

    public Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request, CancellationToken cancellationToken) =>
        throw new InventoryStoreException(
            StoreProblem.NoSpace, "/store.db", "There is no space left for the store '/store.db'.");

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("an inner matter");

    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        IsDisposed = true;
        Called.Dispose();
    }
}
