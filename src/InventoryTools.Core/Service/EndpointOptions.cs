namespace InventoryTools.Service;

/// <summary>The settings of an endpoint.</summary>
internal sealed record EndpointOptions
{
    /// <summary>The port on the loopback address; 0 for one that is free.</summary>
    public int Port { get; init; }

    /// <summary>The key that calls must be signed with; null when signatures are not checked.</summary>
    public EndpointKey? Key { get; init; }

    /// <summary>The failures to inject; null for none.</summary>
    public RehearsedFaults? Faults { get; init; }
}
