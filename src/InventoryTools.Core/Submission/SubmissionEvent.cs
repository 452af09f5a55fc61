namespace InventoryTools.Submission;

/// <summary>An event of a submission.</summary>
internal abstract record SubmissionEvent;

/// <summary>The final result of an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Result">The result of writing the item.</param>
/// <param name="Failure">The reason for which it was not accepted; null when it was.</param>
internal sealed record ItemSettled(PlannedItem Item, InventoryWriteResult Result, InventoryServiceException? Failure)
    : SubmissionEvent;

/// <summary>An item was omitted, because the target has accepted it already.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
internal sealed record ItemSkipped(string InstanceId, string TypeName) : SubmissionEvent;

/// <summary>A call was made; it may have failed.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">The number of its items.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
/// <param name="RequestId">The service's ID of the request; null without a response.</param>
/// <param name="Failure">The failure; null for a success.</param>
internal sealed record CallMade(
    string InstanceId,
    int Items,
    long Bytes,
    int Attempt,
    string? RequestId,
    InventoryServiceException? Failure) : SubmissionEvent
{
    /// <summary>The message of the service about a call that it accepted, such as one about ignored items.</summary>
    public string? Message { get; init; }
}

/// <summary>A call will be made again.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Attempts">The number of attempts that have failed.</param>
/// <param name="Delay">The wait before the next attempt; zero when only the pace of all calls delays it.</param>
/// <param name="Failure">The failure.</param>
internal sealed record CallRepeated(string InstanceId, int Attempts, TimeSpan Delay, InventoryServiceException Failure)
    : SubmissionEvent;

/// <summary>The account is throttled, so that all calls are slowed down.</summary>
/// <param name="CallsPerSecond">The pace.</param>
internal sealed record PaceChanged(double CallsPerSecond) : SubmissionEvent;

/// <summary>A node is near its daily quota.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Bytes">The number of bytes for the node on this day, in UTC, with this call.</param>
internal sealed record DailyQuotaNear(string InstanceId, long Bytes) : SubmissionEvent;

/// <summary>The ledger can't be used any longer: everything is sent in full from now on.</summary>
/// <param name="Error">The error of the ledger.</param>
internal sealed record LedgerLost(InventoryStoreException Error) : SubmissionEvent;

/// <summary>Nothing has happened for a time, in which postponed work can be done.</summary>
internal sealed record IdleTick : SubmissionEvent;
