using System.Globalization;
using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Loading;
using InventoryTools.Service;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>
/// The base of the commands that call AWS: the parameters for region, endpoint and credentials, with the names and
/// aliases of AWS Tools for PowerShell.
/// </summary>
public abstract class AwsCmdlet : InventoryCmdlet
{
    /// <summary>The name of the parameter set for AWS.</summary>
    protected const string AwsSet = "Aws";

    /// <summary>The region.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("RegionToCall")]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>The name of a profile.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("AWSProfileName", "StoredCredentials")]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The file with the profiles.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("AWSProfilesLocation", "ProfilesLocation")]
    [ValidateNotNullOrEmpty]
    public string? ProfileLocation { get; set; }

    /// <summary>The access key ID.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("AK")]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The secret access key.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("SK", "SecretAccessKey")]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token of temporary keys.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [Alias("ST")]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>A PSCredential with the access key and the secret key, or an AWSCredentials of AWS Tools.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateNotNull]
    public PSObject? Credential { get; set; }

    /// <summary>The address to call instead of the region's own.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateNotNull]
    public Uri? EndpointUrl { get; set; }

    /// <summary>The number of seconds to wait for one response of the service.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>The number of seconds for which a call that fails is made again.</summary>
    [Parameter(ParameterSetName = AwsSet)]
    [ValidateRange(0, 86400)]
    public int RetryTimeoutSec { get; set; } = 300;

    /// <summary>Finds credentials and a region; a terminating error where there are none.</summary>
    internal ConnectedService Connect(int maxConnections)
    {
        if (EndpointUrl is not null && !(EndpointUrl.IsAbsoluteUri && EndpointUrl.Scheme is "http" or "https"))
        {
            ThrowTerminatingError(ErrorRecords.InvalidArgument(
                nameof(EndpointUrl), null, "It must begin with http:// or https://."));
        }

        // A named profile comes before -Credential of any kind.
        bool hasNamed = AccessKey is not null || ProfileName is not null || ProfileLocation is not null;
        PSCredential? pair = Credential?.BaseObject as PSCredential;
        PSCredential? keys = hasNamed ? null : pair;
        ServiceConnection connection = new()
        {
            AccessKey = AccessKey ?? keys?.UserName,
            SecretKey = keys?.GetNetworkCredential().Password ?? SecretKey,
            SessionToken = SessionToken,
            ProfileName = ProfileName,
            ProfileLocation = ProfileLocation is null ? null : ResolvePath(ProfileLocation),
            Credential = pair is null ? Credential?.BaseObject : null,
            StoredCredentials = Variable("StoredAWSCredentials"),
            Region = Region,
            StoredRegion = Variable("StoredAWSRegion") is object region
                ? Convert.ToString(region, CultureInfo.InvariantCulture)
                : null,
            EndpointUrl = EndpointUrl,
            MaxConnections = maxConnections,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        ConnectedService service = Use(() => AwsGateway.Connect(connection, StopToken));
        WriteVerbose($"Region {service.Region}, endpoint {service.Endpoint}, credentials: {service.CredentialSource}.");
        return service;
    }

    // AWS Tools keep what Set-AWSCredential and Set-DefaultAWSRegion were told in variables of the session.
    private object? Variable(string name) => PSObjectAdapter.Bare(SessionState.PSVariable.GetValue(name));
}
