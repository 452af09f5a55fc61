using Amazon.Runtime.Internal.Util;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;

namespace InventoryTools.Aws;

/// <summary>
/// Looks for an address that was set in place of the region's own, where the SDK does: the environment first, then the
/// profile. Not by the SDK, which would ask another profile than the one that was named.
/// </summary>
internal static class EndpointResolver
{
    private const string ServiceVariable = "AWS_ENDPOINT_URL_SSM";
    private const string GlobalVariable = "AWS_ENDPOINT_URL";
    private const string IgnoreVariable = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";
    private const string ServiceKey = "ssm";
    private const string EndpointKey = "endpoint_url";

    /// <summary>Finds the address; null where the region's own is called.</summary>
    public static Uri? Find(
        ServiceConnection connection,
        AwsEnvironment environment,
        Func<FoundProfile?> profile)
    {
        if (connection.EndpointUrl is Uri given)
        {
            return Checked(given, "-EndpointUrl");
        }

        if (environment.Flag(IgnoreVariable) == true)
        {
            return null;
        }

        foreach (string name in new[] { ServiceVariable, GlobalVariable })
        {
            if (environment.Variable(name) is string text)
            {
                return Parsed(text, name);
            }
        }

        return profile() is FoundProfile found && OfProfile(found) is string configured
            ? Parsed(configured, $"the profile '{found.Name}' in {found.File}")
            : null;
    }

    // The SDK leaves the profile's own endpoint_url out where the profile names a section of services.
    private static string? OfProfile(FoundProfile found)
    {
        if (found.Profile.IgnoreConfiguredEndpointUrls == true)
        {
            return null;
        }

        if (string.IsNullOrEmpty(found.Profile.Services))
        {
            return found.Profile.EndpointUrl;
        }

        string config = ProfileFiles.ConfigOf(found.File);
        return File.Exists(config)
            && new ProfileIniFile(config, profileMarkerRequired: true).TryGetSection(
                found.Profile.Services,
                isSsoSession: false,
                isServicesSection: true,
                out _,
                out Dictionary<string, Dictionary<string, string>>? services)
            && services is not null
            && services.TryGetValue(ServiceKey, out Dictionary<string, string>? service)
            && service.TryGetValue(EndpointKey, out string? url)
                ? url
                : null;
    }

    private static Uri Parsed(string text, string place) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) ? Checked(endpoint, place) : throw Invalid(place);

    // The text before an @ may be a password. It is not read.
    private static Uri Checked(Uri endpoint, string place) =>
        endpoint.IsAbsoluteUri && endpoint.Scheme is "http" or "https"
            ? new Uri(endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped))
            : throw Invalid(place);

    private static InventoryConnectionException Invalid(string place) => new(
        ConnectionProblem.ConnectionFailed,
        "",
        $"The endpoint from {place} is not an http or https address. Pass one such as http://127.0.0.1:8080.");
}
