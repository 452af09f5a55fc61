using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The six operations over a local store, with the responses of the service. Behaviour that its documentation
/// leaves open is described in docs/service-behaviour.md.
/// </summary>
/// <remarks>
/// Calls run on the thread that makes them, readers side by side and writers one after the other; writers that come
/// during a transaction share the next one. A store that fails throws an <see cref="InventoryStoreException"/>.
/// </remarks>
internal sealed class LocalInventoryService : IInventoryService
{
    private readonly StoreConnectionPool _stores;
    private readonly WriteQueue _writes;
    private readonly IClock _clock;
    private readonly TimeSpan _deletionTime;

    /// <summary>Makes the service.</summary>
    /// <param name="open">Opens one more connection to the store.</param>
    /// <param name="connections">The maximum number of open connections; 1 for a store in memory.</param>
    /// <param name="clock">The time.</param>
    /// <param name="deletionTime">The time for which a deletion is in progress.</param>
    public LocalInventoryService(
        Func<CancellationToken, IInventoryStore> open,
        int connections,
        IClock clock,
        TimeSpan deletionTime = default)
    {
        _deletionTime = deletionTime;
        _stores = new StoreConnectionPool(open, connections);
        _writes = new WriteQueue(_stores, clock);
        _clock = clock;
    }

    /// <summary>Opens the store, which is served until the end. Without this, the first call opens it.</summary>
    /// <exception cref="InventoryStoreException">The store can't be opened.</exception>
    public LocalInventoryService Open(CancellationToken cancellationToken)
    {
        _stores.Open(cancellationToken);
        return this;
    }

    /// <inheritdoc/>
    public Task<PutInventoryResponse> PutInventoryAsync(
        PutInventoryRequest request, CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        long size = PutInventoryOperation.Check(request);
        return _writes.WriteAsync(store => PutInventoryOperation.Run(store, request, size), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<GetInventoryResponse> GetInventoryAsync(
        GetInventoryRequest request, CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        return ReadAsync(
            store => request.Aggregators is { Count: > 0 }
                ? GetInventoryAggregation.Run(store, request)
                : GetInventoryOperation.Run(store, request),
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ListInventoryEntriesResponse> ListInventoryEntriesAsync(
        ListInventoryEntriesRequest request,
        CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        return ReadAsync(store => ListInventoryEntriesOperation.Run(store, request), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<GetInventorySchemaResponse> GetInventorySchemaAsync(
        GetInventorySchemaRequest request,
        CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        return ReadAsync(store => GetInventorySchemaOperation.Run(store, request), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DeleteInventoryResponse> DeleteInventoryAsync(
        DeleteInventoryRequest request, CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        return _writes.WriteAsync(store => DeleteInventoryOperation.Run(store, request), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<DescribeInventoryDeletionsResponse> DescribeInventoryDeletionsAsync(
        DescribeInventoryDeletionsRequest request,
        CancellationToken cancellationToken)
    {
        Check(RequestConstraints.Check(request));
        return ReadAsync(
            store => DescribeInventoryDeletionsOperation.Run(store, request, _clock.UtcNow, _deletionTime),
            cancellationToken);
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => _stores.Dispose();

    private static void Check(IReadOnlyList<ConstraintViolation> violations)
    {
        if (violations.Count > 0)
        {
            throw new InventoryFaultException(ConstraintViolation.ToFault(violations));
        }
    }

    private Task<T> ReadAsync<T>(Func<IStoreSnapshot, T> work, CancellationToken cancellationToken) =>
        _stores.ReadAsync(store => store.Read(work, _clock.UtcNow, cancellationToken), cancellationToken);
}
