using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Submission;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Checks items and writes those that are valid to AWS or to a local store, in batches.</summary>
[Cmdlet(VerbsCommunications.Write, "Inventory", SupportsShouldProcess = true, DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryWriteResult))]
[OutputType(typeof(string))]
public sealed class WriteInventoryCommand : AwsCmdlet
{
    private const string PathSet = "Path";

    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly SystemClock _clock = new();
    private readonly ItemBinder _binder = new();
    private IItemWriter? _writer;
    private WriteReport? _report;
    private NodeIdentity? _thisNode;
    private List<ErrorRecord>? _pendingErrors;
    private Action<ErrorRecord>? _reportError;

    /// <summary>The items, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Alias("Item")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The file of the local store, as PowerShell resolves paths.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [StorePathTransformation]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The nodes to write each item to, instead of its own node.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? InstanceId { get; set; }

    /// <summary>The maximum number of nodes that are written to at a time.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>True to send content in full that the service has already.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>The number of days after which unchanged content is sent in full.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(0, 30)]
    public int RefreshDays { get; set; } = 25;

    /// <summary>The maximum of the random wait before the first call, in seconds.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(0, 86400)]
    public int StartJitter { get; set; }

    /// <summary>True to write one result for each item and node.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>True to write one line of text at the end with all counts.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _report = new WriteReport(this, PassThru, Summary, _clock, Report);
        _writer = ParameterSetName == PathSet
            ? new StoreItemWriter(this, ResolvePath(Path), _clock, _report)
            : new ServiceItemWriter(
                this,
                Connect,
                Options(),
                () => SqliteGateway.OpenLedger(LedgerFile.FindPath(), StopToken),
                _clock,
                _report);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputRows.Of(InputObject))
        {
            if (_binder.Read(input, _reportError ??= Report) is InventoryItem item)
            {
                Submit(item);
            }
            else
            {
                _report!.Summary?.AddUnreadable();
            }

            ThrowPendingError();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _writer!.Complete();
        ThrowPendingError();
        _report!.Complete();
        if (Summary)
        {
            WriteObject(_report.Summary!.ToString());
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _writer?.Dispose();
        }

        base.Dispose(disposing);
    }

    private SubmissionOptions Options() => new()
    {
        ThrottleLimit = ThrottleLimit,
        RetryTimeout = TimeSpan.FromSeconds(RetryTimeoutSec),
        RefreshAfter = TimeSpan.FromDays(RefreshDays),
        SendInFull = Force,
        StartJitter = TimeSpan.FromSeconds(StartJitter),
    };

    private void Report(ErrorRecord error)
    {
        if (_pendingErrors is not null || StopsAtErrors())
        {
            (_pendingErrors ??= []).Add(error);
        }
        else
        {
            WriteError(error);
        }
    }

    // An error that ends the command does so when the good items that came before it are safe.
    private void ThrowPendingError()
    {
        if (_pendingErrors is not null)
        {
            _writer!.Complete();
            WriteError(_pendingErrors.Count == 1
                ? _pendingErrors[0]
                : ErrorRecords.AndMore(_pendingErrors[0], _pendingErrors.Count - 1));
        }
    }

    private bool StopsAtErrors()
    {
        object? preference = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? given)
            ? given
            : GetVariableValue("ErrorActionPreference");
        return LanguagePrimitives.TryConvertTo(preference, out ActionPreference action)
            && action == ActionPreference.Stop;
    }

    private void Submit(InventoryItem item)
    {
        IReadOnlyList<InventoryFinding> findings = InventoryChecker.CheckItem(item);
        ItemPayload? wire = null;
        if (InstanceId is null)
        {
            Submit(item, NodeOf(item), findings, ref wire);
            return;
        }

        foreach (string instanceId in InstanceId)
        {
            Submit(item, instanceId, findings, ref wire);
        }
    }

    private void Submit(
        InventoryItem item, string? instanceId, IReadOnlyList<InventoryFinding> ofItem, ref ItemPayload? wire)
    {
        IReadOnlyList<InventoryFinding> ofNode = CheckNode(instanceId);
        IReadOnlyList<InventoryFinding> findings = ofNode.Count == 0 ? ofItem : [.. ofNode, .. ofItem];
        if (findings.Count > 0)
        {
            Warn(item, findings);
        }

        if (InventoryChecker.FaultOf(findings) is string fault)
        {
            _writer!.Reject(
                new(instanceId, item.TypeName, WriteStatus.Rejected, ItemSize.Measure(item), 0, fault),
                ErrorRecords.Rejected(item, instanceId, findings, _binder.Position));
        }
        else
        {
            wire ??= new ItemPayload(item);
            _writer!.Write(instanceId!, wire);
        }
    }

    private string? NodeOf(InventoryItem item)
    {
        if (string.IsNullOrEmpty(item.InstanceId))
        {
            _thisNode ??= Use(() => AwsGateway.Identify(StopToken));
            return _thisNode.InstanceId;
        }

        return item.InstanceId;
    }

    private IReadOnlyList<InventoryFinding> CheckNode(string? instanceId)
    {
        IReadOnlyList<InventoryFinding> findings = InventoryChecker.CheckInstanceId(instanceId);
        return instanceId is null && _thisNode is not null
            ? [.. findings.Select(finding => finding with
            {
                Actual = $"{finding.Actual}, and this machine is not known to be a managed node: {_thisNode.Source}",
            })]
            : findings;
    }

    // Thousands of nodes with the same oddity are told of it once.
    private void Warn(InventoryItem item, IEnumerable<InventoryFinding> findings)
    {
        foreach (InventoryFinding finding in findings.Where(finding => finding.Severity == RuleSeverity.Warning))
        {
            if (_warned.Add($"{finding.RuleId} {item.TypeName} {finding.Actual}"))
            {
                WriteWarning($"{item}: {finding.Message}");
            }
        }
    }
}
