namespace InventoryTools;

/// <summary>What the service answers instead of a result.</summary>
/// <param name="Code">The fault's code as the API reference spells it, such as <c>ItemContentMismatchException</c>.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">The service's sentence; some faults have none.</param>
/// <param name="TypeName">The inventory type that the fault is about, where the service says it.</param>
/// <param name="RequestId">The service's name for the request.</param>
public sealed record InventoryFault(
    string Code, int StatusCode, string? Message, string? TypeName = null, string? RequestId = null);
