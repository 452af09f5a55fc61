using System.Collections.Generic;
namespace InventoryTools;
#pragma warning disable
internal sealed record ConstraintViolation { public static InventoryFault ToFault(IReadOnlyList<ConstraintViolation> v) => ServiceFault.Of(FaultCode.Validation, "x"); }
internal static class RequestConstraints { public static IReadOnlyList<ConstraintViolation> Check(object request) => []; }
