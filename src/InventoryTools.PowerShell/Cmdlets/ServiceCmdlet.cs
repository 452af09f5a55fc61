using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Cmdlets;

/// <summary>
/// The base of the commands that call a service: AWS, or the local service over a store.
/// </summary>
public abstract class ServiceCmdlet : AwsCmdlet
{
    /// <summary>The name of the parameter set for a local store.</summary>
    protected const string PathSet = "Path";

    private ConnectedService? _connected;
    private IInventoryService? _service;
    private IInventoryStore? _store;
    private RetryingCaller? _calls;
    private string? _named;
    private string? _path;

    /// <summary>The file of the local store, as PowerShell resolves paths.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>True when the target is a local store.</summary>
    private protected bool IsLocal => ParameterSetName != AwsSet;

    /// <summary>The clock.</summary>
    private protected IClock Clock { get; } = new SystemClock();

    /// <summary>The file of a store that came through the pipeline; null for the store of -Path.</summary>
    private protected virtual FileSystemInfo? PipedStore => null;

    /// <summary>True when the command changes the store.</summary>
    private protected virtual bool Writes => false;

    /// <summary>The maximum number of calls at a time.</summary>
    private protected virtual int MaxCalls => 1;

    /// <summary>The store's full path.</summary>
    private protected string FullPath
    {
        get
        {
            CloseFormer();
            return _path ??= PipedStore?.FullName ?? ResolvePath(Path);
        }
    }

    /// <summary>The local store. It is opened once, when it is used for the first time.</summary>
    private protected IInventoryStore Store
    {
        get
        {
            string path = FullPath;
            return _store ??= Use(() => Writes
                ? SqliteGateway.OpenExisting(path, StopToken)
                : SqliteGateway.OpenForReading(path, StopToken));
        }
    }

    /// <summary>The service, connected when it is used for the first time.</summary>
    private protected IInventoryService Service
    {
        get
        {
            CloseFormer();
            return _service ??= IsLocal ? OpenLocal() : (_connected = Connect(MaxCalls)).Service;
        }
    }

    /// <summary>The caller that repeats failed calls.</summary>
    private protected RetryingCaller Calls => _calls ??= new RetryingCaller(
        TimeSpan.FromSeconds(RetryTimeoutSec), Jitter.Next, Clock);

    /// <summary>The name of the service, for messages.</summary>
    private protected string Where => IsLocal ? $"the store '{FullPath}'" : _connected!.Name;

    /// <summary>Makes a call, and repeats it where that helps. A failure is a terminating error.</summary>
    private protected T Ask<T>(Func<IInventoryService, CancellationToken, Task<T>> call)
    {
        IInventoryService service = Service;
        return Use(
            () => Call(service, call),
            describeService: failure => ServiceErrors.Failed(failure, null, question: Question(failure, null)));
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
            WriteError(ServiceErrors.Failed(failure, target, question: Question(failure, target)));
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
            Close();
        }

        base.Dispose(disposing);
    }

    /// <summary>Ends the command where a name is the path of a store, before anything is asked of AWS.</summary>
    private protected void RefusePaths(string parameter, string[]? names)
    {
        if (ParameterSetName == PathSet)
        {
            RefuseFile(PathText.FindFile(names), parameter, "Leave one of the two out.");
        }
        else if (names is not null && PathText.Find(names, SessionState) is string path)
        {
            ThrowTerminatingError(ErrorRecords.PathNotExpected(parameter, path, MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>The question that proposes a name in place of one that the service refused; empty for none.</summary>
    private protected virtual string Question(InventoryServiceException failure, object? target) =>
        failure.Code == FaultCode.InvalidTypeName && target is string name
            ? NearestNames.Question(name, KnownTypes())
            : "";

    /// <summary>The types that are known, for a proposal; the documented ones where no others can be listed.</summary>
    private protected IEnumerable<string> KnownTypes()
    {
        IEnumerable<string> documented = AwsInventoryType.All.Select(type => type.TypeName);
        IInventoryService service = Service;
        try
        {
            return
            [
                .. documented,
                .. NextTokenGuard.Pages(
                    "GetInventorySchema",
                    token => Call(service, (one, stop) => one.GetInventorySchemaAsync(
                        new GetInventorySchemaRequest { NextToken = token }, stop)),
                    page => page.NextToken).SelectMany(page => page.Schemas).Select(schema => schema.TypeName),
            ];
        }
        catch (Exception error) when (error is InventoryServiceException or InventoryStoreException)
        {
            WriteVerbose($"The types were not listed, to propose another name. {error.Message}");
            return documented;
        }
    }

    // Each object of the pipeline may bring the file of another store.
    private void CloseFormer()
    {
        string named = PipedStore?.FullName ?? ParameterSetName;
        if (_named != named)
        {
            Close();
            (_named, _path, _store, _service, _connected) = (named, null, null, null, null);
        }
    }

    private void Close()
    {
        _service?.Dispose();
        _connected?.Dispose();
        _store?.Dispose();
    }

    // Opened at once, so that a problem with the file is reported before the first call.
    private LocalInventoryService OpenLocal()
    {
        IInventoryStore store = Store;
        return new LocalInventoryService(_ => store, 1, Clock);
    }
}
