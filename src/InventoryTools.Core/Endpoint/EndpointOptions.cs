namespace InventoryTools;

/// <summary>How an <see cref="InventoryEndpoint"/> is to be.</summary>
public sealed record EndpointOptions
{
    /// <summary>The port on the loopback address; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>The key with which calls must be signed; null where signatures are not looked at.</summary>
    public EndpointKey? Key { get; init; }

    /// <summary>The failures to rehearse; null for none.</summary>
    public RehearsedFaults? Faults { get; init; }

    /// <summary>What a client may send, and how long it may take.</summary>
    internal HttpLimits Limits { get; init; } = new();
}
