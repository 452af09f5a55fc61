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

    /// <summary>The pages of GetInventory, each read when it is enumerated.</summary>
    public IEnumerable<GetInventoryResponse> GetInventory(
        GetInventoryRequest request, CancellationToken cancellationToken) => Pages(
        nameof(GetInventory),
        (token, stop) =>
        {
            Interlocked.Increment(ref _getInventory);
            return service.GetInventoryAsync(request with { NextToken = token }, stop);
        },
        page => page.NextToken,
        cancellationToken);

    /// <summary>The pages of GetInventorySchema, each read when it is enumerated; all types without a name.</summary>
    public IEnumerable<GetInventorySchemaResponse> GetInventorySchema(
        string? typeName, CancellationToken cancellationToken) => Pages(
        nameof(GetInventorySchema),
        (token, stop) =>
        {
            Interlocked.Increment(ref _getInventorySchema);
            return service.GetInventorySchemaAsync(
                new GetInventorySchemaRequest { TypeName = typeName, NextToken = token }, stop);
        },
        page => page.NextToken,
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

    private IEnumerable<T> Pages<T>(
        string operation,
        Func<string?, CancellationToken, Task<T>> read,
        Func<T, string?> nextTokenOf,
        CancellationToken cancellationToken) => NextTokenGuard.Pages(
        operation,
        token => Task.Run(() => calls.CallAsync(stop => read(token, stop), cancellationToken), cancellationToken)
            .GetAwaiter().GetResult(),
        nextTokenOf);
}
