using InventoryTools.Endpoint.Http;
using InventoryTools.Endpoint.Signing;
using InventoryTools.Service;
using InventoryTools.Tests.Service;
using Xunit;

namespace InventoryTools.Tests.Endpoint;

/// <summary>The requests were signed by botocore.</summary>
public sealed class SignatureCheckerTests
{
    private const string AccessKey = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Token = "TOKEN/+=";
    private const string Scope = "AKIDEXAMPLE/20260131/eu-west-1/ssm/aws4_request";
    private const string Signed =
        $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
            + "Signature=315f83e8656761ed188fd385302faf6dd42c7adc82d939d339d70ffdcd81ef5b";
    private const string SignedWithToken =
        $"AWS4-HMAC-SHA256 Credential={Scope}, "
            + "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
            + "Signature=5e20a4302475851c69cd8a2869c4df744123ef09f578f67ad0b84a322bebf9d7";
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            + "Access Key and signing method. Consult the service documentation for details.";
    private const string Unrecognized = "The security token included in the request is invalid.";

    private readonly ManualClock _clock = new();

    [Fact]
    public void A_request_that_is_signed_with_the_key_is_served()
    {
        Assert.Null(Check(new EndpointKey(AccessKey, SecretKey), Request(Signed)));
        Assert.Null(Check(new EndpointKey(AccessKey, SecretKey, Token), Request(SignedWithToken, Token)));
    }

    [Fact]
    public void Another_key_or_token_is_not_known()
    {
        AssertFault(
            "UnrecognizedClientException",
            Unrecognized,
            Check(new EndpointKey("AKIDOTHER", SecretKey), Request(Signed)));
        AssertFault(
            "UnrecognizedClientException",
            Unrecognized,
            Check(new EndpointKey(AccessKey, SecretKey), Request(SignedWithToken, Token)));
        AssertFault(
            "UnrecognizedClientException",
            Unrecognized,
            Check(new EndpointKey(AccessKey, SecretKey, Token), Request(Signed)));
        AssertFault(
            "UnrecognizedClientException",
            Unrecognized,
            Check(new EndpointKey(AccessKey, SecretKey, "another"), Request(SignedWithToken, Token)));
    }

    [Fact]
    public void Another_secret_makes_another_signature() =>
        AssertFault(
            "InvalidSignatureException", Mismatch, Check(new EndpointKey(AccessKey, SecretKey + "x"), Request(Signed)));

    [Fact]
    public void Whatever_is_changed_in_what_was_signed_breaks_the_signature()
    {
        HttpRequest good = Request(SignedWithToken, Token);
        foreach (int at in Enumerable.Range(0, good.Body.Length))
        {
            byte[] body = [.. good.Body];
            body[at] ^= 1;
            AssertFault("InvalidSignatureException", Mismatch, Check(Key(), good with { Body = body }));
        }

        foreach ((string name, string value) in new[]
        {
            ("Host", "localhost:5555"),
            ("Content-Type", "application/x-amz-json-1.0"),
            ("X-Amz-Target", "AmazonSSM.PutInventory"),
            ("X-Amz-Date", "20260131T120001Z"),
            ("Authorization", SignedWithToken.Replace("5e20", "5e21", StringComparison.Ordinal)),
            ("Authorization", SignedWithToken.Replace("eu-west-1", "us-east-1", StringComparison.Ordinal)),
        })
        {
            AssertFault("InvalidSignatureException", Mismatch, Check(Key(), With(good, name, value)));
        }
    }

