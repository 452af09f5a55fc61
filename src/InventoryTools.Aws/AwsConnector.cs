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
    /// <exception cref="InventoryCredentialException">There are no credentials, or there is no region.</exception>
    /// <exception cref="InventoryConnectionException">The endpoint that was set is no address.</exception>
    public static ConnectedService Connect(ServiceConnection connection, CancellationToken cancellationToken) =>
        Connect(connection, AwsEnvironment.Process, cancellationToken);

    internal static ConnectedService Connect(
        ServiceConnection connection,
        AwsEnvironment environment,
        CancellationToken cancellationToken)
    {
        ConnectionPlan resolved = Resolve(connection, environment, cancellationToken);
        SystemsManagerConfig config = resolved.Config;
        Uri endpoint = resolved.Endpoint ?? AddressOf(config);
        SystemsManagerClient client = new(resolved.Credentials, config);
        return new(
            new AwsInventoryService(client, endpoint),
            resolved.Region,
            endpoint,
            resolved.AccountId,
            resolved.Source)
        {
            Target = TargetOf(resolved),
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
        Uri? endpoint = EndpointResolver.Find(connection, environment, () => own ?? usual.Value);
        CheckSdk();
        found ??= endpoint is { IsLoopback: true }
            ? new ResolvedCredentials("none (a loopback endpoint)", _ => new AnonymousAWSCredentials())
            : finder.FindFromMachine(cancellationToken);
        string region = new RegionResolver(connection, environment)
            .Find(found.IsNamedProfile ? own : null, usual, hasEndpoint: endpoint is not null, cancellationToken);
        return new(
            found.Make(RegionEndpoint.GetBySystemName(region)),
            found.Source,
            found.AccountId,
            region,
            endpoint,
            endpoint is null
                ? Configure(connection, environment, own ?? usual.Value, region)
                : Configure(connection, endpoint, region));
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
                    + "AWS_EC2_METADATA_SERVICE_ENDPOINT has a value that is none, or the default profile in "
                    + $"{SharedCredentialsFile.DefaultFilePath} or the file config beside it is broken. Mend it, and "
                    + "begin a new session, because the SDK reads them only once.");
        }
    }

    // The name of the target in the ledger: the endpoint's address or aws:ACCOUNT, and the region. It is the same in
    // every later run, with any profile of the account.
    private static string TargetOf(ConnectionPlan resolved) => resolved.Endpoint is Uri endpoint
        ? $"{endpoint.AbsoluteUri.TrimEnd('/')}/{resolved.Region}"
        : $"aws:{resolved.AccountId}/{resolved.Region}";

    private static SystemsManagerConfig Configure(ServiceConnection connection, Uri endpoint, string region)
    {
        SystemsManagerConfig config = Configure(connection);
        config.ServiceURL = endpoint.AbsoluteUri;
        config.AuthenticationRegion = region;
        config.UseFIPSEndpoint = false;
        config.UseDualstackEndpoint = false;
        return config;
    }

    private static SystemsManagerConfig Configure(
        ServiceConnection connection,
        AwsEnvironment environment,
        FoundProfile? profile,
        string region)
    {
        SystemsManagerConfig config = Configure(connection);
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if ((environment.Flag("AWS_USE_FIPS_ENDPOINT") ?? profile?.Profile.UseFIPSEndpoint) is bool useFips)
        {
            config.UseFIPSEndpoint = useFips;
        }

        if ((environment.Flag("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?.Profile.UseDualstackEndpoint) is bool useDual)
        {
            config.UseDualstackEndpoint = useDual;
        }

        return config;
    }

    // The proxy and the trusted certificates are the platform's own, as the SDK leaves them.
    private static SystemsManagerConfig Configure(ServiceConnection connection) => new(connection.MaxConnections)
    {
        // Else the SDK may ask the instance which kind of machine it is.
        DefaultConfigurationMode = DefaultConfigurationMode.Standard,
        IgnoreConfiguredEndpointUrls = true,
        RetryMode = RequestRetryMode.Standard,
        Timeout = connection.Timeout,
        DisableLogging = true,
        LogMetrics = false,
    };

    private static Uri AddressOf(SystemsManagerConfig config)
    {
        Endpoint endpoint = config.DetermineServiceOperationEndpoint(
            new ServiceOperationEndpointParameters(new Amazon.SimpleSystemsManagement.Model.PutInventoryRequest()));
        return new Uri(endpoint.URL);
    }

    /// <summary>The result of Connect.</summary>
    internal sealed record ConnectionPlan(
        AWSCredentials Credentials,
        string Source,
        string? AccountId,
        string Region,
        Uri? Endpoint,
        SystemsManagerConfig Config)
    {
        public override string ToString() => Source;
    }
}
