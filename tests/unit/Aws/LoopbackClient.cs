using Amazon.Runtime;
using InventoryTools.Aws.Service;
using InventoryTools.Service;
using InventoryTools.Tests.Service;

namespace InventoryTools.Tests.Aws;

/// <summary>The service by the SDK, for a server on this machine.</summary>
internal static class LoopbackClient
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Shorter than a person would wait, for tests that need no answer.
    public static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(200);

    public static AwsInventoryService Make(
        Uri url,
        TimeSpan? timeout = null,
        AWSCredentials? credentials = null,
        Uri? proxy = null,
        IClock? clock = null)
    {
        SystemsManagerConfig config = new(clock ?? new ManualClock(), maxConnections: 16)
        {
            ServiceURL = url.ToString(),
            AuthenticationRegion = "eu-west-1",
            Timeout = timeout ?? Patience,
        };
        if (proxy is not null)
        {
            config.ProxyHost = proxy.Host;
            config.ProxyPort = proxy.Port;
        }

        credentials ??= new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        return new AwsInventoryService(new SystemsManagerClient(credentials, config), url);
    }
}
