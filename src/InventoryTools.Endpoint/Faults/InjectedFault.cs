using InventoryTools.Endpoint.Http;

namespace InventoryTools.Endpoint.Faults;

/// <summary>The treatment of one call.</summary>
/// <param name="Delay">The delay before the call.</param>
/// <param name="Fault">The fault that is the answer; null to call the service.</param>
/// <param name="Ending">The end of the answer.</param>
/// <param name="CallsService">True when the service is called though the answer does not arrive.</param>
internal sealed record InjectedFault(
    TimeSpan Delay, InventoryFault? Fault, HttpResponseEnding Ending, bool CallsService)
{
    /// <summary>A call that is made and answered at once.</summary>
    public static InjectedFault None { get; } =
        new(TimeSpan.Zero, null, HttpResponseEnding.Complete, CallsService: true);
}
