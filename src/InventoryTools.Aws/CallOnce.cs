using Amazon.Runtime;

namespace InventoryTools.Aws;

/// <summary>Clients that send each call once, because whoever calls decides what is sent again, and when.</summary>
internal static class CallOnce
{
    /// <summary>Turns off both ways in which the SDK sends a call again.</summary>
    public static void Configure(ClientConfig config)
    {
        config.MaxErrorRetry = 0;

        // This one is no part of the other: a call whose connection broke would be sent ten times more without a pause.
        config.MaxStaleConnectionRetries = 0;
    }
}
