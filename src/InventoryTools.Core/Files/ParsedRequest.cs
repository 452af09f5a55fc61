using System.Collections.Generic;
using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Request">The request; members that must be there and aren't are null in it.</param>
/// <param name="Violations">What was there and could not become a part of it.</param>
internal sealed record ParsedRequest<T>(T Request, IReadOnlyList<ConstraintViolation> Violations);
