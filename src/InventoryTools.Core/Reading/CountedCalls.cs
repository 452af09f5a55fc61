using InventoryTools.Service;

namespace InventoryTools.Reading;

/// <summary>The calls of a reader, repeated by a <see cref="RetryingCaller"/>. Every attempt is counted.</summary>
internal sealed class CountedCalls(IInventoryService service, RetryingCaller calls)
{
    private int _getInventory;
    private int _getInventorySchema;
    private int _listInventoryEntries;

    public ReadCallCounts Counts => new(
        Volatile.Read(ref _getInventory),
        Volatile.Read(ref _getInventorySchema),
        Volatile.Read(ref _listInventoryEntries));

    public GetInventoryResponse GetInventory(GetInventoryRequest request, CancellationToken cancellationToken) => Wait(
        stop =>
        {
            Interlocked.Increment(ref _getInventory);
            return service.GetInventoryAsync(request, stop);
        },
        cancellationToken);

    public GetInventorySchemaResponse GetInventorySchema(
        GetInventorySchemaRequest request,
        CancellationToken cancellationToken) => Wait(
        stop =>
        {
            Interlocked.Increment(ref _getInventorySchema);
            return service.GetInventorySchemaAsync(request, stop);
        },
        cancellationToken);

    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request,
        CancellationToken cancellationToken) => calls.CallAsync(
            stop =>
            {
                Interlocked.Increment(ref _listInventoryEntries);
                return service.ListInventoryEntriesAsync(request, stop);
            },
            cancellationToken);

    private T Wait<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Task.Run(() => calls.CallAsync(call, cancellationToken), cancellationToken).GetAwaiter().GetResult();
}
