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
    private IInventoryStore? _first;
    private volatile bool _isDisposed;

    /// <summary>Opens the first connection. Until the end, all others must lead to the same store.</summary>
    public void Open(CancellationToken cancellationToken)
    {
        _first = open(cancellationToken);
        _idle.Add(_first);
    }

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

    private IInventoryStore OpenMore(CancellationToken cancellationToken)
    {
        // A store that was moved away must not be made anew at its path.
        _first?.CheckIsInPlace();
        IInventoryStore store = open(cancellationToken);
        try
        {
            _first?.CheckIsInPlace();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private T Use<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            throw new ObjectDisposedException(nameof(LocalInventoryService));
        }

        IInventoryStore store = _idle.TryTake(out IInventoryStore? idle) ? idle : OpenMore(cancellationToken);
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
