using InventoryTools.Aws.Service;

namespace InventoryTools.Aws.Credentials;

/// <summary>Reads the answers of the services that issue temporary keys.</summary>
internal sealed class TokenResponseHandler(HttpMessageHandler inner) : WholeBodyHandler(inner)
{
    private const int MaxKilobytes = 256;

    protected override int MaxBytes(HttpRequestMessage request) => MaxKilobytes * 1024;

    protected override MemoryStream Accept(
        HttpRequestMessage request, HttpResponseMessage response, ResponseBody body) =>
        body is { Bytes: MemoryStream bytes, IsCut: false }
            ? bytes
            : throw new HttpRequestException(body.Bytes is null
                ? $"The answer has {body.Reason}."
                : $"The answer is larger than {MaxKilobytes} KB.");
}
