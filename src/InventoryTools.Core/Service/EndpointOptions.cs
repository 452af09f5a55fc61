namespace InventoryTools.Service;

/// <summary>The settings of an endpoint.</summary>
internal sealed record EndpointOptions
{
    /// <summary>The port on the loopback address; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>The key with which calls must be signed; null where signatures are not looked at.</summary>
    public EndpointKey? Key { get; init; }

    /// <summary>The failures to rehearse; null for none.</summary>
    public RehearsedFaults? Faults { get; init; }
}
