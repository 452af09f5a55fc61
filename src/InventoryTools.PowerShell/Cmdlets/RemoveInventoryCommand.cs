using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Local;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>
/// Deletes custom types, which are data of all nodes and may be their schemas; and the items of single nodes from a
/// local store.
/// </summary>
[Cmdlet(
    VerbsCommon.Remove,
    "Inventory",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryDeletion))]
public sealed class RemoveInventoryCommand : ServiceCmdlet
{
    private const int ActivityId = 2;
    private const string InProgress = "InProgress";
    private const int UnknownAtFirst = 5;
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> _deletedTypes = new(StringComparer.Ordinal);
    private StoreItemRemover? _remover;
    private bool _isTypeNamed;
    private bool _isNodeNamed;

    /// <summary>The types: custom ones, or those of the items of -InstanceId.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RemovableTypeCompleter))]
    public string[] TypeName { get; set; } = [];

    /// <summary>The nodes whose items are removed from a store; the type of all nodes when left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StoredNodeCompleter))]
    public string?[]? InstanceId { get; set; }

    /// <summary>The items to remove, or the names or schemas of types.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The treatment of the schema; when left out it is kept, and only the data is deleted.</summary>
    [Parameter]
    public SchemaDeleteOption? SchemaDeleteOption { get; set; }

    /// <summary>A UUID by which the service recognises a repeated request.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ClientToken { get; set; }

    /// <summary>True to wait until the deletions are complete.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override bool Writes => true;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _isTypeNamed = MyInvocation.BoundParameters.ContainsKey(nameof(TypeName));
        _isNodeNamed = MyInvocation.BoundParameters.ContainsKey(nameof(InstanceId));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PSObject? input = InputObject;
        RefusePaths(nameof(TypeName), TypeName);
        if (input?.BaseObject is FileSystemInfo file)
        {
            if (IsLocal)
            {
                RefuseFile(file.FullName, nameof(InputObject), "Leave the file out: pipe types or items.");
            }

            ThrowTerminatingError(
                ErrorRecords.PathNotExpected(nameof(InputObject), file.FullName, MyInvocation.MyCommand.Name));
        }

        if (input is null && MyInvocation.ExpectingInput)
        {
            Report(RemovalErrors.InputNotRemovable(null, InputErrors.IsNull));
            return;
        }

        string[] typeNames = TypeName;
        string?[]? nodes = InstanceId;
        if (input?.BaseObject is string text)
        {
            // A text is what is not named: a type, or a node.
            RefusePaths(nameof(InputObject), [text]);
            typeNames = _isTypeNamed ? TypeName : [text];
            nodes = _isTypeNamed && !_isNodeNamed ? [text] : InstanceId;
        }
        else if (input is not null)
        {
            // Those of the pipeline are bound already.
            typeNames = TypeName.Length == 0 && RemovalInput.Text(input, nameof(TypeName)) is string type
                ? [type]
                : TypeName;
            nodes ??= RemovalInput.Text(input, nameof(InstanceId)) is string node ? [node] : null;
        }

        bool isOfNodes = nodes is { Length: > 0 } || _isNodeNamed || (input is not null && !NamesType(input));
        if (isOfNodes && !IsLocal)
        {
            ThrowTerminatingError(RemovalErrors.NodeItemAtAws(input ?? (object?)nodes));
        }

