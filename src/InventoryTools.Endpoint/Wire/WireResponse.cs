namespace InventoryTools.Endpoint.Wire;

/// <summary>An answer in the protocol.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Body">The JSON.</param>
/// <param name="FaultCode">The code of a fault; null for a result.</param>
internal sealed record WireResponse(int StatusCode, byte[] Body, string? FaultCode = null);
