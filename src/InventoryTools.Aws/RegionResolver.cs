using System.Text.RegularExpressions;
using Amazon;
using Amazon.Util;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;

namespace InventoryTools.Aws;

/// <summary>Looks for the region.</summary>
internal sealed class RegionResolver(ServiceConnection connection, AwsEnvironment environment)
{
    // A custom endpoint accepts any region, which is used to sign only.
    private const string ForEndpoint = "us-east-1";

    // Liberal, because partitions to come have names of their own.
    private static readonly Regex s_form = new("^[a-z]{2,}(-[a-z]+)+-[0-9]+\\z", RegexOptions.CultureInvariant);

    private readonly List<string> _tried = [];

    /// <summary>
    /// The regions that the AWS SDK knows, by their names in alphabetical order. Others can be used too.
    /// </summary>
    public static IReadOnlyList<(string SystemName, string DisplayName)> Known { get; } =
    [
        .. RegionEndpoint.EnumerableAllRegions
            .Select(region => (region.SystemName, region.DisplayName))
            .OrderBy(region => region.SystemName, StringComparer.Ordinal),
    ];

    /// <summary>Refuses what the command says before anything is asked for over a network.</summary>
    public void Validate() => Checked(connection.Region, "-Region", "");

    /// <summary>Finds the region.</summary>
    /// <param name="named">The profile that somebody named for credentials.</param>
    /// <param name="usual">The profile that is meant when none is named.</param>
    /// <param name="hasEndpoint">True when the address is known without a region.</param>
    /// <param name="cancellationToken">Stops the waiting for the instance.</param>
    public string Find(
        FoundProfile? named,
        Lazy<FoundProfile?> usual,
        bool hasEndpoint,
        CancellationToken cancellationToken)
    {
        string? region = Checked(connection.Region, "-Region", "-Region was not given")
            ?? Checked(connection.StoredRegion, "$StoredAWSRegion", "$StoredAWSRegion is not set")
            ?? OfProfile(named)
            ?? Variable("AWS_REGION")
            ?? Variable("AWS_DEFAULT_REGION")
            ?? OfProfile(usual.Value)
            ?? Variable("AWS_SSM_REGION_NAME")
            ?? OfRegistration();
        if (region is not null)
        {
            return region;
        }

        return hasEndpoint ? ForEndpoint : OfInstance(cancellationToken);
    }

    private static bool IsWritten(string region) => s_form.IsMatch(region);

    private string? Variable(string name) => Checked(environment.Variable(name), name, $"{name} is not set");

    private string? OfProfile(FoundProfile? found) => found is null
        ? null
        : Checked(
            found.Profile.Region?.SystemName,
            $"the profile '{found.Name}' in {found.File}",
            $"the profile '{found.Name}' in {found.File} has no region");

    private string? OfRegistration() => Checked(
        AgentRegistration.ReadRegion(environment.RegistrationFile),
        $"the agent's registration in {environment.RegistrationFile}",
        $"the agent has no registration in {environment.RegistrationFile}");

    private string? Checked(string? region, string place, string otherwise)
    {
        if (string.IsNullOrWhiteSpace(region))
        {
            _tried.Add(otherwise);
            return null;
        }

        return IsWritten(region!) ? region : throw CredentialErrors.InvalidRegion(region!, place);
    }

    private string OfInstance(CancellationToken cancellationToken)
    {
        if (environment.IsMetadataDisabled)
        {
            _tried.Add("the instance was not asked, because AWS_EC2_METADATA_DISABLED is set");
            throw CredentialErrors.RegionNotFound(_tried);
        }

        try
        {
            if (BoundedWait.Await(() => EC2InstanceMetadata.Region?.SystemName, cancellationToken) is string region
                && IsWritten(region))
            {
                return region;
            }

            _tried.Add("the instance metadata service has no region");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _tried.Add($"the instance metadata service has no region ({CredentialErrors.Reason(error)})");
        }

        throw CredentialErrors.RegionNotFound(_tried);
    }
}
