using System;

namespace InventoryTools.Service;

/// <summary>
/// How a person says which account and region of AWS is meant. What is null is looked for where AWS's own tools
/// look. It is a class without a text of its own, so that no secret is printed by chance.
/// </summary>
internal sealed class ServiceConnection
{
    /// <summary>The access key ID.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The secret access key.</summary>
    public string? SecretKey { get; init; }

    /// <summary>The session token of temporary keys.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The name of a profile. It must be there: another is never taken for it.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The full path of the file with the profiles.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>
    /// An object that makes credentials: an AWSCredentials of any version of the AWS SDK for .NET, from whatever load
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

    /// <summary>How many calls may be under way at once.</summary>
    public int MaxConnections { get; init; } = 16;

    /// <summary>How long to wait for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>A service that is ready to be called, and what is known of where it is.</summary>
/// <param name="Service">The service.</param>
/// <param name="Region">The region.</param>
/// <param name="Endpoint">The address that is called.</param>
/// <param name="AccountId">The account, where the credentials tell it.</param>
/// <param name="CredentialSource">Where the credentials come from, in words, without any secret.</param>
internal sealed record ConnectedService(
    IInventoryService Service,
    string Region,
    Uri Endpoint,
    string? AccountId,
    string CredentialSource) : IDisposable
{
    /// <summary>The name by which the ledger tells targets apart: the account or the endpoint, and the region.</summary>
    public string Target { get; init; } = "";

    /// <inheritdoc/>
    public void Dispose() => Service.Dispose();
}

/// <summary>Which managed node this machine is, or what was tried to find out.</summary>
/// <param name="InstanceId">The node; null where nothing told it.</param>
/// <param name="Source">What told it, or what was tried and why it told nothing, in words.</param>
internal sealed record NodeIdentity(string? InstanceId, string Source);
