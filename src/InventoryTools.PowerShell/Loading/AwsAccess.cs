using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using InventoryTools.Aws;

namespace InventoryTools.Loading;

/// <summary>The door to the assembly with the AWS SDK, which is loaded when one of these methods runs for the first time.</summary>
internal static class AwsAccess
{
    /// <inheritdoc cref="AwsConnector.Connect"/>
    public static ConnectedService Connect(ServiceConnection connection, CancellationToken cancellationToken)
    {
        PrivateAssemblies.Enable();
        return ConnectInside(connection, cancellationToken);
    }

    /// <inheritdoc cref="ThisNode.Identify"/>
    public static NodeIdentity Identify(CancellationToken cancellationToken)
    {
        PrivateAssemblies.Enable();
        return IdentifyInside(cancellationToken);
    }

    /// <inheritdoc cref="AwsProfiles.List"/>
    public static IReadOnlyList<string> ListProfiles(string? profileLocation)
    {
        PrivateAssemblies.Enable();
        return ListProfilesInside(profileLocation);
    }

    /// <inheritdoc cref="AwsRegions.All"/>
    public static IReadOnlyList<(string SystemName, string DisplayName)> ListRegions()
    {
        PrivateAssemblies.Enable();
        return ListRegionsInside();
    }

    // Not inlined, and their results no types of that assembly: whatever names one loads it when it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ConnectedService ConnectInside(ServiceConnection connection, CancellationToken cancellationToken) =>
        AwsConnector.Connect(connection, cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static NodeIdentity IdentifyInside(CancellationToken cancellationToken) => ThisNode.Identify(cancellationToken);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<string> ListProfilesInside(string? profileLocation) => AwsProfiles.List(profileLocation);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<(string SystemName, string DisplayName)> ListRegionsInside() => AwsRegions.All;
}
