using System.Collections.Concurrent;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The open connections to one store: parallel readers, and one writer at a time, because a second one would only wait
/// for the file, and out of order. Connections are opened when they are needed and kept until the end.
/// </summary>
internal sealed class StoreConnectionPool(Func<CancellationToken, IInventoryStore> open, int connections) : IDisposable
{
    private readonly SemaphoreSlim _free = new(connections, connections);
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentBag<IInventoryStore> _idle = [];
    private volatile bool _isDisposed;

    public async Task<T> WriteAsync<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAsync(use, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writer.Release();
        }
    }

    public async Task<T> ReadAsync<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Use(use, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Closes idle connections. Connections in use are closed when they are returned.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out IInventoryStore? store))
        {
            store.Dispose();
        }
    }

    private T Use<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(nameof(LocalInventoryService));
        }

        IInventoryStore store = _idle.TryTake(out IInventoryStore? idle) ? idle : open(cancellationToken);
        try
        {
            return use(store);
        }
        finally
        {
            _idle.Add(store);
            if (_isDisposed)
            {
                Dispose();
            }
        }
    }
}
