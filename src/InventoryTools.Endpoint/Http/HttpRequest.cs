using System.Globalization;
using System.Text;

namespace InventoryTools.Endpoint.Http;

/// <summary>An HTTP request. An ambiguous head is refused. Source: RFC 9112.</summary>
/// <param name="Method">The method, such as <c>POST</c>.</param>
/// <param name="Target">Path and query, such as <c>/</c>.</param>
/// <param name="Headers">The headers by name without regard to case; repeated headers are joined by commas.</param>
/// <param name="Body">The body; empty for a request without a body, and until it was read.</param>
internal sealed record HttpRequest(
    string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~";
    private const string Scheme = "http://";
    private const string ContentLengthName = "Content-Length";
    private const string TransferEncodingName = "Transfer-Encoding";

    // Another server could take the other one. Source: RFC 9112, 3.2 and 6.3.
    private static readonly string[] s_single = ["Host", "Authorization", ContentLengthName, TransferEncodingName];

    public bool IsHttp11 { get; init; } = true;

    /// <summary>The encoding of heads: each byte is a character.</summary>
    public static Encoding Encoding { get; } = Encoding.GetEncoding("ISO-8859-1");

    /// <summary>True when the connection stays open after the answer.</summary>
    public bool KeepsAlive => IsHttp11 && !Has("Connection", "close");

    /// <summary>True when the client waits for 100 Continue before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>True for a body in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>The length of a body that is not in chunks.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Makes a request of the lines of its head, without the empty one that ends it.</summary>
    /// <exception cref="BadHttpRequestException">The lines are not the head of a request.</exception>
    public static HttpRequest Parse(IReadOnlyList<string> lines, HttpLimits limits)
    {
        string[] parts = lines.Count == 0 ? [] : lines[0].Split(' ');
        if (parts.Length != 3
            || !IsToken(parts[0])
            || parts[1].Length == 0
            || Has(parts[1], static c => c is <= ' ' or > '~')
            || !parts[2].StartsWith("HTTP/", StringComparison.Ordinal))
        {
            throw BadHttpRequestException.Malformed("the first line is not a method, a target and a version");
        }

        if (parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new BadHttpRequestException(
                505,
                "MalformedHttpRequestException",
                "The request is malformed: the version is neither HTTP/1.1 nor HTTP/1.0.");
        }

        if (lines.Count - 1 > limits.Headers)
        {
            throw BadHttpRequestException.HeadTooLarge($"{lines.Count - 1} headers, allowed are {limits.Headers}");
        }

        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string line in lines.Skip(1))
        {
            Add(headers, line);
        }

        HttpRequest request = new(parts[0], Origin(parts[1], headers), headers, [])
        {
            IsHttp11 = parts[2] == "HTTP/1.1",
        };
        request.ReadFraming();
        return request;
    }

    /// <summary>Reads the line of a header or a trailer.</summary>
    /// <exception cref="BadHttpRequestException">The line is not that of a header.</exception>
    public static (string Name, string Value) ParseField(string line)
    {
        int colon = line.IndexOf(':');
        string name = colon < 0 ? "" : line.Substring(0, colon);
        if (!IsToken(name))
        {
            throw BadHttpRequestException.Malformed("a header has no name, or white space in it");
        }

        string value = line.Substring(colon + 1).Trim(' ', '\t');
        return Has(value, static c => c is < ' ' and not '\t' or '\u007f')
            ? throw BadHttpRequestException.Malformed($"the header {name} holds a control character")
            : (name, value);
    }

    // Returns the path and query of the target. A target that is an absolute address replaces the Host header.
    // Source: RFC 9112, 3.2.2.
    private static string Origin(string target, Dictionary<string, string> headers)
    {
        int end = target.IndexOf("://", StringComparison.Ordinal);
        if (target[0] == '/' || end < 0 || target.IndexOf('/') < end)
        {
            return target;
        }

        string authority = target.Substring(end + 3).Split('/', '?', '#')[0];
        if (!target.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || authority.Length == 0
            || authority.Contains("@"))
        {
            throw BadHttpRequestException.Malformed(
                "the target is neither a path nor an address that begins with http:// and a host");
        }

        headers["Host"] = authority;
        string origin = target.Substring(Scheme.Length + authority.Length);
        return origin.StartsWith("/", StringComparison.Ordinal) ? origin : "/" + origin;
    }

    private static void Add(Dictionary<string, string> headers, string line)
    {
        (string name, string value) = ParseField(line);
        bool isRepeated = headers.TryGetValue(name, out string? before);
        if (isRepeated && s_single.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw BadHttpRequestException.Malformed($"the header {name} stands twice");
        }

        headers[name] = isRepeated ? $"{before},{value}" : value;
    }

    private void ReadFraming()
    {
        if (Headers.TryGetValue("Expect", out string? expect))
        {
            ExpectsContinue = expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase) && IsHttp11
                ? true
                : throw new BadHttpRequestException(
                    417,
                    "MalformedHttpRequestException",
                    "The request is malformed: nothing but 100-continue can be expected.");
        }

        bool hasLength = Headers.TryGetValue(ContentLengthName, out string? length);
        if (Headers.TryGetValue(TransferEncodingName, out string? encoding))
        {
            bool isChunked = encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase) && IsHttp11;
            IsChunked = isChunked && !hasLength
                ? true
                : throw BadHttpRequestException.Malformed(
                    "the body comes either with a Content-Length or in chunks, and in no other way");
        }
        else if (hasLength)
        {
            bool isNumber = length!.Length is > 0 and < 19 && length.All(c => c is >= '0' and <= '9');
            ContentLength = isNumber
                ? long.Parse(length, NumberStyles.None, CultureInfo.InvariantCulture)
                : throw BadHttpRequestException.Malformed("the Content-Length is not one number");
        }
    }

    private bool Has(string name, string token) => Headers.TryGetValue(name, out string? value)
        && value.Split(',').Any(part => part.Trim().Equals(token, StringComparison.OrdinalIgnoreCase));

    private static bool IsToken(string text) => text.Length > 0
        && !Has(text, static c => !(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
            || TokenCharacters.IndexOf(c) >= 0));

    // An enumeration of a text takes ten times as long.
    private static bool Has(string text, Func<char, bool> isMeant)
    {
        foreach (char c in text)
        {
            if (isMeant(c))
            {
                return true;
            }
        }

        return false;
    }
}
