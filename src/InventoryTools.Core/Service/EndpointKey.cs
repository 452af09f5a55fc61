namespace InventoryTools.Service;

/// <summary>The key that callers of an endpoint must sign with. Its secret parts can't be read.</summary>
/// <param name="accessKey">The access key ID.</param>
/// <param name="secretKey">The secret access key.</param>
/// <param name="sessionToken">The session token that must come with each call; null for a key without one.</param>
internal sealed class EndpointKey(string accessKey, string secretKey, string? sessionToken = null)
{
    /// <summary>The access key ID.</summary>
    public string AccessKey { get; } = accessKey;

    internal string SecretKey { get; } = secretKey;

    internal string? SessionToken { get; } = sessionToken;

    /// <summary>The access key ID.</summary>
    public override string ToString() => AccessKey;
}
