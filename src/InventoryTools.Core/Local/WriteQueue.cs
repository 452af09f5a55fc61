using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// The writing calls of a store, one transaction after the other. Calls that come during a transaction gather, and
/// share the next one, because each commit waits for the disk. A call that comes alone is written at once, on the
/// thread that makes it.
/// </summary>
internal sealed class WriteQueue(StoreConnectionPool stores, IClock clock)
{
    // Other processes that write the file wait for the end of a transaction.
    private const int MaxGroup = 64;

    private readonly Queue<QueuedWrite> _waiting = new();
    private bool _isWriting;

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction. When this returns, all of it survives a power failure. Work that
    /// throws changes nothing, and does not touch the other calls of the transaction.
    /// </summary>
    /// <exception cref="InventoryStoreException">The transaction has failed, for each of its calls.</exception>
    public async Task<T> WriteAsync<T>(Func<IStoreTransaction, T> work, CancellationToken cancellationToken)
    {
        T result = default!;
        QueuedWrite write = new(store => result = work(store), cancellationToken);
        bool isFirst;
        lock (_waiting)
        {
            _waiting.Enqueue(write);
            isFirst = !_isWriting;
            _isWriting = true;
        }

        if (isFirst)
        {
            await WriteGroupAsync().ConfigureAwait(false);
        }

        await write.Ended.ConfigureAwait(false);
        return result;
    }

    private async Task WriteGroupAsync()
    {
        List<QueuedWrite> group = TakeGroup();
        CancellationToken cancellationToken = group[0].CancellationToken;
        Exception? failure = null;
        try
        {
            await stores.WriteAsync(
                store => store.Write(
                    transaction =>
                    {
                        group.ForEach(write => write.Run(transaction));
                        return group.Count;
                    },
                    clock.UtcNow,
                    cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // It is the answer to each of the calls.
            failure = error;
        }

        group.ForEach(write => write.End(failure));
        lock (_waiting)
        {
            _isWriting = _waiting.Count > 0;
            if (_isWriting)
            {
                // By another thread: the call that this one has served does not wait for the next group.
                _ = Task.Run(WriteGroupAsync);
            }
        }
    }

    // Only calls that are cancelled together share a transaction.
    private List<QueuedWrite> TakeGroup()
    {
        lock (_waiting)
        {
            List<QueuedWrite> group = [_waiting.Dequeue()];
            while (group.Count < MaxGroup
                && _waiting.Count > 0
                && _waiting.Peek().CancellationToken == group[0].CancellationToken)
            {
                group.Add(_waiting.Dequeue());
            }

            return group;
        }
    }

    private sealed class QueuedWrite(Action<IStoreTransaction> work, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Exception? _refusal;

        public CancellationToken CancellationToken => cancellationToken;

        public Task Ended => _ended.Task;

        public void Run(IStoreTransaction transaction) => _refusal = transaction.Try(() => work(transaction));

        // What was refused may depend on what the others wrote, so their failure comes first.
        public void End(Exception? failure)
        {
            if ((failure ?? _refusal) is Exception error)
            {
                _ended.SetException(error);
            }
            else
            {
                _ended.SetResult(true);
            }
        }
    }
}