        bool isAllNamed = _isTypeNamed && _isNodeNamed;
        if (RemovalInput.FindFault(input, typeNames, nodes, isOfNodes, isAllNamed) is ErrorRecord fault)
        {
            Report(fault);
        }
        else if (isOfNodes)
        {
            RemoveItems(input, typeNames, nodes!);
        }
        else
        {
            RemoveTypes(typeNames);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _remover?.Complete();

    private bool NamesType(PSObject input) => !_isTypeNamed && RemovalInput.NamesType(input);

    private void RemoveItems(PSObject? input, string[] typeNames, string?[] nodes)
    {
        foreach (string name in new[] { nameof(SchemaDeleteOption), nameof(ClientToken) })
        {
            if (MyInvocation.BoundParameters.TryGetValue(name, out object? value))
            {
                ThrowTerminatingError(RemovalErrors.ForTypesOnly(name, value));
            }
        }

        _remover ??= new StoreItemRemover(this, Store, Where, Clock, Report);
        foreach (string typeName in typeNames)
        {
            string? subType;
            try
            {
                subType = input is null ? null : RemovalInput.SubTypeOf(input, typeName);
            }
            catch (FormatException problem)
            {
                Report(RemovalErrors.InputNotRemovable(input, $"its compliance type can't be read. {problem.Message}"));
                continue;
            }

            foreach (string? node in nodes)
            {
                _remover.Remove(new ItemName(node!, typeName, subType));
            }
        }
    }

    // What was confirmed before an error is removed, should the error end the command.
    private void Report(ErrorRecord error)
    {
        _remover?.Complete();
        WriteError(error);
    }

    private void RemoveTypes(string[] typeNames)
    {
        // Two versions of a schema are one type.
        foreach (string typeName in typeNames.Where(_deletedTypes.Add))
        {
            // The service would answer with the pattern that the text breaks.
            if (!ModelPattern.TypeName.IsMatch(typeName))
            {
                Report(RemovalErrors.NotAType(typeName, KnownTypes));
                continue;
            }

            // The service states what would be deleted, for -WhatIf and for the confirmation.
            DeleteInventoryRequest request = new(typeName) { SchemaDeleteOption = SchemaDeleteOption, DryRun = true };
            DeleteInventoryResponse? tried = TryAsk(
                (service, stop) => service.DeleteInventoryAsync(request, stop), typeName);
            if (tried is null
                || !ShouldProcess(target: $"{typeName} ({Where})", action: Describe(tried.Summary)))
            {
                continue;
            }

            // A call whose answer is lost is made again: the token makes both of them one.
            request = request with { DryRun = null, ClientToken = ClientToken ?? Guid.NewGuid().ToString() };
            DeleteInventoryResponse? begun = TryAsk(
                (service, stop) => service.DeleteInventoryAsync(request, stop), typeName);
            if (begun is null)
            {
                continue;
            }

            InventoryDeletion deletion = new(
                begun.DeletionId ?? "", begun.TypeName, null, InProgress, null, null, begun.Summary);
            WriteVerbose($"The deletion {deletion.DeletionId} of {deletion.TypeName} has begun.");
            WriteObject(Wait || IsLocal ? WaitFor(deletion) : deletion);
        }
    }

    private InventoryDeletion WaitFor(InventoryDeletion deletion)
    {
        TimeSpan pause = TimeSpan.FromSeconds(0.5);
        for (int asked = 1; ; asked++)
        {
            if (Describe(deletion, asked) is not InventoryDeletion now)
            {
                return deletion;
            }

            deletion = now;
            if (deletion.LastStatus != InProgress)
            {
                WriteProgress(deletion, "Done", ProgressRecordType.Completed);
                return deletion;
            }

            if (deletion.Summary is { TotalCount: > 0 } summary)
            {
                int percent = (int)(100L * (summary.TotalCount - summary.RemainingCount) / summary.TotalCount);
                string status = $"{percent} %, {NumberText.Grouped(summary.RemainingCount)} items remain";
                WriteProgress(deletion, status, ProgressRecordType.Processing, percent);
            }

            Use(() =>
            {
                Clock.Delay(pause, StopToken).GetAwaiter().GetResult();
                return true;
            });
            pause = pause + pause < s_maxPause ? pause + pause : s_maxPause;
        }
    }

    // The state of the deletion; null after an error. The deletion goes on, and the user keeps its ID.
    private InventoryDeletion? Describe(InventoryDeletion deletion, int asked) => TryAsk(
        (service, stop) => DescribeAsync(service, deletion, asked, stop),
        deletion,
        isReported: _ => true);

    private static async Task<InventoryDeletion> DescribeAsync(
        IInventoryService service, InventoryDeletion deletion, int asked, CancellationToken stop)
    {
        try
        {
            DescribeInventoryDeletionsRequest request = new() { DeletionId = deletion.DeletionId };
            DescribeInventoryDeletionsResponse page = await service.DescribeInventoryDeletionsAsync(request, stop)
                .ConfigureAwait(false);
            return page.Deletions.Count > 0 ? page.Deletions[0] : deletion;
        }
        catch (InventoryFaultException fault) when (
            fault.Code == FaultCode.InvalidDeletionId && asked <= UnknownAtFirst)
        {
            // One part of the service may not have heard yet of what another has begun.
            return deletion;
        }
    }

    private string Describe(InventoryDeletionSummary? summary)
    {
        string schema = SchemaDeleteOption switch
        {
            InventoryTools.SchemaDeleteOption.DeleteSchema => " and the schema",
            InventoryTools.SchemaDeleteOption.DisableSchema => " and ignore what is sent for its versions from then on",
            _ => "",
        };
        if (summary is null)
        {
            return $"Delete the items of all nodes{schema}";
        }

        string versions = string.Join(
            ", ", summary.Items.Select(item => $"{NumberText.Grouped(item.Count)} of version {item.Version}"));
        string items = $"{Counted.Of(summary.TotalCount, "item")}{(versions == "" ? "" : $" ({versions})")}";
        return $"Delete the items of all nodes, {items}{schema}";
    }

    private void WriteProgress(
        InventoryDeletion deletion, string status, ProgressRecordType recordType, int percent = -1) =>
        WriteProgress(new ProgressRecord(ActivityId, $"Deleting {deletion.TypeName}", status)
        {
            PercentComplete = percent,
            RecordType = recordType,
        });
}
