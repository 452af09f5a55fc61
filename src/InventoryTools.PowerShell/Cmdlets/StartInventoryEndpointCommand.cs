using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Local;
using InventoryTools.Service;
using InventoryTools.Store;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Starts a local service that any AWS client can use, over a store.</summary>
[Cmdlet(VerbsLifecycle.Start, "InventoryEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(InventoryEndpoint))]
public sealed class StartInventoryEndpointCommand : InventoryCmdlet
{
    // Readers side by side; more of them would only wait for the processors.
    private const int Connections = 8;

    private static readonly string[] s_ofFaults =
        [nameof(Rate), nameof(FaultOperation), nameof(FaultCount), nameof(Seed)];

    /// <summary>The file of the store; one in memory when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [StorePathTransformation]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The port on the loopback address; a free one when left out.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The key of signatures: the access key as user name, the secret key as password.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The session token that must come with each call.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>The faults to rehearse.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FaultCompleter))]
    public string[] Fault { get; set; } = [];

    /// <summary>The share of calls that fail.</summary>
    [Parameter]
    [Alias("FaultRate")]
    [ValidateRange(0.0, 1.0)]
    public double Rate { get; set; } = 1;

    /// <summary>The operations whose calls fail; all when left out.</summary>
    [Parameter]
    [ValidateSet(
        "PutInventory", "GetInventory", "ListInventoryEntries",
        "GetInventorySchema", "DeleteInventory", "DescribeInventoryDeletions")]
    public string[] FaultOperation { get; set; } = [];

    /// <summary>The maximum number of calls that fail.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int FaultCount { get; set; }

    /// <summary>The beginning of the chance: the same calls fail in the same way.</summary>
    [Parameter]
    public int Seed { get; set; }

    /// <summary>The delay of every call.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan Latency { get; set; }

    /// <summary>The time for which a deletion is in progress before it is complete.</summary>
    [Parameter]
    [DurationTransformation]
    public TimeSpan DeletionTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Returns the endpoint.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string? path = Path is null ? null : ResolvePath(Path);
        EndpointOptions options = new() { Port = Port, Key = Key(), Faults = Faults() };
        if (path is not null && IsWhatIf)
        {
            Use(() => IsUnwritable(path));
        }

        string where = Port == 0 ? "a free port of 127.0.0.1" : $"port {Port} of 127.0.0.1";
        if (!ShouldProcess(target: path ?? "a store in memory", action: $"Start an inventory endpoint on {where}"))
        {
            return;
        }

        InventoryEndpoint endpoint = Start(path, options);
        SessionEndpoints.Current.Add(endpoint);
        WriteVerbose(
            $"The endpoint {endpoint.Url} is ready. Give its address to a client, as in: "
            + $"aws ssm get-inventory --endpoint-url {endpoint.Url}");
        if (PassThru)
        {
            WriteObject(endpoint);
        }
    }

    private InventoryEndpoint Start(string? path, EndpointOptions options)
    {
        SystemClock clock = new();
        LocalInventoryService service = path is null ? InMemory(clock) : OnFile(path, clock);
        try
        {
            return EndpointGateway.Start(service, options, clock, path);
        }
        catch (EndpointException error)
        {
            service.Dispose();
            ThrowTerminatingError(ErrorRecords.EndpointNotStarted(error));
            throw;
        }
    }

    private LocalInventoryService InMemory(SystemClock clock)
    {
        IInventoryStore store = Use(SqliteGateway.OpenInMemory);
        return new LocalInventoryService(_ => store, 1, clock, DeletionTime);
    }

    // Opened once before the first call, so that a problem with the file is reported here.
    private LocalInventoryService OnFile(string path, SystemClock clock)
    {
        bool isReadOnly = Use(() => IsUnwritable(path));
        LocalInventoryService service = new(
            stop => isReadOnly ? SqliteGateway.OpenForReading(path, stop) : SqliteGateway.OpenForWriting(path, stop),
            Connections,
            clock,
            DeletionTime);
        return Use(() => service.Open(StopToken));
    }

    // A store that is there and can't be written is served all the same, because most clients read.
    private bool IsUnwritable(string path)
    {
        try
        {
            SqliteGateway.OpenForTrial(path, TimeSpan.Zero, StopToken)?.Dispose();
            return false;
        }
        catch (InventoryStoreException error) when (error.Problem == StoreProblem.Locked)
        {
            return false; // Another process writes at this moment, so it can be written.
        }
        catch (InventoryStoreException error)
            when (error.Problem is StoreProblem.ReadOnly or StoreProblem.AccessDenied && File.Exists(path))
        {
            SqliteGateway.OpenForReading(path, StopToken).Dispose();
            WriteWarning(
                $"{error.Message} The endpoint answers what the store has; PutInventory and DeleteInventory fail with "
                    + "InternalServerError.");
            return true;
        }
    }

    private EndpointKey? Key()
    {
        if (Credential is null)
        {
            if (SessionToken is not null)
            {
                ThrowTerminatingError(ErrorRecords.InvalidArgument(
                    nameof(SessionToken), null, "It belongs to a key: give -Credential too."));
            }

            return null;
        }

        return new EndpointKey(Credential.UserName, Credential.GetNetworkCredential().Password, SessionToken);
    }

    private RehearsedFaults? Faults()
    {
        if (Fault.Length == 0)
        {
            foreach (string name in s_ofFaults.Where(MyInvocation.BoundParameters.ContainsKey))
            {
                ThrowTerminatingError(ErrorRecords.InvalidArgument(
                    name, MyInvocation.BoundParameters[name], "It says which calls fail: give -Fault too."));
            }
        }

        if (Fault.Length == 0 && Latency == TimeSpan.Zero)
        {
            return null;
        }

        RehearsedFaults faults = new()
        {
            Codes = Fault,
            Rate = Rate,
            Operations = FaultOperation,
            Count = FaultCount == 0 ? null : FaultCount,
            Latency = Latency,
            Seed = Seed,
        };
        try
        {
            EndpointGateway.Check(faults);
            return faults;
        }
        catch (ArgumentException error)
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(nameof(Fault), Fault, error.Message));
            throw;
        }
    }
}
