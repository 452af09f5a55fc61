using System.Management.Automation;
using InventoryTools.Model;
using InventoryTools.Reading;
using InventoryTools.Service;
using InventoryTools.Submission;

namespace InventoryTools.Errors;

/// <summary>
/// Error records for what a service, or the way to it, has against an item. The id is the fault's code or the name of
/// the problem, and the exception is one that scripts can catch by its type.
/// </summary>
internal static class ServiceErrors
{
    private const int NamesShown = 3;

    /// <summary>An item that was not accepted.</summary>
    public static ErrorRecord NotAccepted(PlannedItem item, InventoryServiceException failure, string where)
    {
        string what = failure switch
        {
            InventoryCredentialException => $"was not sent to {where}",
            _ when item.Attempts == 0 => $"was not sent to {where} after another call had failed",
            InventoryFaultException when item.Attempts == 1 => $"was refused by {where}",
            InventoryFaultException => $"was refused by {where} in {item.Attempts} calls",
            _ when item.Attempts == 1 => $"did not reach {where}",
            _ => $"did not reach {where} in {item.Attempts} calls",
        };
        return Make(
            failure,
            $"{ErrorRecords.Subject(item.TypeName, item.InstanceId)} {what}.",
            ErrorRecords.Retarget(item.Payload.Item, item.InstanceId),
            failure.Code == FaultCode.InvalidItemContent && !item.Payload.HasContent
                ? "The item has a content hash and no content: write it again with its content."
                : null);
    }

    /// <summary>A call that came to nothing, or a service that can't be called at all.</summary>
    public static ErrorRecord Failed(
        InventoryServiceException failure, object? targetObject, string? sentence = null, string question = "") =>
        Make(failure, sentence, targetObject, question: question);

    /// <summary>A fault that made the result of a read incomplete and did not end it.</summary>
    public static ErrorRecord NotRead(ReadProblem problem, string question) => Make(
        problem.Failure,
        DescribeLoss(problem),
        problem.TypeName ?? problem.InstanceIds[0],
        problem.Loss == ReadLoss.ItemOmitted && problem.Failure is InventoryAnswerException ? "Run the command again."
        : ServiceFailure.Of(problem.Failure).Kind == FailureKind.Passing ? "Run the command again later."
        : null,
        question);

    /// <summary>The sentence about what a result lacks.</summary>
    public static string DescribeLoss(ReadProblem problem)
    {
        string what = problem.TypeName ?? "Inventory";
        string nodes = Nodes(problem.InstanceIds, problem.NodeCount ?? problem.InstanceIds.Count);
        string others = problem.InstanceIds.Count < problem.NodeCount
            ? " What was read of the others is in the result."
            : "";
        return problem.Loss switch
        {
            ReadLoss.ItemOmitted => $"The result is incomplete: {what} was read in part only from {nodes}, "
                + $"and those items are left out.{others}",
            ReadLoss.EntriesMissing =>
                $"The result is incomplete: it has the first entries only of {what} from {nodes}.{others}",
            ReadLoss.UnrequestedOmitted => $"Answers for {Nodes(problem.InstanceIds, problem.InstanceIds.Count)} "
                + "were left out, because they are not what was asked for.",
            _ => $"The result is incomplete: {what} was not read from {nodes}.{others}",
        };
    }

    private static string Nodes(IReadOnlyList<string> ids, int of) =>
        $"{(ids.Count < of ? $"{NumberText.Grouped(ids.Count)} of " : "")}{NumberText.Grouped(of)} "
        + $"{(of == 1 ? "node" : "nodes")} ({Some(ids)})";

    private static string Some(IReadOnlyList<string> names) => string.Join(", ", names.Take(NamesShown))
        + (names.Count > NamesShown ? $" and {NumberText.Grouped(names.Count - NamesShown)} more" : "");

    private static ErrorRecord Make(
        InventoryServiceException failure,
        string? sentence,
        object? target,
        string? remedy = null,
        string question = "")
    {
        ServiceFailure known = ServiceFailure.Of(failure);
        string reason = failure.Message.TrimEnd();
        string stop = reason.Length > 0 && reason[reason.Length - 1] is '.' or '!' or '?' ? "" : ".";
        string whatToDo = remedy ?? (failure is InventoryAnswerException
            ? "Check that -EndpointUrl is an endpoint of Systems Manager."
            : known.Remedy);
        string wait = failure.RetryAfter is TimeSpan asked
            ? $" The server asks to wait {NumberText.Grouped((long)asked.TotalSeconds)} seconds before the next call."
            : "";
        string message = $"{sentence} {reason}{stop}{question}{wait} {whatToDo}".Trim();
        return new ErrorRecord(failure, failure.Code, CategoryOf(failure, known.Kind), target)
        {
            ErrorDetails = new ErrorDetails(message),
        };
    }

    private static ErrorCategory CategoryOf(InventoryServiceException error, FailureKind kind) => (error, kind) switch
    {
        (InventoryCredentialException { Problem: CredentialProblem.ProfileNotFound }, _) =>
            ErrorCategory.ObjectNotFound,
        (InventoryCredentialException { Problem: CredentialProblem.RegionNotFound }, _) =>
            ErrorCategory.InvalidArgument,
        (InventoryCredentialException { Problem: CredentialProblem.InvalidRegion }, _) =>
            ErrorCategory.InvalidArgument,
        (InventoryCredentialException, _) => ErrorCategory.AuthenticationError,
        (InventoryConnectionException { Problem: ConnectionProblem.RequestTimeout }, _) =>
            ErrorCategory.OperationTimeout,
        (InventoryConnectionException { Problem: ConnectionProblem.TlsFailed }, _) => ErrorCategory.SecurityError,
        (InventoryConnectionException, _) => ErrorCategory.ConnectionError,
        (InventoryFaultException { Fault: InventoryFault fault }, _) when ServiceFailure.IsMissingOperation(fault) =>
            ErrorCategory.NotImplemented,
        (_, FailureKind.Throttled) => ErrorCategory.LimitsExceeded,
        (_, FailureKind.Passing) => ErrorCategory.ResourceUnavailable,
        (_, FailureKind.Account) => ErrorCategory.AuthenticationError,
        ({ Code: "AccessDeniedException" or "AccessDenied" or "NotAuthorized" }, _) => ErrorCategory.PermissionDenied,
        ({ Code: FaultCode.InvalidInstanceId }, _) => ErrorCategory.ObjectNotFound,
        ({ Code: FaultCode.ItemSizeLimitExceeded or FaultCode.TotalSizeLimitExceeded }, _) =>
            ErrorCategory.LimitsExceeded,
        ({ Code: FaultCode.CustomSchemaCountLimitExceeded }, _) => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.InvalidData,
    };
}
