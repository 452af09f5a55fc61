using System;

namespace InventoryTools.Submission;

/// <summary>Something that happened on the way of items to a service.</summary>
internal abstract record SubmissionEvent;

/// <summary>The last word on an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Failure">Why it was not accepted; null where it was.</param>
internal sealed record ItemSettled(PlannedItem Item, InventoryWriteResult Result, InventoryServiceException? Failure)
    : SubmissionEvent;

/// <summary>An item was left out, because the target has taken it already.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="TypeName">The type.</param>
internal sealed record ItemSkipped(string InstanceId, string TypeName) : SubmissionEvent;

/// <summary>A call was made, with whatever answer.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Items">How many items were in it.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="Attempt">Which attempt at the same call it was, from 1.</param>
/// <param name="RequestId">The service's name for the request, where it answered.</param>
/// <param name="Failure">What was answered instead of a result; null for a success.</param>
internal sealed record CallMade(
    string InstanceId,
    int Items,
    long Bytes,
    int Attempt,
    string? RequestId,
    InventoryServiceException? Failure) : SubmissionEvent
{
    /// <summary>What the service has to say about a call that it took; it says something of items that it ignores.</summary>
    public string? Message { get; init; }
}

/// <summary>A call will be made again.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Attempts">How many attempts have failed.</param>
/// <param name="Delay">After how long; zero where the pace of all calls decides.</param>
/// <param name="Failure">What was answered.</param>
internal sealed record CallRepeated(string InstanceId, int Attempts, TimeSpan Delay, InventoryServiceException Failure)
    : SubmissionEvent;

/// <summary>The account is throttled; from now on all calls keep to a pace.</summary>
/// <param name="CallsPerSecond">The pace.</param>
internal sealed record PaceChanged(double CallsPerSecond) : SubmissionEvent;

/// <summary>A node comes near the quota of a day.</summary>
/// <param name="InstanceId">The node.</param>
/// <param name="Bytes">What will have been sent for it on this day, in UTC.</param>
internal sealed record DailyQuotaNear(string InstanceId, long Bytes) : SubmissionEvent;

/// <summary>The ledger can't be used any longer: everything goes in full from now on.</summary>
/// <param name="Error">Why.</param>
internal sealed record LedgerLost(InventoryStoreException Error) : SubmissionEvent;

/// <summary>Nothing has happened for a while: time for what can wait.</summary>
internal sealed record IdleTick : SubmissionEvent;
