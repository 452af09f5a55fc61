namespace InventoryTools.Endpoint.Wire;

/// <summary>What goes back over the wire.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The JSON.</param>
/// <param name="FaultCode">The code of the fault that it is; null for a result.</param>
internal sealed record WireResponse(int StatusCode, byte[] Body, string? FaultCode = null);