    [Theory]
    [InlineData("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]
    [InlineData("X-Amz-Anything", "")]
    public void Every_header_of_AWS_must_be_signed(string name, string value) => AssertFault(
        "InvalidSignatureException",
        $"'{name.ToLowerInvariant()}' must be a 'SignedHeader' in the AWS Authorization.",
        Check(Key(), With(Request(SignedWithToken, Token), name, value)));

    [Fact]
    public void What_was_not_signed_may_change() =>
        Assert.Null(Check(Key(), With(Request(SignedWithToken, Token), "User-Agent", "anything")));

    [Theory]
    [InlineData(
        -301,
        "Signature expired: 20260131T120000Z is now earlier than 20260131T120001Z (20260131T120501Z - 5 min.)")]
    [InlineData(
        301,
        "Signature not yet current: 20260131T120000Z is still later than 20260131T115959Z (20260131T115459Z + 5 min.)")]
    public void A_signature_holds_for_five_minutes(int seconds, string message)
    {
        _clock.Start -= TimeSpan.FromSeconds(seconds);
        AssertFault("InvalidSignatureException", message, Check(Key(), Request(SignedWithToken, Token)));
        _clock.Start += TimeSpan.FromSeconds(Math.Sign(seconds));
        Assert.Null(Check(Key(), Request(SignedWithToken, Token)));
    }

    [Theory]
    [InlineData(null, "MissingAuthenticationTokenException", "Missing Authentication Token")]
    [InlineData("Bearer x", "IncompleteSignatureException", "Unsupported AWS 'algorithm': 'Bearer'.")]
    [InlineData("AWS4-HMAC-SHA256", "IncompleteSignatureException", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA256'.")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=a/b/c/d/e",
        "IncompleteSignatureException",
        "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' "
            + "parameter.")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0",
        "IncompleteSignatureException",
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.")]
    [InlineData(
        $"AWS4-HMAC-SHA256 Credential={AccessKey}/20260131/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0",
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'ssm'. ")]
    [InlineData(
        $"AWS4-HMAC-SHA256 Credential={AccessKey}/20260130/eu-west-1/ssm/aws4_request, SignedHeaders=host, Signature=0",
        "InvalidSignatureException",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            + "'20260130' != '20260131', from '20260131T120000Z'.")]
    [InlineData(
        $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=x-amz-date, Signature=0",
        "InvalidSignatureException",
        "'Host' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData(
        $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=host, Signature=0",
        "InvalidSignatureException",
        "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.")]
    public void What_is_no_signature_is_told_in_the_words_of_AWS(string? authorization, string code, string message) =>
        AssertFault(code, message, Check(new EndpointKey(AccessKey, SecretKey), Request(authorization)));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData("2026-01-31T12:00:00Z")]
    public void A_time_that_is_none_is_refused(string time) =>
        Assert.Equal(
            "IncompleteSignatureException",
            Check(new EndpointKey(AccessKey, SecretKey), With(Request(Signed), "X-Amz-Date", time))!.Code);

    [Theory]
    [InlineData("Sat, 31 Jan 2026 12:00:00 GMT", "4f83dfefcb486c5290081a071899dd5fb2c75852908b348d96fe4da55cadd1ab")]
    [InlineData("Sat, 31 Jan 2026 12:00:00 -0000", "c826f9c5d655b21869e908d82bdc1f776bdf0f9a2cfa47545b6750eee29492b1")]
    [InlineData("20260131T120000Z", "ee2af884e6d46e406b57559fb2b94bc954cc252efd42ee151cc181d3b16f7177")]
    public void Without_X_Amz_Date_the_time_is_that_of_Date(string date, string signature)
    {
        EndpointKey key = new(AccessKey, SecretKey);
        string signed =
            $"AWS4-HMAC-SHA256 Credential={Scope}, SignedHeaders=content-type;date;host;x-amz-target, "
                + $"Signature={signature}";
        HttpRequest request = WithoutAmzDate(With(Request(signed), "Date", date));
        Assert.Null(Check(key, request));
        AssertFault(
            "InvalidSignatureException", Mismatch, Check(key, With(request, "Date", "Sat, 31 Jan 2026 12:00:01 GMT")));
        AssertFault(
            "InvalidSignatureException",
            "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
            Check(key, With(request, "X-Amz-Date", "20260131T120000Z")));
        AssertFault(
            "InvalidSignatureException",
            "'date' must be a 'SignedHeader' in the AWS Authorization.",
            Check(key, With(request, "Authorization", signed.Replace("date;", "", StringComparison.Ordinal))));
        _clock.Start += TimeSpan.FromSeconds(301);
        AssertFault(
            "InvalidSignatureException",
            "Signature expired: 20260131T120000Z is now earlier than 20260131T120001Z (20260131T120501Z - 5 min.)",
            Check(key, request));
    }

    [Theory]
    [InlineData("Saturday, 31-Jan-26 12:00:00 GMT")]
    [InlineData("yesterday")]
    [InlineData("")]
    [InlineData(null)]
    public void Without_either_date_a_signature_is_incomplete(string? date)
    {
        HttpRequest request = WithoutAmzDate(Request(Signed));
        AssertFault(
            "IncompleteSignatureException",
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
            Check(new EndpointKey(AccessKey, SecretKey), date is null ? request : With(request, "Date", date)));
    }

    [Fact]
    public void A_key_shows_nothing_secret()
    {
        EndpointKey key = Key();
        Assert.Equal(AccessKey, key.ToString());
        Assert.DoesNotContain(
            SecretKey,
            string.Join(" ", typeof(EndpointKey).GetProperties().Select(property => property.GetValue(key))),
            StringComparison.Ordinal);
        Assert.DoesNotContain(Token, new EndpointOptions { Key = key }.ToString(), StringComparison.Ordinal);
    }

    private static EndpointKey Key() => new(AccessKey, SecretKey, Token);

    private InventoryFault? Check(EndpointKey key, HttpRequest request) =>
        new SignatureChecker(key, _clock).Check(request);

    private static HttpRequest Request(string? authorization, string? token = null)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = "127.0.0.1:5555",
            ["X-Amz-Target"] = "AmazonSSM.GetInventory",
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["X-Amz-Date"] = "20260131T120000Z",
        };
        if (authorization is not null)
        {
            headers["Authorization"] = authorization;
        }

        if (token is not null)
        {
            headers["X-Amz-Security-Token"] = token;
        }

        return new HttpRequest("POST", "/", headers, """{"MaxResults": 5}"""u8.ToArray());
    }

    private static HttpRequest With(HttpRequest request, string name, string value) => request with
    {
        Headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase) { [name] = value },
    };

    private static HttpRequest WithoutAmzDate(HttpRequest request) => request with
    {
        Headers = request.Headers.Where(header => header.Key != "X-Amz-Date")
            .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
    };

    private static void AssertFault(string code, string message, InventoryFault? fault) =>
        Assert.Equal((code, 400, message), (fault!.Code, fault.StatusCode, fault.Message));
}
