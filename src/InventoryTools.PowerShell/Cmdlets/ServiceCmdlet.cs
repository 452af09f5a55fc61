using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Cmdlets;

/// <summary>
/// The base of the commands that call a service: AWS, or the local service over a store.
/// </summary>
public abstract class ServiceCmdlet : TargetCmdlet
{
    private ConnectedService? _connected;
    private IInventoryService? _service;
    private IInventoryStore? _store;
    private RetryingCaller? _calls;
    private string? _path;

    /// <summary>The clock.</summary>
    private protected IClock Clock { get; } = new SystemClock();

    /// <summary>True when the command changes the store.</summary>
    private protected virtual bool Writes => false;

    /// <summary>The maximum number of calls at a time.</summary>
    private protected virtual int MaxCalls => 1;

    /// <summary>The store's full path.</summary>
    private protected string FullPath => _path ??= ResolvePath(Path);

    /// <summary>The local store. It is opened once, when it is used for the first time.</summary>
    private protected IInventoryStore Store => _store ??= Use(() => Writes
        ? SqliteGateway.OpenExisting(FullPath, StopToken)
        : SqliteGateway.OpenForReading(FullPath, StopToken));

    /// <summary>The service, connected when it is used for the first time.</summary>
    private protected IInventoryService Service =>
        _service ??= IsLocal ? OpenLocal() : (_connected = Connect(MaxCalls)).Service;

    /// <summary>The caller that repeats failed calls.</summary>
    private protected RetryingCaller Calls => _calls ??= new RetryingCaller(
        TimeSpan.FromSeconds(RetryTimeoutSec), Jitter.Next, Clock);

    /// <summary>The name of the service, for messages.</summary>
    private protected string Where => IsLocal ? $"the store '{FullPath}'" : _connected!.Name;

    /// <summary>Makes a call, and repeats it where that helps. A failure is a terminating error.</summary>
    private protected T Ask<T>(Func<IInventoryService, CancellationToken, Task<T>> call)
    {
        IInventoryService service = Service;
        return Use(() => Call(service, call));
    }

    /// <summary>Makes a call. A fault of the request is an error that does not end the command.</summary>
    private protected T? TryAsk<T>(Func<IInventoryService, CancellationToken, Task<T>> call, object? target)
        where T : class => TryAsk(
            call,
            target,
            failure => failure is InventoryFaultException
                && ServiceFailure.Of(failure).Kind is FailureKind.Call or FailureKind.Item);

    /// <summary>Makes a call. A failure of the stated kind is an error that does not end the command.</summary>
    private protected T? TryAsk<T>(
        Func<IInventoryService, CancellationToken, Task<T>> call,
        object? target,
        Func<InventoryServiceException, bool> isReported)
        where T : class
    {
        IInventoryService service = Service;
        return Try(() => Call(service, call), target, isReported);
    }

    /// <summary>Makes a call for each page, until one has no token of a next page.</summary>
    /// <param name="operation">The operation, for an error about its tokens.</param>
    /// <param name="call">Makes the call for the page of a token; null for the first page.</param>
    /// <param name="nextTokenOf">Gets the token of the next page.</param>
    /// <param name="askFirst">Asks for the first page; null for one whose failure ends the command.</param>
    /// <param name="isWritten">
    /// True where each page is written before the next is asked for. A failure then ends the pages, with an error that
    /// does not end the command.
    /// </param>
    private protected IEnumerable<T> Pages<T>(
        string operation,
        Func<string?, Func<IInventoryService, CancellationToken, Task<T>>> call,
        Func<T, string?> nextTokenOf,
        Func<Func<IInventoryService, CancellationToken, Task<T>>, T?>? askFirst = null,
        bool isWritten = true)
        where T : class
    {
        NextTokenGuard tokens = new(operation);
        T? page = (askFirst ?? Ask)(call(null));
        while (page is not null)
        {
            yield return page;
            T last = page;

            // A terminating error would keep the pages before from a variable that the output is assigned to.
            page = Try(
                () => tokens.Next(nextTokenOf(last)) is string token ? Call(Service, call(token)) : null,
                target: null,
                isReported: _ => isWritten);
        }
    }

    private T? Try<T>(Func<T?> use, object? target, Func<InventoryServiceException, bool> isReported)
        where T : class => Use(() =>
    {
        try
        {
            return use();
        }
        catch (InventoryServiceException failure) when (isReported(failure))
        {
            WriteError(ServiceErrors.Failed(failure, target));
            return null;
        }
    });

    private T Call<T>(IInventoryService service, Func<IInventoryService, CancellationToken, Task<T>> call)
    {
        RetryingCaller calls = Calls;
        return Task.Run(() => calls.CallAsync(stop => call(service, stop), StopToken), StopToken)
            .GetAwaiter()
            .GetResult();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _service?.Dispose();
            _connected?.Dispose();
            _store?.Dispose();
        }

        base.Dispose(disposing);
    }

    // Opened at once, so that a problem with the file is reported before the first call.
    private LocalInventoryService OpenLocal()
    {
        IInventoryStore store = Store;
        return new LocalInventoryService(_ => store, 1, Clock);
    }
}
