namespace InventoryTools;

/// <summary>A fault that the service returned.</summary>
/// <param name="Code">
/// The code as the API reference spells it, such as <c>ItemContentMismatchException</c>.
/// </param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">The service's sentence; some faults have none.</param>
/// <param name="TypeName">The inventory type that the fault is about, if the service names it.</param>
/// <param name="RequestId">The ID that the service gave the request.</param>
public sealed record InventoryFault(
    string Code, int StatusCode, string? Message, string? TypeName = null, string? RequestId = null);
