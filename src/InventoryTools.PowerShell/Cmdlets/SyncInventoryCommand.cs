using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Rules;
using InventoryTools.Store;
using InventoryTools.Submission;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Sends from a local store to AWS what that has not accepted yet.</summary>
[Cmdlet(VerbsData.Sync, "Inventory", SupportsShouldProcess = true, DefaultParameterSetName = AwsSet)]
[OutputType(typeof(string))]
[OutputType(typeof(InventoryWriteResult))]
public sealed class SyncInventoryCommand : AwsCmdlet
{
    private InventoryStoreException? _unwritable;

    /// <summary>The file of the store.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = AwsSet)]
    [StorePathTransformation]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The types to send, or wildcards; all when left out. Case does not matter.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string[]? TypeName { get; set; }

    /// <summary>The nodes to send, or wildcards; all when left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[]? InstanceId { get; set; }

    /// <summary>Only items that were captured at that time or later.</summary>
    [Parameter]
    public DateTime Since { get; set; }

    /// <summary>The maximum number of nodes that are written to at a time.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>True to send everything in full, accepted before or not.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>The maximum of the random wait before the first call, in seconds.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    public int StartJitter { get; set; }

    /// <summary>True to write one result for each item that was sent, instead of the summary.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = ResolvePath(Path);
        SystemClock clock = new();
        WriteReport report = new(this, PassThru, !PassThru, clock, WriteError);
        using IInventoryStore store = Use(() => Open(path));
        if (IsWhatIf && _unwritable is null)
        {
            // What is sent is recorded before it leaves. A transaction without changes finds what that would find.
            Use(() => store.Write(_ => true, clock.UtcNow, StopToken));
        }

        using ServiceItemWriter writer = new(this, Connect, Options(), () => Ledger(store, path), clock, report);
        InventoryQuery query = NamePatterns.Query(TypeName, InstanceId);
        string since = MyInvocation.BoundParameters.ContainsKey(nameof(Since)) ? Timestamp.Format(Since) : "";
        StoreReader reader = new(store);
        UnmatchedNames types = new(TypeName, name => NamePatterns.Select([name])!);
        UnmatchedNames nodes = new(InstanceId, name => NamePatterns.Query(null, [name]).InstanceIds!);
        using IEnumerator<InventoryItem> items = reader.ReadInParts(query, StopToken).GetEnumerator();
        while (Use(items.MoveNext))
        {
            InventoryItem item = items.Current;
            types.Remove(item.TypeName);
            nodes.Remove(item.InstanceId!);
            if (string.CompareOrdinal(item.CaptureTime, since) >= 0)
            {
                Send(writer, item);
            }
        }

        writer.Complete();
        report.Complete();
        ReportMissing($"the store '{path}'", reader, types, nodes);
        if (!PassThru && !IsWhatIf)
        {
            WriteObject(report.Summary!.ToString());
        }
    }

    // What was asked for and is not there: a name as Get-Inventory reports it, a pattern as Compare-Inventory does.
    private void ReportMissing(string where, StoreReader reader, UnmatchedNames types, UnmatchedNames nodes)
    {
        SchemaCache schemas = new(reader, this);
        Func<IReadOnlyList<string>> listNodes = () => Use(() => reader.ListNodes(StopToken));
        new MissingNamesReporter(this, where, schemas.ProposeType, listNodes)
            .Report(TypeName, InstanceId, new MissingNames(types.Literals, nodes.Literals));
        WarnOfPatterns("node", nodes, listNodes, where);

        // Where a node has nothing, its types need not be missed one by one.
        if (nodes.IsEmpty)
        {
            WarnOfPatterns("type", types, () => [.. schemas.Names(null)], where);
        }
    }

    private void WarnOfPatterns(string what, UnmatchedNames names, Func<IReadOnlyList<string>> known, string where)
    {
        foreach ((string pattern, NameSelection selection) in names.Patterns)
        {
            WriteWarning(
                $"No item of {where} is of a {what} that matches '{pattern}'."
                    + NamePatterns.Propose(pattern, selection, known()));
        }
    }

    // A store of an older version is brought up to date, where it can be written.
    private IInventoryStore Open(string path)
    {
        try
        {
            return SqliteGateway.OpenExisting(path, StopToken);
        }
        catch (InventoryStoreException error) when (error.Problem is StoreProblem.ReadOnly or StoreProblem.AccessDenied)
        {
            _unwritable = error;
            return SqliteGateway.OpenForReading(path, StopToken);
        }
    }

    private ISubmissionLedger Ledger(IInventoryStore store, string path)
    {
        ISubmissionLedger own = _unwritable is null ? SqliteGateway.LedgerOf(store) : throw _unwritable;
        return LedgerFile.FindExisting() is string direct && direct != path
            ? new SyncLedger(own, OpenDirect(direct))
            : own;
    }

    // The ledger in which Write-Inventory records the calls that it makes itself.
    private ISubmissionLedger? OpenDirect(string path)
    {
        try
        {
            return SqliteGateway.OpenLedger(path, StopToken);
        }
        catch (InventoryStoreException error)
        {
            WriteWarning($"The calls of Write-Inventory are not known, so all content goes in full: {error.Message}");
            return null;
        }
    }

    // What the store holds was checked when it was written, perhaps by a version that knew fewer rules.
    private static void Send(ServiceItemWriter writer, InventoryItem item)
    {
        IReadOnlyList<InventoryFinding> findings =
            [.. InventoryChecker.CheckInstanceId(item.InstanceId), .. InventoryChecker.CheckItem(item)];
        if (InventoryChecker.FaultOf(findings) is string fault)
        {
            writer.Reject(
                new(item.InstanceId, item.TypeName, WriteStatus.Rejected, ItemSize.Measure(item), 0, fault),
                ErrorRecords.Rejected(item, item.InstanceId, findings));
        }
        else
        {
            writer.Write(item.InstanceId!, new ItemPayload(item));
        }
    }

    private SubmissionOptions Options() => new()
    {
        ThrottleLimit = ThrottleLimit,
        RetryTimeout = TimeSpan.FromSeconds(RetryTimeoutSec),
        SendInFull = Force,
        SkipAccepted = true,
        StartJitter = TimeSpan.FromSeconds(StartJitter),
    };
}
