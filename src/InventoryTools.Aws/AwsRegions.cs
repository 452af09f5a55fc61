using Amazon;

namespace InventoryTools.Aws;

/// <summary>The regions that the AWS SDK knows. Others can be used too.</summary>
internal static class AwsRegions
{
    /// <summary>The regions, by their names in alphabetical order.</summary>
    public static IReadOnlyList<(string SystemName, string DisplayName)> All { get; } =
    [
        .. RegionEndpoint.EnumerableAllRegions
            .Select(region => (region.SystemName, region.DisplayName))
            .OrderBy(region => region.SystemName, System.StringComparer.Ordinal),
    ];
}
