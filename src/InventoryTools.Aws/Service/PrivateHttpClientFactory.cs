using System.Net;
using Amazon.Runtime;

namespace InventoryTools.Aws.Service;

/// <summary>
/// HTTP connections that belong to one client and end with it, instead of the SDK's, which all clients of the process
/// share: a call that is cancelled in the middle of its answer must not leave a half-read connection to others.
/// </summary>
internal sealed class PrivateHttpClientFactory(
    int maxConnections, Func<HttpMessageHandler, WholeBodyHandler> read) : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
#if NET
        // The rest of a response that is not read is not drained: its connection is closed.
        SocketsHttpHandler handler = new()
        {
            MaxConnectionsPerServer = maxConnections,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            MaxResponseDrainSize = 0,
        };
#else
        HttpClientHandler handler = new()
        {
            MaxConnectionsPerServer = maxConnections,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
#endif
        if (clientConfig.GetWebProxy() is IWebProxy proxy)
        {
            handler.Proxy = proxy;
            proxy.Credentials = clientConfig.ProxyCredentials ?? proxy.Credentials;
        }

        HttpClient client = new(read(handler));
        if (clientConfig.Timeout is System.TimeSpan timeout)
        {
            client.Timeout = timeout;
        }

        return client;
    }
}
