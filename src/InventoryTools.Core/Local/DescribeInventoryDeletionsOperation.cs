using InventoryTools.Rules;
using InventoryTools.Service;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>
/// DescribeInventoryDeletions: the deletions, the newest first. The data is deleted at once; a deletion is in progress
/// until its time has passed.
/// </summary>
internal static class DescribeInventoryDeletionsOperation
{
    /// <exception cref="InventoryFaultException">The service would refuse the call.</exception>
    public static DescribeInventoryDeletionsResponse Run(
        IStoreSnapshot store,
        DescribeInventoryDeletionsRequest request,
        DateTimeOffset now,
        TimeSpan deletionTime)
    {
        List<StoredDeletion> deletions = [.. store.Deletions
            .Where(deletion => request.DeletionId is null || deletion.DeletionId == request.DeletionId)];
        if (request.DeletionId is not null && deletions.Count == 0)
        {
            throw FaultFactory.Exception(
                FaultCode.InvalidDeletionId,
                $"No deletion of the last {ServiceQuotas.RetentionDays} days has the ID {request.DeletionId}.");
        }

        (List<StoredDeletion> page, string? next) =
            new PageToken("DescribeInventoryDeletions", request.DeletionId).Page(
                deletions,
                deletion => deletion.DeletionId,
                request.NextToken,
                request.MaxResults ?? QueryLimits.PageSize);
        return new DescribeInventoryDeletionsResponse(
            [.. page.Select(deletion => Describe(deletion, now, deletionTime))], next);
    }

    private static InventoryDeletion Describe(StoredDeletion deletion, DateTimeOffset now, TimeSpan deletionTime)
    {
        // A store has whole seconds: the deletion may have begun a second later than it says.
        TimeSpan whole = deletionTime == TimeSpan.Zero ? TimeSpan.Zero : deletionTime + TimeSpan.FromSeconds(1);
        DateTimeOffset end = deletion.Time + whole;
        bool isDone = now >= end;
        return new InventoryDeletion(
            deletion.DeletionId,
            deletion.TypeName,
            deletion.Time,
            isDone ? "Complete" : "InProgress",
            isDone ? "Deletion is successful" : "The Delete is in progress",
            isDone ? end : deletion.Time,
            DeleteInventoryOperation.Summarize(deletion.Counts, isDone));
    }
}
