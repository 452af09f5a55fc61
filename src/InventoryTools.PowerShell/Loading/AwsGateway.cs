using System.Runtime.CompilerServices;
using InventoryTools.Aws;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;

namespace InventoryTools.Loading;

/// <summary>The door to the assembly with the AWS SDK, which is loaded when one of these methods is compiled.</summary>
/// <remarks>No method is inlined, and no signature has a type of that assembly: callers would load it.</remarks>
internal static class AwsGateway
{
    /// <summary>Finds credentials and a region, and makes a service. Nothing is sent to Systems Manager.</summary>
    /// <exception cref="InventoryCredentialException">No credentials or no region were found.</exception>
    /// <exception cref="InventoryConnectionException">The configured endpoint is not an address.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ConnectedService Connect(ServiceConnection connection, CancellationToken cancellationToken) =>
        AwsConnector.Connect(connection, AwsEnvironment.OfProcess(new SystemClock()), cancellationToken);

    /// <inheritdoc cref="NodeIdentifier.Identify"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static NodeIdentity Identify(CancellationToken cancellationToken) =>
        new NodeIdentifier(AwsEnvironment.OfProcess(new SystemClock())).Identify(cancellationToken);

    /// <summary>Lists the names of the profiles, in the order of the files.</summary>
    /// <param name="profileLocation">The file with the profiles; null for the places where AWS tools look.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<string> ListProfiles(string? profileLocation) =>
        ProfileFiles.List(profileLocation, AwsEnvironment.OfProcess(new SystemClock()));

    /// <inheritdoc cref="RegionResolver.Known"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IReadOnlyList<(string SystemName, string DisplayName)> ListRegions() => RegionResolver.Known;
}
