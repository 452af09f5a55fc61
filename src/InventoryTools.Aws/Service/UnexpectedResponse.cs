using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using InventoryTools.Service;

namespace InventoryTools.Aws.Service;

/// <summary>Says what an answer is that is not one of Systems Manager.</summary>
internal static class UnexpectedResponse
{
    private const int MaxExcerpt = 200;

    private static readonly Regex s_title = new(
        "<title[^>]*>(.*?)</title", RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex s_token = new(
        @"((?:x-amz-security-token|aws_?session_?token|aws_?secret_?access_?key)""?\s*[:=]\s*""?)[^\s""&]+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Makes the exception for an answer that names no fault and is not the result of an operation.</summary>
    public static InventoryServiceException ToException(
        UnexpectedResponseException answer, string endpoint, string operation)
    {
        int status = answer.StatusCode;
        if (answer.IsMisfit)
        {
            return new InventoryAnswerException($"'{endpoint}' answered {operation} with {answer.Body.Reason}.");
        }

        string words = $"HTTP status {status.ToString(CultureInfo.InvariantCulture)}{Description(answer.Body)}";
        if (CodeOf(status, answer.RequestId is not null) is string code)
        {
            InventoryFault fault = new(code, status, $"'{endpoint}' answered with {words}.", null, answer.RequestId);
            return FaultTranslation.Make(fault, endpoint, operation, words, answer.RetryAfter);
        }

        string target = answer.Location is Uri location
            ? $" It redirects to '{WithoutSecrets(location.ToString())}'."
            : "";
        return new InventoryConnectionException(
            ConnectionProblem.UnexpectedAnswer,
            endpoint,
            $"'{endpoint}' answered with {words}, which is not an answer of Systems Manager.{target} {Advice(status)}")
        {
            StatusCode = status,
            RetryAfter = answer.RetryAfter,
        };
    }

    /// <summary>Makes the exception for an object without a request ID: the service names each request.</summary>
    public static InventoryConnectionException Nameless(string endpoint) => new(
        ConnectionProblem.UnexpectedAnswer,
        endpoint,
        $"'{endpoint}' answered without a request ID, which is not an answer of Systems Manager. {Advice(200)}")
    {
        StatusCode = 200,
    };

    /// <summary>Hides secrets: a refused signature may be explained by the whole request, token and all.</summary>
    public static string WithoutSecrets(string words) => s_token.Replace(words, "$1***");

    // Proxies and load balancers answer without a code; what they say passes, so it gets a code that can be retried.
    // A bare 500 without a request ID is what a local stand-in answers for an operation that it lacks.
    private static string? CodeOf(int status, bool hasRequestId) => status switch
    {
        408 => "RequestTimeoutException",
        413 => "RequestEntityTooLargeException",
        429 => "ThrottlingException",
        501 => FaultCode.NotImplemented,
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        >= 500 when hasRequestId => "InternalFailure",
        > 511 => "InternalFailure",
        _ => null,
    };

    private static string Advice(int status) => status switch
    {
        401 or 404 or 405 => "Another server may listen at this address.",
        407 => "A proxy on the way asks for a name and a password.",
        >= 500 => "Another server may listen at this address, or it may have no inventory.",
        _ => "A proxy or a sign-in page may be on the way, or another server at this address.",
    };

    private static string Description(ResponseText body)
    {
        if (body.Text is null)
        {
            return $" and {body.Reason}";
        }

        string text = body.Text.Trim();
        if (text.Length == 0)
        {
            return " and an empty body";
        }

        if (text[0] != '<')
        {
            return $" and {Quote(text)}";
        }

        if (XmlError(text) is string error)
        {
            return $" and an XML error, {error}";
        }

        bool isPage = text.IndexOf("<html", StringComparison.OrdinalIgnoreCase) >= 0
            || text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
        string title = s_title.Match(text) is { Success: true } match
            ? WebUtility.HtmlDecode(match.Groups[1].Value).Trim()
            : "";
        return !isPage ? $" and {Quote(text)}"
            : title.Length > 0 ? $" and the web page {Quote(title)}"
            : $" and a web page, {Quote(WebUtility.HtmlDecode(Regex.Replace(text, "<[^>]*>", " ")).Trim())}";
    }

    private static string Quote(string text) =>
        $"'{VisibleText.Of(Regex.Replace(WithoutSecrets(text), @"\s+", " "), MaxExcerpt)}'";

    // S3 and the services of the query protocol: Code and Message in an Error, somewhere.
    private static string? XmlError(string text)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        try
        {
            using XmlReader reader = XmlReader.Create(
                new StringReader(text),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            string name = "";
            while (reader.Read() && found.Count < 2)
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.LocalName;
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA
                    && name is "Code" or "Message"
                    && !found.ContainsKey(name))
                {
                    found[name] = reader.Value;
                }
            }
        }
        catch (XmlException)
        {
            // A page, or an error that was cut: what was found of it is told.
        }

        return !found.TryGetValue("Code", out string? code) ? null
            : found.TryGetValue("Message", out string? message) ? $"{Quote(code)}: {Quote(message)}"
            : Quote(code);
    }
}
