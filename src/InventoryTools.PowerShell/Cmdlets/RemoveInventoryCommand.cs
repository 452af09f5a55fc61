using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Cmdlets;

/// <summary>Deletes the data of custom types, and their schemas where that is asked for.</summary>
[Cmdlet(VerbsCommon.Remove, "Inventory", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryDeletion))]
public sealed class RemoveInventoryCommand : ServiceCmdlet
{
    private const int ActivityId = 2;
    private const string InProgress = "InProgress";
    private const int UnknownAtFirst = 5;
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(10);

    private readonly SystemClock _clock = new();

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
                || !ShouldProcess(target: $"{typeName} ({LowerFirst(Where)})", action: Describe(tried.Summary)))
            {
                continue;
            }

            // A call whose answer is lost is made again: the token makes both of them one.
            request = request with { DryRun = null, ClientToken = ClientToken ?? Guid.NewGuid().ToString() };
            if (TryAsk((service, stop) => service.DeleteInventoryAsync(request, stop), typeName) is not DeleteInventoryResponse begun)
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
                WriteProgress(
                    new ProgressRecord(ActivityId, Activity(deletion), "Done") { RecordType = ProgressRecordType.Completed });
                return deletion;
            }

            if (deletion.Summary is { TotalCount: > 0 } summary)
            {
                int percent = (int)(100L * (summary.TotalCount - summary.RemainingCount) / summary.TotalCount);
                WriteProgress(new ProgressRecord(ActivityId, Activity(deletion), $"{percent} %, {NumberText.Grouped(summary.RemainingCount)} items remain")
                {
                    PercentComplete = percent,
                });
            }

            Use(() =>
            {
                _clock.Delay(pause, StopToken).GetAwaiter().GetResult();
                return true;
            });
            pause = pause + pause < s_maxPause ? pause + pause : s_maxPause;
        }
    }

    // How far the deletion has come. It goes on where the service does not tell; who began it keeps its ID then.
    private InventoryDeletion? Describe(InventoryDeletion deletion, int asked)
    {
        IInventoryService service = Service;
        RetryingCaller calls = Calls;
        (InventoryDeletion? now, InventoryServiceException? failure) = Use<(InventoryDeletion?, InventoryServiceException?)>(() =>
        {
            try
            {
                return (
                    Task.Run(
                        () => calls.CallAsync(stop => DescribeAsync(service, deletion, asked, stop), StopToken),
                        StopToken)
                        .GetAwaiter()
                        .GetResult(),
                    null);
            }
            catch (InventoryServiceException error)
            {
                return (null, error);
            }
        });
        if (failure is not null)
        {
            WriteError(ServiceErrors.Failed(failure, deletion));
        }

        return now;
    }

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

        string versions = summary.Items.Count == 0
            ? ""
            : $" ({string.Join(", ", summary.Items.Select(item => $"{NumberText.Grouped(item.Count)} of version {item.Version}"))})";
        return $"Delete {NumberText.Grouped(summary.TotalCount)} {(summary.TotalCount == 1 ? "item" : "items")}{versions}{schema}";
    }

    private static string Activity(InventoryDeletion deletion) => $"Deleting {deletion.TypeName}";

    private static string LowerFirst(string where) =>
        where.StartsWith("The ", StringComparison.Ordinal) ? "the" + where.Substring(3) : where;
}
