using InventoryTools.Store;
using Xunit;

namespace InventoryTools.Tests.Local;

/// <summary>Counts the transactions of stores, and holds one of them until a test lets it go on.</summary>
internal sealed class HeldWrites : IDisposable
{
    private readonly ManualResetEventSlim _isHeld = new();
    private readonly ManualResetEventSlim _isReleased = new(initialState: true);
    private int _transactions;

    public int Transactions => _transactions;

    public bool IsHolding { get; private set; }

    /// <summary>Runs before the transaction after the held one.</summary>
    public Action? BeforeNext { get; set; }

    public IInventoryStore Of(IInventoryStore store) => new HeldStore(store, this);

    /// <summary>Makes a call on another thread, whose transaction has begun when this returns.</summary>
    public void Hold(Func<Task> call)
    {
        _isReleased.Reset();
        IsHolding = true;
        _ = Task.Run(call);
        Assert.True(_isHeld.Wait(TimeSpan.FromSeconds(30)));
    }

    public void Release() => _isReleased.Set();

    public void Dispose()
    {
        _isHeld.Dispose();
        _isReleased.Dispose();
    }

    private void Wait()
    {
        if (_isHeld.IsSet)
        {
            BeforeNext?.Invoke();
        }
        else if (IsHolding)
        {
            _isHeld.Set();
            _isReleased.Wait();
        }

        Interlocked.Increment(ref _transactions);
    }

    private sealed class HeldStore(IInventoryStore store, HeldWrites held) : IInventoryStore
    {
        public T Write<T>(Func<IStoreTransaction, T> work, DateTimeOffset now, CancellationToken cancellationToken)
        {
            held.Wait();
            return store.Write(work, now, cancellationToken);
        }

        public T Read<T>(Func<IStoreSnapshot, T> work, DateTimeOffset? now, CancellationToken cancellationToken) =>
            store.Read(work, now, cancellationToken);

        public IEnumerable<T> ReadEach<T>(
            Func<IStoreSnapshot, IEnumerable<T>> work, DateTimeOffset? now, CancellationToken cancellationToken) =>
            store.ReadEach(work, now, cancellationToken);

        public void CheckIsInPlace() => store.CheckIsInPlace();

        public void Dispose() => store.Dispose();
    }
}
