using System.Text.Json;
using InventoryTools.Service;

namespace InventoryTools.Aws.Service;

/// <summary>
/// Reads and checks each answer before the SDK does: any server may be at the address. An answer of the service goes on
/// to the SDK, of a size and a form that the SDK can read; any other ends the call, in words that say what came.
/// </summary>
internal sealed class ResponseInspector(HttpMessageHandler inner, IClock clock) : WholeBodyHandler(inner)
{
    private const string TargetHeader = "X-Amz-Target";
    private const string RequestIdHeader = "x-amzn-RequestId";
    private const string ErrorTypeHeader = "x-amzn-ErrorType";

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ServiceCall.OnSending();
        return base.SendAsync(request, cancellationToken);
    }

    protected override int MaxBytes(HttpRequestMessage request) => ResponseShape.MaxBytes(OperationOf(request));

    protected override MemoryStream Accept(
        HttpRequestMessage request, HttpResponseMessage response, ResponseBody body)
    {
        if (response.Headers.RetryAfter?.Date is not null)
        {
            response.Headers.Date ??= clock.UtcNow;
        }

        ResponseText Text() => ResponseText.Of(body, response.Content.Headers);
        MemoryStream? readable = response.IsSuccessStatusCode
            ? Result(OperationOf(request), response, body)
            : ErrorBody.Normalize(Text(), response.Headers.Contains(ErrorTypeHeader));
        return readable ?? throw Foreign(response, Text());
    }

    // The answer of each operation is a JSON object; null where it is something else.
    private static MemoryStream? Result(string operation, HttpResponseMessage response, ResponseBody body)
    {
        if (body.Bytes is not MemoryStream bytes)
        {
            return null;
        }

        byte[] buffer = bytes.GetBuffer();
        int length = (int)bytes.Length;
        int begin = Array.FindIndex(
            buffer, 0, length, b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
        if (begin < 0)
        {
            // An older page of the API reference says that the body is empty.
            return operation == "PutInventory" && !body.IsCut && RequestId(response) is not null
                ? new MemoryStream("{}"u8.ToArray())
                : null;
        }

        if (buffer[begin] != '{')
        {
            return null;
        }

        try
        {
            string? problem = body.IsCut
                ? $"is larger than {ResponseShape.MaxBytes(operation) / (1024 * 1024)} MB"
                : ResponseShape.FindProblem(operation, buffer.AsSpan(begin, length - begin));
            return problem is null
                ? bytes
                : throw new UnexpectedResponseException(
                    (int)response.StatusCode, new ResponseText(null, $"a body that {problem}"))
                {
                    IsMisfit = true,
                };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string OperationOf(HttpRequestMessage request) =>
        request.Headers.TryGetValues(TargetHeader, out IEnumerable<string>? targets)
            ? targets.First().Split('.').Last()
            : "";

    private static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues(RequestIdHeader, out IEnumerable<string>? ids)
            ? ids.FirstOrDefault(id => id.Length > 0)
            : null;

    private static UnexpectedResponseException Foreign(HttpResponseMessage response, ResponseText body) =>
        new((int)response.StatusCode, body)
        {
            RequestId = RequestId(response),
            RetryAfter = RetryAfter.Of(response.Headers.RetryAfter, response.Headers.Date),
            Location = response.Headers.Location,
        };
}
