using InventoryTools.Service;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>Deletions of the service in the types of the core.</summary>
internal static class DeletionResponses
{
    public static DeleteInventoryResponse Map(DeleteInventoryRequest request, Sdk.DeleteInventoryResponse response) =>
        new(response.DeletionId, response.TypeName ?? request.TypeName, Map(response.DeletionSummary));

    public static DescribeInventoryDeletionsResponse Map(Sdk.DescribeInventoryDeletionsResponse response) => new(
        [.. SdkResponses.Present(response.InventoryDeletions).Select(Map)],
        SdkResponses.Token(response.NextToken));

    private static InventoryDeletion Map(Sdk.InventoryDeletionStatusItem deletion) => new(
        deletion.DeletionId ?? "",
        deletion.TypeName ?? "",
        Time(deletion.DeletionStartTime),
        VisibleText.Of(deletion.LastStatus?.Value ?? ""),
        deletion.LastStatusMessage is string message
            ? VisibleText.Of(UnexpectedResponse.WithoutSecrets(message))
            : null,
        Time(deletion.LastStatusUpdateTime),
        Map(deletion.DeletionSummary));

    private static InventoryDeletionSummary? Map(Sdk.InventoryDeletionSummary? summary) => summary is null
        ? null
        : new InventoryDeletionSummary(
            summary.TotalCount ?? 0,
            summary.RemainingCount ?? 0,
            [.. SdkResponses.Present(summary.SummaryItems).Select(item =>
                new InventoryDeletionSummaryItem(item.Version ?? "", item.Count ?? 0, item.RemainingCount ?? 0))]);

    private static DateTimeOffset? Time(DateTime? time) =>
        time is DateTime value ? new DateTimeOffset(value.ToUniversalTime()) : null;
}
