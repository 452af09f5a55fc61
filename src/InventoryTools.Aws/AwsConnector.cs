using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using InventoryTools.Aws.Credentials;
using InventoryTools.Aws.Identity;
using InventoryTools.Aws.Service;
using InventoryTools.Service;

namespace InventoryTools.Aws;

/// <summary>Finds credentials and a region as AWS's own tools do, and makes a service that calls AWS by them.</summary>
internal static class AwsConnector
{
    /// <summary>Connects; nothing is sent to Systems Manager yet.</summary>
    /// <exception cref="InventoryCredentialException">No credentials or no region were found.</exception>
    /// <exception cref="InventoryConnectionException">The configured endpoint is not an address.</exception>
    public static ConnectedService Connect(
        ServiceConnection connection,
        AwsEnvironment environment,
        CancellationToken cancellationToken)
    {
        ConnectionPlan plan = Resolve(connection, environment, cancellationToken);
        Uri endpoint = plan.Endpoint ?? AddressOf(plan.Config);
        AwsInventoryService service = new(new SystemsManagerClient(plan.Credentials, plan.Config), endpoint);
        return new(service, plan.Region, endpoint, plan.Source)
        {
            // The name of the target in the ledger. It is the same in every later run, with any profile of the account.
            Target = plan.Endpoint is null
                ? $"aws:{plan.AccountId}/{plan.Region}"
                : $"{endpoint.AbsoluteUri.TrimEnd('/')}/{plan.Region}",
        };
    }

    internal static ConnectionPlan Resolve(
        ServiceConnection connection,
        AwsEnvironment environment,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        new RegionResolver(connection, environment).Validate();
        CredentialResolver finder = new(connection, environment);
        ResolvedCredentials? found = finder.FindConfigured();
        FoundProfile? own = found?.Profile;
        // Read only when needed: a broken file has no effect when the parameters state everything.
        Lazy<FoundProfile?> usual = new(finder.FindDefaultProfile);
        FoundProfile? Profile() => own ?? usual.Value;
        Uri? endpoint = EndpointResolver.Find(connection, environment, Profile);
        CheckSdk();
        found ??= endpoint is { IsLoopback: true }
            ? new ResolvedCredentials("none (a loopback endpoint)", _ => new AnonymousAWSCredentials())
            : finder.FindFromMachine(cancellationToken);
        string region = new RegionResolver(connection, environment)
            .Find(found.IsNamedProfile ? own : null, usual, hasEndpoint: endpoint is not null, cancellationToken);
        return new(
            found.Make(RegionEndpoint.GetBySystemName(region)),
            found.Source,
            found.FindAccount,
            region,
            endpoint,
            Configure(connection, environment, Profile, endpoint, region));
    }

    // The SDK reads these once a process, at some later time, and its error may quote a line of a file.
    private static void CheckSdk()
    {
        try
        {
            _ = FallbackInternalConfigurationFactory.ClientAppId;
        }
        catch (TypeInitializationException)
        {
            throw CredentialErrors.Invalid(
                "The AWS SDK can't read its own settings: a variable such as AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or "
                    + "AWS_EC2_METADATA_SERVICE_ENDPOINT has an invalid value, or the default profile in "
                    + $"{SharedCredentialsFile.DefaultFilePath} or the file config in the same folder is broken. "
                    + "Correct it, and start a new session, because the SDK reads them only once.");
        }
    }

    // The proxy and the trusted certificates are the platform's own, as the SDK leaves them.
    private static SystemsManagerConfig Configure(
        ServiceConnection connection,
        AwsEnvironment environment,
        Func<FoundProfile?> profile,
        Uri? endpoint,
        string region)
    {
        SystemsManagerConfig config = new(environment.Clock, connection.MaxConnections)
        {
            // Else the SDK may ask the instance which kind of machine it is.
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            IgnoreConfiguredEndpointUrls = true,
            RetryMode = RequestRetryMode.Standard,
            Timeout = connection.Timeout,
            DisableLogging = true,
            LogMetrics = false,
        };
        if (endpoint is not null)
        {
            config.ServiceURL = endpoint.AbsoluteUri;
            config.AuthenticationRegion = region;
            config.UseFIPSEndpoint = false;
            config.UseDualstackEndpoint = false;
            return config;
        }

        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        CredentialProfile? settings = profile()?.Profile;
        if ((environment.Flag("AWS_USE_FIPS_ENDPOINT") ?? settings?.UseFIPSEndpoint) is bool useFips)
        {
            config.UseFIPSEndpoint = useFips;
        }

        if ((environment.Flag("AWS_USE_DUALSTACK_ENDPOINT") ?? settings?.UseDualstackEndpoint) is bool useDual)
        {
            config.UseDualstackEndpoint = useDual;
        }

        return config;
    }

    private static Uri AddressOf(SystemsManagerConfig config) => new(config.DetermineServiceOperationEndpoint(
        new ServiceOperationEndpointParameters(new Amazon.SimpleSystemsManagement.Model.PutInventoryRequest())).URL);

    /// <summary>The result of Connect.</summary>
    internal sealed record ConnectionPlan(
        AWSCredentials Credentials,
        string Source,
        Func<string?> FindAccount,
        string Region,
        Uri? Endpoint,
        SystemsManagerConfig Config)
    {
        public string? AccountId => FindAccount();

        public override string ToString() => Source;
    }
}
