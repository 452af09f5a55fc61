using System;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using Model = Amazon.SimpleSystemsManagement.Model;

namespace InventoryTools.Aws;

/// <summary>Says what an answer means that is no result.</summary>
internal static class FaultTranslation
{
    private static readonly Regex s_token = new(
        @"((?:x-amz-security-token|aws_?session_?token|aws_?secret_?access_?key)""?\s*[:=]\s*""?)[^\s""&]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private const string NoWords = "The service returned an error. See inner exception for details.";
    private const string BodyAhead = "The service returned an error with HTTP Body: ";
    private const string CodeAhead = "The service returned an error with Error Code ";
    private const string NothingAhead = "Error making request with Error Code ";
    private const int LongestExcerpt = 100;

    public static InventoryServiceException Translate(AmazonServiceException error, string endpoint)
    {
        int status = (int)error.StatusCode;
        string? requestId = string.IsNullOrEmpty(error.RequestId) ? null : error.RequestId;
        if (!string.IsNullOrEmpty(error.ErrorCode))
        {
            InventoryFault fault = new(error.ErrorCode, status, Words(error), TypeName(error), requestId);
            // Never with the SDK's exception inside: it may quote what must not be told.
            return new InventoryFaultException(fault);
        }

        string answer = $"'{endpoint}' answered with HTTP status {status}{Excerpt(error)}";
        return CodeOf(status) is string code
            ? new InventoryFaultException(new InventoryFault(code, status, answer + ".", null, requestId))
            : new InventoryConnectionException(
                ConnectionProblem.UnexpectedAnswer,
                endpoint,
                $"{answer}, which is no answer of Systems Manager. {Advice(status)}");
    }

    /// <summary>An answer that could be anyone's: the service names each request.</summary>
    public static InventoryConnectionException Nameless(string endpoint) => new(
        ConnectionProblem.UnexpectedAnswer,
        endpoint,
        $"'{endpoint}' answered without a request ID, which is no answer of Systems Manager. {Advice(200)}");

    /// <summary>What the service itself said; null where the SDK made a sentence up.</summary>
    public static string? Words(AmazonServiceException error)
    {
        string words = error.Message;
        bool isMadeUp = words == NoWords
            || words.StartsWith(BodyAhead, StringComparison.Ordinal)
            || words.StartsWith(CodeAhead + error.ErrorCode, StringComparison.Ordinal)
            || words.StartsWith(NothingAhead, StringComparison.Ordinal);
        return isMadeUp || words.Length == 0 ? null : WithoutSecrets(words);
    }

    // A refused signature may be explained by the whole request as the service saw it, token and all.
    private static string WithoutSecrets(string words) => s_token.Replace(words, "$1***");

    private static string? TypeName(AmazonServiceException error)
    {
        string? typeName = error switch
        {
            Model.InvalidItemContentException fault => fault.TypeName,
            Model.ItemContentMismatchException fault => fault.TypeName,
            Model.ItemSizeLimitExceededException fault => fault.TypeName,
            Model.UnsupportedInventoryItemContextException fault => fault.TypeName,
            _ => null,
        };
        return string.IsNullOrEmpty(typeName) ? null : typeName;
    }

    // Proxies and load balancers answer without a code; what they say passes, so it gets a code that can be retried.
    private static string? CodeOf(int status) => status switch
    {
        408 => "RequestTimeoutException",
        429 => "ThrottlingException",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        >= 500 => "InternalFailure",
        _ => null,
    };

    private static string Advice(int status) => status switch
    {
        407 => "A proxy on the way asks for a name and a password.",
        413 => "Something on the way takes no request of this size.",
        _ => "A proxy or a sign-in page may be on the way.",
    };

    private static string Excerpt(AmazonServiceException error)
    {
        string? body = error switch
        {
            AmazonUnmarshallingException garbled => garbled.ResponseBody,
            _ when error.Message.StartsWith(BodyAhead, StringComparison.Ordinal) =>
                error.Message.Substring(BodyAhead.Length),
            _ => Words(error),
        };
        string text = WithoutSecrets(Regex.Replace(body ?? "", @"[\s\p{C}]+", " ").Trim());
        return text.Length switch
        {
            0 => "",
            > LongestExcerpt => $" and '{text.Substring(0, LongestExcerpt)}…'",
            _ => $" and '{text}'",
        };
    }
}
