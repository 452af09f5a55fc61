using InventoryTools.Model;

namespace InventoryTools.Service;

/// <summary>
/// The kind and the remedy of a fault or a failed connection. The table has the documented faults of the operations,
/// the errors that every AWS service may return, and the reasons for which no response comes.
/// </summary>
/// <param name="Code">The fault's code, or the name of the problem.</param>
/// <param name="Kind">The consequence for other calls.</param>
/// <param name="Remedy">The remedy, as a sentence.</param>
internal sealed record ServiceFailure(string Code, FailureKind Kind, string Remedy)
{
    private const string RenewCredentials =
        "Renew the credentials (aws sso login, aws sts get-session-token, Set-AWSCredential) "
        + "and run the command again.";

    private const string CheckKeys = "Check the access key, the secret key and the session token.";

    private const string CorrectClock =
        "Correct this machine's clock: a signature is valid for 5 minutes around the service's time.";

    private const string SlowDown =
        "Run the command again later, with a lower -ThrottleLimit, "
        + "or with -StartJitter where many machines start at the same minute.";

    private const string RunAgain = "Run the command again later; what was accepted is not sent twice in full.";

    private const string CheckWay = "Check the network, the proxy settings (HTTPS_PROXY, NO_PROXY) and -EndpointUrl.";

    private const string OtherServer =
        "Check -EndpointUrl: another server may listen there. "
        + "Start-InventoryEndpoint starts a local service that has inventory.";

    private static readonly HashSet<string> s_noOperation = new(StringComparer.Ordinal)
    {
        FaultCode.UnknownOperation,
        FaultCode.NotImplemented,
        "UnknownOperation",
        "NotImplementedException",
        "NotImplementedError",
        "InvalidAction",
        "ActionNotImplemented",
    };

    private static readonly Dictionary<string, ServiceFailure> s_known = Table();

    /// <summary>All known failures.</summary>
    public static IReadOnlyCollection<ServiceFailure> All => s_known.Values;

    /// <summary>True when the fault says that the server does not have the operation at all.</summary>
    public static bool IsMissingOperation(InventoryFault fault) =>
        fault.StatusCode == 501 || s_noOperation.Contains(fault.Code);

    /// <summary>The kind and the remedy of a failure.</summary>
    public static ServiceFailure Of(InventoryServiceException failure)
    {
        // Before the codes: local stand-ins return 501 with InternalFailure, which passes with any other status.
        if (failure is InventoryFaultException { Fault: InventoryFault fault } && IsMissingOperation(fault))
        {
            return new(failure.Code, FailureKind.Account, OtherServer);
        }

        // The service answered, and a second answer would have the same form.
        if (failure is InventoryAnswerException)
        {
            return s_known[failure.Code] with { Kind = FailureKind.Call };
        }

        // A missing page stays missing. A web filter (403), a sign-in page or a redirect may be gone soon.
        if (failure is InventoryConnectionException { StatusCode: >= 400 and < 500 and not 403 })
        {
            return new(failure.Code, FailureKind.Account, CheckWay);
        }

        if (s_known.TryGetValue(failure.Code, out ServiceFailure? known))
        {
            return known;
        }

        int status = (failure as InventoryFaultException)?.Fault.StatusCode ?? 0;
        return status switch
        {
            429 => new(failure.Code, FailureKind.Throttled, SlowDown),
            >= 500 => new(failure.Code, FailureKind.Passing, RunAgain),
            _ => new(failure.Code, FailureKind.Call, "Look the code up in the API reference of Systems Manager."),
        };
    }

