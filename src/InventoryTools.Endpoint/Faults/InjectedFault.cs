using System;
using InventoryTools.Endpoint.Http;

namespace InventoryTools.Endpoint.Faults;

/// <summary>What becomes of one call.</summary>
/// <param name="Delay">How long it waits first.</param>
/// <param name="Fault">The fault that it is answered with; null where it is not.</param>
/// <param name="Ending">How the answer ends.</param>
/// <param name="IsMade">Whether the call is made though its answer does not arrive.</param>
internal sealed record InjectedFault(TimeSpan Delay, InventoryFault? Fault, HttpResponseEnding Ending, bool IsMade);
