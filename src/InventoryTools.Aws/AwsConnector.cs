using System;
using System.Threading;

namespace InventoryTools.Aws;

/// <summary>Finds credentials and a region as AWS's own tools do, and makes a service that calls AWS with them.</summary>
public static class AwsConnector
{
    /// <summary>Connects; nothing is sent to Systems Manager yet.</summary>
    /// <exception cref="InventoryCredentialException">There are no credentials, or there is no region.</exception>
    public static ConnectedService Connect(ServiceConnection connection, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
