using InventoryTools.Aws.Identity;

namespace InventoryTools.Aws.Credentials;

/// <summary>The profiles that can be named.</summary>
internal static class AwsProfiles
{
    /// <summary>The names of the profiles, in the order of the files. Files that can't be read have none.</summary>
    /// <param name="profileLocation">The file with the profiles; where AWS's own tools look when null.</param>
    public static IReadOnlyList<string> List(string? profileLocation) => List(profileLocation, AwsEnvironment.Process);

    internal static IReadOnlyList<string> List(string? profileLocation, AwsEnvironment environment)
    {
        try
        {
            return string.IsNullOrEmpty(profileLocation)
                ? ProfileFiles.Of(environment).Names()
                : ProfileFiles.At(profileLocation!).Names();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return [];
        }
    }
}
