using System.Globalization;
using System.Text;

namespace InventoryTools.Endpoint.Http;

/// <summary>A response in the form in which it is sent.</summary>
internal static class HttpResponseWriter
{
    /// <summary>Returns the bytes of a response.</summary>
    /// <param name="response">The response.</param>
    /// <param name="keepsAlive">False to tell the client that the connection is closed.</param>
    /// <param name="hasBody">False for the answer to HEAD, which has only headers. Source: RFC 9110, 9.3.2.</param>
    /// <param name="headLength">The number of bytes before the body.</param>
    public static byte[] Compose(HttpResponse response, bool keepsAlive, bool hasBody, out int headLength)
    {
        StringBuilder head = new();
        string status = response.StatusCode.ToString(CultureInfo.InvariantCulture);
        head.Append("HTTP/1.1 ").Append(status).Append(' ').Append(Reason(response.StatusCode)).Append("\r\n");
        foreach (KeyValuePair<string, string> header in response.Headers)
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append("Content-Length: ").Append(response.Body.Length.ToString(CultureInfo.InvariantCulture))
            .Append("\r\n");
        head.Append(keepsAlive ? "\r\n" : "Connection: close\r\n\r\n");
        headLength = head.Length;
        byte[] bytes = new byte[headLength + (hasBody ? response.Body.Length : 0)];
        Encoding.ASCII.GetBytes(head.ToString(), 0, headLength, bytes, 0);
        Buffer.BlockCopy(response.Body, 0, bytes, headLength, bytes.Length - headLength);
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
