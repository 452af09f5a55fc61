namespace InventoryTools.Service;

/// <summary>The key that callers of an endpoint must sign with. Its secret parts can't be read.</summary>
internal sealed class EndpointKey
{
    /// <summary>Makes the key.</summary>
    /// <param name="accessKey">The access key ID.</param>
    /// <param name="secretKey">The secret access key.</param>
    /// <param name="sessionToken">The session token that must come with each call; null for a key without one.</param>
    public EndpointKey(string accessKey, string secretKey, string? sessionToken = null)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = sessionToken;
    }

    /// <summary>The access key ID.</summary>
    public string AccessKey { get; }

    internal string SecretKey { get; }

    internal string? SessionToken { get; }

    /// <summary>The access key ID.</summary>
    public override string ToString() => AccessKey;
}