    private static Dictionary<string, ServiceFailure> Table()
    {
        Dictionary<string, ServiceFailure> table = new(StringComparer.Ordinal);
        void Add(FailureKind kind, string remedy, params string[] codes)
        {
            foreach (string code in codes)
            {
                table.Add(code, new(code, kind, remedy));
            }
        }

        // PutInventory. Source: API reference, PutInventory, Errors.
        Add(FailureKind.Item, "Write the item again with its content.", FaultCode.ItemContentMismatch);
        Add(
            FailureKind.Item,
            "Compare the names of its attributes, and their case, with the type's schema: Get-InventorySchema.",
            FaultCode.InvalidItemContent);
        Add(
            FailureKind.Item,
            "Send fewer entries, attributes or characters: the service counts the item as too large.",
            FaultCode.ItemSizeLimitExceeded);
        Add(
            FailureKind.Item,
            $"The node has reached a quota of the service ({ServiceQuotas.CallKilobytes / 1024} MB a call, "
                + $"{NumberText.Grouped(ServiceQuotas.NodeDailyKilobytes)} KB a day). Send less, or the rest tomorrow.",
            FaultCode.TotalSizeLimitExceeded);
        Add(
            FailureKind.Item,
            "Take a schema version that the service knows: Get-InventorySchema lists them.",
            FaultCode.UnsupportedSchemaVersion);
        Add(
            FailureKind.Item,
            "Take another type name: Get-InventorySchema lists the known ones.",
            FaultCode.InvalidTypeName);
        Add(FailureKind.Item, "Leave the context out: this type takes none.", FaultCode.UnsupportedContext);
        Add(FailureKind.Item, "Correct the names and values of the context.", FaultCode.InvalidContext);
        Add(
            FailureKind.Item,
            $"The account has as many custom types as it may ({ServiceQuotas.CustomTypes}). "
                + "Delete one that is not needed: aws ssm delete-inventory.",
            FaultCode.CustomSchemaCountLimitExceeded);
        Add(FailureKind.Item, "Send fewer sub-types of this type.", FaultCode.SubTypeCountLimitExceeded);
        Add(FailureKind.Item, "Correct the member that the message names.", FaultCode.Validation);
        Add(
            FailureKind.Node,
            "Check the ID, the region and the account: "
                + "the node must be a managed node there, with the SSM agent online.",
            FaultCode.InvalidInstanceId);
        Add(FailureKind.Passing, RunAgain, FaultCode.InternalServerError);
        Add(FailureKind.Call, "The request was damaged on its way. " + CheckWay, FaultCode.Serialization);

        // The other operations. Source: API reference, Errors of each of them.
        Add(
            FailureKind.Call,
            "Get-InventorySchema lists types and attributes.",
            FaultCode.InvalidFilter);
        Add(
            FailureKind.Call,
            "The data has changed since the page before. Run the command again.",
            FaultCode.InvalidNextToken);
        Add(FailureKind.Call, "Get-InventorySchema lists the types.", FaultCode.InvalidResultAttribute);
        Add(
            FailureKind.Call,
            "Get-InventorySchema -Aggregator lists what nodes can be counted by. "
                + "Count by other attributes with Get-InventoryEntry TYPE | Group-Object ATTRIBUTE.",
            FaultCode.InvalidAggregator);
        Add(FailureKind.Call, "Correct the groups.", FaultCode.InvalidInventoryGroup);
        Add(
            FailureKind.Call,
            $"Get-InventoryDeletion without an ID lists those of the last {ServiceQuotas.RetentionDays} days.",
            FaultCode.InvalidDeletionId);
        Add(FailureKind.Call, "Name a custom type.", FaultCode.InvalidInventoryRequest);
        Add(FailureKind.Call, "Take the other option, or none.", FaultCode.InvalidOption);
        Add(FailureKind.Call, "Take another client token.", FaultCode.InvalidDeleteInventoryParameters);

        // Common errors of AWS services. Source: "Common errors" of the AWS API references.
        Add(
            FailureKind.Node,
            "Allow the operation in the policy of the role or user whose credentials are used: "
                + "ssm:PutInventory for this node to write, "
                + "ssm:GetInventory, ssm:ListInventoryEntries and ssm:GetInventorySchema to read.",
            "AccessDeniedException",
            "AccessDenied",
            "NotAuthorized");
        Add(FailureKind.Account, RenewCredentials, "ExpiredTokenException", "ExpiredToken");
        Add(
            FailureKind.Account,
            CheckKeys + " Temporary keys need their session token, and a region that was not enabled knows no keys.",
            "UnrecognizedClientException",
            "InvalidClientTokenId",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "OptInRequired");
        Add(
            FailureKind.Account,
            $"{CheckKeys} Where the message speaks of an expired signature: {CorrectClock}",
            "InvalidSignatureException",
            "SignatureDoesNotMatch");
        Add(FailureKind.Account, CorrectClock, "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture");
        Add(
            FailureKind.Account,
            "The address answers, but not as Systems Manager does. Check -EndpointUrl.",
            "MalformedHttpRequestException");
        Add(FailureKind.Account, OtherServer, [.. s_noOperation]);
        Add(
            FailureKind.Item,
            "It is larger than the way to the service lets through. Send fewer entries at once.",
            "RequestEntityTooLargeException");
        Add(
            FailureKind.Throttled,
            SlowDown,
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded",
            "SlowDown");
        Add(
            FailureKind.Passing,
            RunAgain,
            "InternalFailure",
            "InternalError",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "BadGateway",
            "GatewayTimeout",
            "RequestTimeoutException");

        // No response, or no call.
        Add(
            FailureKind.Unreachable,
            "Check the region's name and -EndpointUrl, and whether this machine can look names up.",
            nameof(ConnectionProblem.NameNotResolved));
        Add(
            FailureKind.Unreachable,
            "Check -EndpointUrl, the firewall and the proxy settings (HTTPS_PROXY, NO_PROXY).",
            nameof(ConnectionProblem.ConnectionRefused));
        Add(
            FailureKind.Account,
            "Check that the certificate's authority is trusted on this machine (a proxy may put its own in between), "
                + "and that -EndpointUrl begins with the right one of http and https.",
            nameof(ConnectionProblem.TlsFailed));
        Add(
            FailureKind.Passing,
            CheckWay,
            nameof(ConnectionProblem.ConnectionBroken),
            nameof(ConnectionProblem.ConnectionFailed));
        Add(
            FailureKind.Unreachable,
            CheckWay,
            nameof(ConnectionProblem.UnexpectedAnswer));
        Add(
            FailureKind.Passing,
            CheckWay + " A slow line may need a longer -TimeoutSec.",
            nameof(ConnectionProblem.RequestTimeout));
        foreach (CredentialProblem problem in Enum.GetValues(typeof(CredentialProblem)))
        {
            // Their messages have the remedy, which depends on the sources that were searched.
            Add(FailureKind.Account, "", problem.ToString());
        }

        return table;
    }
}
