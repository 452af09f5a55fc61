using InventoryTools.Aws.Service;

namespace InventoryTools.Aws.Credentials;

/// <summary>Reads the answers of the services that issue temporary keys.</summary>
internal sealed class TokenResponseHandler(HttpMessageHandler inner) : WholeBodyHandler(inner)
{
    private const int MaxKilobytes = 256;

    protected override async Task<MemoryStream> ReadAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken stop)
    {
        ResponseBody body = await ResponseBodyReader
            .ReadAsync(response.Content, MaxKilobytes * 1024, stop).ConfigureAwait(false);
        return body is { Bytes: MemoryStream bytes, IsCut: false }
            ? bytes
            : throw new HttpRequestException(body.Bytes is null
                ? $"The answer has {body.Reason}."
                : $"The answer is larger than {MaxKilobytes} KB.");
    }
}
