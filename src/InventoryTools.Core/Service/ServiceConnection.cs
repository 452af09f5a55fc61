namespace InventoryTools.Service;

/// <summary>
/// The account and region of AWS that a user chose. Members that are null are searched for in the sources of AWS's own
/// tools. It is not a record: its text would have the secrets.
/// </summary>
internal sealed class ServiceConnection
{
    /// <summary>The access key ID.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The name of a profile. It must exist: no other profile is used instead.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The full path of the file with the profiles.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>
    /// An object that makes credentials: an AWSCredentials of any version of the AWS SDK for .NET, from any load
    /// context.
    /// </summary>
    public object? Credential { get; init; }

    /// <summary>The session's <c>$StoredAWSCredentials</c>, which AWS Tools set, as it is.</summary>
    public object? StoredCredentials { get; init; }

    /// <summary>The region.</summary>
    public string? Region { get; init; }

    /// <summary>The session's <c>$StoredAWSRegion</c>, which AWS Tools set.</summary>
    public string? StoredRegion { get; init; }

    /// <summary>The address to call instead of the region's own.</summary>
    public Uri? EndpointUrl { get; init; }

    /// <summary>The maximum number of simultaneous calls.</summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>The timeout of one call.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A service that is ready to be called, and its address.</summary>
/// <param name="Service">The service.</param>
/// <param name="Region">The region.</param>
/// <param name="Endpoint">The address that is called.</param>
/// <param name="CredentialSource">The source of the credentials, in words, without secrets.</param>
internal sealed record ConnectedService(
    IInventoryService Service,
    string Region,
    Uri Endpoint,
    string CredentialSource) : IDisposable
{
    /// <summary>The name of the target in the ledger: the account or the endpoint, and the region.</summary>
    public string Target { get; init; } = "";

    /// <summary>The name of the service, for messages.</summary>
    public string Name => (IsAws ? "Systems Manager " : "the service ") + Place;

    /// <summary>The region, or the address where it is not AWS's own, for messages.</summary>
    public string Place => IsAws ? $"in {Region}" : $"at {Endpoint.Authority}";

    private bool IsAws => Target.StartsWith("aws:", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => Service.Dispose();
}

/// <summary>The managed node that this machine is, or the sources that were searched.</summary>
/// <param name="InstanceId">The node; null when no source has it.</param>
/// <param name="Source">
/// The source, or the sources that were searched and the reasons for which they have no ID, in words.
/// </param>
internal sealed record NodeIdentity(string? InstanceId, string Source);
