using Amazon;
using Amazon.Runtime;

namespace InventoryTools.Aws.Credentials;

/// <summary>Credentials that were found, with the facts that are known before they are used.</summary>
/// <param name="Source">The place that they are from, in words.</param>
/// <param name="Make">Makes them for a region, in which roles are assumed.</param>
internal sealed record ResolvedCredentials(string Source, Func<RegionEndpoint, AWSCredentials> Make)
{
    /// <summary>Finds the account that the credentials are of; null where they do not tell it.</summary>
    public Func<string?> FindAccount { get; init; } = () => null;

    public FoundProfile? Profile { get; init; }

    /// <summary>True when the profile was named.</summary>
    public bool IsNamedProfile { get; init; }

    public override string ToString() => Source;
}
