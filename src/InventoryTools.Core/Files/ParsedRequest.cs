using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>A request as it was read.</summary>
/// <param name="Request">The request; a required member that is missing is empty in it.</param>
/// <param name="Violations">The values that were read and are not allowed.</param>
/// <param name="Missing">The paths of required members and elements that are missing or null.</param>
internal sealed record ParsedRequest<T>(
    T Request, IReadOnlyList<ConstraintViolation> Violations, IReadOnlyCollection<string> Missing);
