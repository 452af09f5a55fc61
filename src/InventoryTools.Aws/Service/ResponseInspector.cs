using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using InventoryTools.Service;

namespace InventoryTools.Aws.Service;

/// <summary>
/// Looks at each answer before the SDK does: any server may be at the address. An answer of the service goes on to the
/// SDK; what is not one ends the call, in words that say what came.
/// </summary>
internal sealed class ResponseInspector(HttpMessageHandler inner, IClock clock) : DelegatingHandler(inner)
{
    private const string TargetHeader = "X-Amz-Target";
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const string ErrorTypeHeader = "x-amzn-ErrorType";
    private const int FirstBytes = 512;

    private static readonly Regex s_codeMember = new(
        @"\A\s*\{.*?""(?:__type|code)""\s*:\s*""[^""]",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly byte[] s_emptyObject = [(byte)'{', (byte)'}'];

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.RetryAfter?.Date is not null)
        {
            response.Headers.Date ??= clock.UtcNow;
        }

        try
        {
            // Not every build of .NET can cancel the reading of a body: to close it ends the reading everywhere.
            using CancellationTokenRegistration end = cancellationToken.Register(response.Dispose);
            await CheckAsync(request, response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new OperationCanceledException(cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static async Task CheckAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken stop)
    {
        ICollection<string> codings = response.Content.Headers.ContentEncoding;
        bool isCoded = codings.Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
#if NET
        Stream raw = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
#else
        Stream raw = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        Stream? body = await ContentCodings.DecodeAsync(raw, codings, stop).ConfigureAwait(false);
        if (response.IsSuccessStatusCode && body is not null)
        {
            await CheckSuccessAsync(request, response, body, isCoded, stop).ConfigureAwait(false);
            return;
        }

        ResponseBody answer = await ResponseBodyReader.ReadAsync(response.Content, body, stop).ConfigureAwait(false);
        if (response.IsSuccessStatusCode || !IsFault(response, answer))
        {
            throw Foreign(response, answer);
        }

        Replace(response, new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Text ?? "")), isLengthKnown: true);
    }

    // The answer of each operation is a JSON object. It may be large, so no more than its beginning is read here.
    private static async Task CheckSuccessAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        Stream body,
        bool isCoded,
        CancellationToken stop)
    {
        byte[] first = new byte[FirstBytes];
        int read = 0;
        int begin = -1;
        try
        {
            int more;
            do
            {
                more = await body.ReadAsync(first, read, first.Length - read, stop).ConfigureAwait(false);
                read += more;
                begin = Array.FindIndex(
                    first, 0, read, b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
            }
            while (more > 0 && begin < 0 && read < first.Length);
        }
        catch (Exception error) when (isCoded && ContentCodings.IsDamage(error))
        {
            throw Foreign(
                response, await ResponseBodyReader.ReadAsync(response.Content, null, stop).ConfigureAwait(false));
        }

        bool isObject = begin >= 0 && first[begin] is (byte)'{';
        if (begin < 0 && IsPut(request) && RequestId(response) is not null)
        {
            // An older page of the API reference says that the body is empty.
            Replace(response, new ByteArrayContent(s_emptyObject), isLengthKnown: true);
        }
        else if (isObject)
        {
            PrefixedStream whole = new([.. first.Take(read)], body);
            Replace(response, new StreamContent(whole), isLengthKnown: !isCoded);
        }
        else
        {
            PrefixedStream whole = new([.. first.Take(read)], body);
            ResponseBody answer = await ResponseBodyReader.ReadAsync(response.Content, whole, stop)
                .ConfigureAwait(false);
            throw Foreign(response, answer);
        }
    }

    private static bool IsPut(HttpRequestMessage request) =>
        request.Headers.TryGetValues(TargetHeader, out IEnumerable<string>? targets)
        && targets.Contains("AmazonSSM.PutInventory");

    // Names a fault as AWS JSON does, so that the SDK can read it.
    private static bool IsFault(HttpResponseMessage response, ResponseBody body) => !body.IsCut
        && body.Text is string text
        && (s_codeMember.IsMatch(text)
            || (response.Headers.Contains(ErrorTypeHeader) && text.TrimStart() is "" or ['{', ..]));

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RequestIdHeader, out IEnumerable<string>? ids)
            ? ids.FirstOrDefault(id => id.Length > 0)
            : null;

    private static UnexpectedResponseException Foreign(HttpResponseMessage response, ResponseBody body) =>
        new((int)response.StatusCode, body)
        {
            RequestId = RequestId(response),
            RetryAfter = RetryAfter.Of(response.Headers.RetryAfter, response.Headers.Date),
            Location = response.Headers.Location,
        };

    // The content that was there is not disposed of: the new one may read from it.
    private static void Replace(HttpResponseMessage response, HttpContent content, bool isLengthKnown)
    {
        HttpContentHeaders headers = response.Content.Headers;
        if (content is StreamContent && isLengthKnown)
        {
            content.Headers.ContentLength = headers.ContentLength;
        }

        foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
        {
            if (!header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !header.Key.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        response.Content = content;
    }
}
