using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using InventoryTools.Endpoint.Http;
using InventoryTools.Service;

namespace InventoryTools.Endpoint.Signing;

/// <summary>
/// Checks that a request is signed with the right key: AWS Signature Version 4 in the Authorization header.
/// Source: AWS General Reference, Signature Version 4; the messages are those of published answers.
/// </summary>
internal sealed class SignatureChecker(EndpointKey key, IClock clock)
{
    private const string Service = "ssm";
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string HostHeader = "host";
    private const string AmzPrefix = "x-amz-";
    private const string AmzDateHeader = "x-amz-date";
    private const string DateHeader = "date";
    private const string TokenHeader = "x-amz-security-token";
    private const string ContentHashHeader = "x-amz-content-sha256";

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(5);

    /// <summary>Returns the fault for a request that is refused; null for a valid signature.</summary>
    public InventoryFault? Check(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Authorization", out string? text))
        {
            return Fault("MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        if (Authorization.Parse(text, out string problem) is not Authorization authorization)
        {
            return Fault("IncompleteSignatureException", problem);
        }

        // The time of the signature is that of X-Amz-Date, or else of Date. Source: AWS General Reference.
        string dateHeader = request.Headers.ContainsKey(AmzDateHeader) ? AmzDateHeader : DateHeader;
        if (SignedAt(request, dateHeader) is not DateTime signedAt)
        {
            return Fault(
                "IncompleteSignatureException",
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        string time = Text(signedAt);
        return CheckKey(request, authorization)
            ?? CheckScope(authorization, time)
            ?? CheckTime(signedAt)
            ?? CheckSignature(request, authorization, time, dateHeader);
    }

    // Date may have the form of RFC 1123 as well; botocore writes it with the zone -0000.
    private static DateTime? SignedAt(HttpRequest request, string dateHeader)
    {
        if (!request.Headers.TryGetValue(dateHeader, out string? text))
        {
            return null;
        }

        bool isPlain = dateHeader == DateHeader;
        string time = isPlain && text.EndsWith(" -0000", StringComparison.Ordinal)
            ? text.Substring(0, text.Length - 5) + "GMT"
            : text;
        return DateTime.TryParseExact(
            time,
            isPlain ? [TimeFormat, "R"] : [TimeFormat],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime signedAt)
            ? signedAt
            : null;
    }

    private InventoryFault? CheckKey(HttpRequest request, Authorization authorization)
    {
        request.Headers.TryGetValue(TokenHeader, out string? token);
        return AreEqual(authorization.AccessKey, key.AccessKey) & AreEqual(token ?? "", key.SessionToken ?? "")
            ? null
            : Fault("UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    private static InventoryFault? CheckScope(Authorization authorization, string time)
    {
        if (authorization.Service != Service)
        {
            return Mismatch($"Credential should be scoped to correct service: '{Service}'. ");
        }

        if (authorization.Region.Length == 0 || !authorization.Region.All(IsOfRegion))
        {
            return Mismatch($"Credential should be scoped to a valid region, not '{authorization.Region}'. ");
        }

        return authorization.Date == time.Substring(0, 8)
            ? null
            : Mismatch(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + $"'{authorization.Date}' != '{time.Substring(0, 8)}', from '{time}'.");
    }

    private InventoryFault? CheckTime(DateTime signedAt)
    {
        DateTime now = clock.UtcNow.UtcDateTime;
        string signed = Text(signedAt);
        return signedAt < now - s_window
            ? Mismatch($"Signature expired: {signed} is now earlier than {Text(now - s_window)} ({Text(now)} - 5 min.)")
            : signedAt > now + s_window
            ? Mismatch(
                $"Signature not yet current: {signed} is still later than {Text(now + s_window)} "
                    + $"({Text(now)} + 5 min.)")
            : null;
    }

    private InventoryFault? CheckSignature(
        HttpRequest request, Authorization authorization, string time, string dateHeader)
    {
        IEnumerable<string> amzHeaders = request.Headers.Keys.Select(name => name.ToLowerInvariant())
            .Where(name => name.StartsWith(AmzPrefix, StringComparison.Ordinal))
            .OrderBy(name => name, StringComparer.Ordinal);
        string[] mustBeSigned = [HostHeader, dateHeader, .. amzHeaders];
        if (mustBeSigned.Except(authorization.SignedHeaders).FirstOrDefault() is string unsigned)
        {
            return Mismatch(
                $"'{(unsigned == HostHeader ? "Host" : unsigned)}' must be a 'SignedHeader' in the AWS Authorization.");
        }

        string hash = Hex(Sha256(request.Body));
        bool isBodyAsSaid = !request.Headers.TryGetValue(ContentHashHeader, out string? said) || said == hash;
        string scope = $"{authorization.Date}/{authorization.Region}/{Service}/aws4_request";
        string canonical = Hex(Sha256(HttpRequest.Encoding.GetBytes(Canonical(request, authorization, hash))));
        string toSign = $"{Algorithm}\n{time}\n{scope}\n{canonical}";
        string signature = Hex(Hmac(SigningKey(authorization), toSign));
        return isBodyAsSaid & AreEqual(signature, authorization.Signature)
            ? null
            : Mismatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                    + "Access Key and signing method. Consult the service documentation for details.");
    }

    private static bool IsOfRegion(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-';

    // The handler has refused every target but "/", so path and query have one form only.
    private static string Canonical(HttpRequest request, Authorization authorization, string hash)
    {
        StringBuilder text = new();
        text.Append(request.Method).Append("\n/\n\n");
        foreach (string name in authorization.SignedHeaders)
        {
            request.Headers.TryGetValue(name, out string? value);
            IEnumerable<string> words = (value ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            text.Append(name).Append(':').Append(string.Join(" ", words)).Append('\n');
        }

        return text.Append('\n').Append(string.Join(";", authorization.SignedHeaders)).Append('\n').Append(hash)
            .ToString();
    }

    private byte[] SigningKey(Authorization authorization)
    {
        byte[] signing = Encoding.UTF8.GetBytes("AWS4" + key.SecretKey);
        foreach (string part in new[] { authorization.Date, authorization.Region, Service, "aws4_request" })
        {
            signing = Hmac(signing, part);
        }

        return signing;
    }

    private static byte[] Hmac(byte[] hmacKey, string text)
    {
        using HMACSHA256 hmac = new(hmacKey);
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(text));
    }

    private static byte[] Sha256(byte[] bytes)
    {
        using SHA256 sha = SHA256.Create();
        return sha.ComputeHash(bytes);
    }

    private static string Hex(byte[] bytes) =>
        string.Concat(bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    // Takes the same time for any difference.
    private static bool AreEqual(string left, string right) =>
        Sha256(Encoding.UTF8.GetBytes(left)).Zip(Sha256(Encoding.UTF8.GetBytes(right)), (one, other) => one ^ other)
            .Aggregate(0, (difference, bits) => difference | bits) == 0;

    private static string Text(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static InventoryFault Mismatch(string message) => Fault("InvalidSignatureException", message);

    private static InventoryFault Fault(string code, string message) => new(code, 400, message);
}
