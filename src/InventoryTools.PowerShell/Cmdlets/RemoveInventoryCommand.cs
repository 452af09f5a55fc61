using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Model;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Deletes the data of custom types, and their schemas where that is asked for.</summary>
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

    /// <summary>The custom types.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string[] TypeName { get; set; } = [];

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
    protected override void ProcessRecord()
    {
        foreach (string typeName in TypeName)
        {
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
            return $"Delete all items{schema}";
        }

        string versions = string.Join(
            ", ", summary.Items.Select(item => $"{NumberText.Grouped(item.Count)} of version {item.Version}"));
        return $"Delete {Counted.Of(summary.TotalCount, "item")}{(versions == "" ? "" : $" ({versions})")}{schema}";
    }

    private void WriteProgress(
        InventoryDeletion deletion, string status, ProgressRecordType recordType, int percent = -1) =>
        WriteProgress(new ProgressRecord(ActivityId, $"Deleting {deletion.TypeName}", status)
        {
            PercentComplete = percent,
            RecordType = recordType,
        });
}
