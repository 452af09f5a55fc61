using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using InventoryTools.Service;
using Sdk = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws.Service;

/// <summary>Translates the faults that the SDK has read into this module's own.</summary>
internal static class FaultTranslation
{
    private const string NoWords = "The service returned an error. See inner exception for details.";
    private const string BodyAhead = "The service returned an error with HTTP Body: ";
    private const string CodeAhead = "The service returned an error with Error Code ";
    private const string NothingAhead = "Error making request with Error Code ";

    /// <summary>Translates an error of the SDK.</summary>
    /// <param name="error">The error.</param>
    /// <param name="endpoint">The address that was called.</param>
    /// <param name="operation">The operation, such as PutInventory.</param>
    public static InventoryServiceException Translate(AmazonServiceException error, string endpoint, string operation)
    {
        int status = (int)error.StatusCode;
        string? requestId = string.IsNullOrEmpty(error.RequestId) ? null : error.RequestId;
        if (string.IsNullOrEmpty(error.ErrorCode))
        {
            UnexpectedResponseException answered = new(status, new ResponseText(null, "an error without a code"))
            {
                RequestId = requestId,
                RetryAfter = Wait(error),
            };
            return UnexpectedResponse.ToException(answered, endpoint, operation);
        }

        InventoryFault fault = new(error.ErrorCode, status, Words(error), TypeName(error), requestId);
        string answer = $"{status.ToString(CultureInfo.InvariantCulture)} {fault.Code}"
            + (string.IsNullOrEmpty(fault.Message) ? "" : $": {fault.Message}");

        // Never with the SDK's exception inside: it may quote what must not be told.
        return Make(fault, endpoint, operation, answer, Wait(error));
    }

    /// <summary>Makes the exception for a fault; where the server lacks the operation, it says so.</summary>
    public static InventoryFaultException Make(
        InventoryFault fault,
        string endpoint,
        string operation,
        string answer,
        TimeSpan? retryAfter)
    {
        string? sentence = ServiceFailure.IsMissingOperation(fault)
            ? $"The endpoint '{endpoint}' has no {operation} (it answered {answer})."
            : null;
        return new InventoryFaultException(fault, sentence: sentence) { RetryAfter = retryAfter };
    }

    /// <summary>The message of the service; null when the SDK made one up.</summary>
    public static string? Words(AmazonServiceException error)
    {
        string words = error.Message;
        bool isMadeUp = words == NoWords
            || words.StartsWith(BodyAhead, StringComparison.Ordinal)
            || words.StartsWith(CodeAhead + error.ErrorCode, StringComparison.Ordinal)
            || words.StartsWith(NothingAhead, StringComparison.Ordinal);
        return isMadeUp || words.Length == 0 ? null : UnexpectedResponse.WithoutSecrets(words);
    }

    private static TimeSpan? Wait(AmazonServiceException error) =>
        error.InnerException is HttpErrorResponseException { Response: IWebResponseData response }
            ? RetryAfter.Of(response.GetHeaderValue("Retry-After"), response.GetHeaderValue("Date"))
            : null;

    private static string? TypeName(AmazonServiceException error)
    {
        string? typeName = error switch
        {
            Sdk.InvalidItemContentException fault => fault.TypeName,
            Sdk.ItemContentMismatchException fault => fault.TypeName,
            Sdk.ItemSizeLimitExceededException fault => fault.TypeName,
            Sdk.UnsupportedInventoryItemContextException fault => fault.TypeName,
            _ => null,
        };
        return string.IsNullOrEmpty(typeName) ? null : typeName;
    }
}
