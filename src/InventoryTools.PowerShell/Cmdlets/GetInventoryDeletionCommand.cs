using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Service;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the deletions of custom types of the last 30 days, and how far they have come.</summary>
[Cmdlet(VerbsCommon.Get, "InventoryDeletion", DefaultParameterSetName = AwsSet)]
[OutputType(typeof(InventoryDeletion))]
public sealed class GetInventoryDeletionCommand : StoreReadCmdlet
{
    /// <summary>The IDs of the deletions; all when left out.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AwsSet)]
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Parameter(Position = 0, ParameterSetName = FileSet)]
    [NameTransformation("deletion", nameof(InventoryDeletion.DeletionId), "the DeletionId of Remove-Inventory")]
    public string[]? DeletionId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefusePaths(nameof(DeletionId), DeletionId);
        foreach (string? id in DeletionId ?? new string?[] { null })
        {
            DescribeInventoryDeletionsRequest request = new() { DeletionId = id };
            foreach (DescribeInventoryDeletionsResponse page in Pages<DescribeInventoryDeletionsResponse>(
                "DescribeInventoryDeletions",
                token => (service, stop) =>
                    service.DescribeInventoryDeletionsAsync(request with { NextToken = token }, stop),
                page => page.NextToken,
                askFirst: call => TryAsk(call, id)))
            {
                WriteObject(page.Deletions, enumerateCollection: true);
            }
        }
    }
}
