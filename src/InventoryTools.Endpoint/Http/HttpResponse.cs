using System.Globalization;
using System.Text;

namespace InventoryTools.Endpoint.Http;

/// <summary>The end of an answer: complete, or a failure of the network.</summary>
internal enum HttpResponseEnding
{
    /// <summary>The whole answer is sent.</summary>
    Complete,

    /// <summary>The connection is closed.</summary>
    Closed,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more is sent until the client gives up.</summary>
    NoResponse,
}

/// <summary>The answer to an <see cref="HttpRequest"/>.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The body; may be empty.</param>
internal sealed record HttpResponse(int StatusCode, byte[] Body)
{
    private static readonly Dictionary<string, string> s_noHeaders = [];

    /// <summary>The headers, without those that frame the body.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = s_noHeaders;

    /// <summary>True for the answer to a request that was refused or failed.</summary>
    public bool IsFault => StatusCode >= 400;

    /// <summary>The end of the answer.</summary>
    public HttpResponseEnding Ending { get; init; }

    /// <summary>
    /// The number of bytes of the body that are sent when the answer is not
    /// <see cref="HttpResponseEnding.Complete"/>; null to send nothing, not even the head.
    /// </summary>
    public int? SentBytes { get; init; }

    /// <summary>Returns the bytes in which the answer is sent.</summary>
    /// <param name="keepsAlive">False to tell the client that the connection is closed.</param>
    /// <param name="hasBody">False for the answer to HEAD, which has only headers. Source: RFC 9110, 9.3.2.</param>
    /// <param name="headLength">The number of bytes before the body.</param>
    public byte[] Compose(bool keepsAlive, bool hasBody, out int headLength)
    {
        StringBuilder head = new();
        string status = StatusCode.ToString(CultureInfo.InvariantCulture);
        head.Append("HTTP/1.1 ").Append(status).Append(' ').Append(Reason(StatusCode)).Append("\r\n");
        foreach (KeyValuePair<string, string> header in Headers)
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append("Content-Length: ").Append(Body.Length.ToString(CultureInfo.InvariantCulture))
            .Append("\r\n");
        head.Append(keepsAlive ? "\r\n" : "Connection: close\r\n\r\n");
        headLength = head.Length;
        byte[] bytes = new byte[headLength + (hasBody ? Body.Length : 0)];
        Encoding.ASCII.GetBytes(head.ToString(), 0, headLength, bytes, 0);
        Buffer.BlockCopy(Body, 0, bytes, headLength, bytes.Length - headLength);
        return bytes;
    }

    /// <summary>Returns the reason phrase of a status. Source: RFC 9110, 15; RFC 6585 for 429 and 431.</summary>
    public static string Reason(int statusCode) => statusCode switch
    {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "", // The phrase may be empty; a wrong one would not help.
    };
}
