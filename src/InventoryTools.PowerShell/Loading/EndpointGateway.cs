using System.Runtime.CompilerServices;
using InventoryTools.Endpoint;
using InventoryTools.Endpoint.Faults;
using InventoryTools.Service;

namespace InventoryTools.Loading;

/// <summary>Calls the assembly with the endpoint, which is loaded when one of these methods is compiled.</summary>
/// <remarks>No method is inlined, and no signature has a type of that assembly: callers would load it.</remarks>
internal static class EndpointGateway
{
    /// <summary>Starts an endpoint, which owns the service from then on.</summary>
    /// <exception cref="EndpointException">The port can't be listened on; the service is disposed of.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static InventoryEndpoint Start(
        IInventoryService service, EndpointOptions options, IClock clock, string? path) =>
        new(EndpointServer.Start(service, options, clock), options, path);

    /// <summary>Checks the faults before an endpoint is started with them.</summary>
    /// <exception cref="ArgumentException">A code is not known.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Check(RehearsedFaults faults) => _ = new FaultInjector(faults);

    /// <summary>Lists the faults that an endpoint can inject.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<(string Code, bool IsOfConnection)> ListFaults() =>
        [.. FaultInjector.KnownCodes.Select(code => (code, FaultInjector.ConnectionFailures.Contains(code)))];
}
