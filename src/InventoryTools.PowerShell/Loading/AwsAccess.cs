using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using InventoryTools.Aws;

namespace InventoryTools.Loading;

/// <summary>The door to the assembly with the AWS SDK, which is loaded when one of these methods is compiled.</summary>
/// <remarks>No method is inlined, and no signature has a type of that assembly: otherwise callers would load it.</remarks>
internal static class AwsAccess
{
    /// <inheritdoc cref="AwsConnector.Connect"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ConnectedService Connect(ServiceConnection connection, CancellationToken cancellationToken) =>
        AwsConnector.Connect(connection, cancellationToken);

    /// <inheritdoc cref="ThisNode.Identify"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NodeIdentity Identify(CancellationToken cancellationToken) => ThisNode.Identify(cancellationToken);

    /// <inheritdoc cref="AwsProfiles.List"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> ListProfiles(string? profileLocation) => AwsProfiles.List(profileLocation);

    /// <inheritdoc cref="AwsRegions.All"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<(string SystemName, string DisplayName)> ListRegions() => AwsRegions.All;
}
