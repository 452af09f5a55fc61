using System.Collections.Concurrent;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The open connections to one store: parallel readers, and one writer, whose caller makes one call at a time.
/// Connections are opened when they are needed and kept until the end.
/// </summary>
internal sealed class StoreConnectionPool(Func<CancellationToken, IInventoryStore> open, int connections) : IDisposable
{
    private readonly SemaphoreSlim _free = new(connections, connections);
    private readonly ConcurrentBag<IInventoryStore> _idle = [];
    private IInventoryStore? _first;
    private IInventoryStore? _idleWriter;
    private volatile bool _isDisposed;

    /// <summary>Opens the first connection. Until the end, all others must lead to the same store.</summary>
    public void Open(CancellationToken cancellationToken)
    {
        _first = open(cancellationToken);
        _idle.Add(_first);
    }

    /// <summary>
    /// Uses the connection that writes. It stays the same one: SQLite discards what a connection has read of the file
    /// when another one has written.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Use(use, TakeWriter() ?? TakeIdle(), store => _idleWriter = store, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Uses a connection that reads, or the one that writes where no other is open.</summary>
    public async Task<T> ReadAsync<T>(Func<IInventoryStore, T> use, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Use(use, TakeIdle() ?? TakeWriter(), _idle.Add, cancellationToken);
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
        while ((TakeIdle() ?? TakeWriter()) is IInventoryStore store)
        {
            store.Dispose();
        }
    }

    private IInventoryStore? TakeIdle() => _idle.TryTake(out IInventoryStore? store) ? store : null;

    private IInventoryStore? TakeWriter() => Interlocked.Exchange(ref _idleWriter, null);

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

    private T Use<T>(
        Func<IInventoryStore, T> use,
        IInventoryStore? idle,
        Action<IInventoryStore> giveBack,
        CancellationToken cancellationToken)
    {
        if (_isDisposed)
        {
            idle?.Dispose();
            throw new ObjectDisposedException(nameof(LocalInventoryService));
        }

        IInventoryStore store = idle ?? OpenMore(cancellationToken);
        try
        {
            return use(store);
        }
        finally
        {
            giveBack(store);
            if (_isDisposed)
            {
                Dispose();
            }
        }
    }
}
