using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.SharedInterfaces;
using Amazon.RuntimeDependencies;
using Amazon.SecurityToken;
using Amazon.SSO;
using Amazon.SSOOIDC;
using InventoryTools.Aws.Service;

namespace InventoryTools.Aws.Credentials;

/// <summary>The clients by which profiles get temporary keys.</summary>
/// <remarks>
/// The SDK looks for these by assembly name in the whole process, and takes the first it finds. Where AWS Tools have
/// loaded theirs that is the wrong one, which doesn't know our AWSSDK.Core. So they are made here, by their types.
/// </remarks>
internal static class TokenClients
{
    private static readonly PrivateHttpClientFactory s_http = new(2, handler => new TokenResponseHandler(handler));

    static TokenClients()
    {
        GlobalRuntimeDependencyRegistry.Instance.RegisterSSOClient(context => new AmazonSSOClient(
            new AnonymousAWSCredentials(),
            new AmazonSSOConfig
            {
                RegionEndpoint = context.SSOClientContextData.Region,
                HttpClientFactory = s_http,
            }));
        GlobalRuntimeDependencyRegistry.Instance.RegisterSSOOIDCClient(context => new AmazonSSOOIDCClient(
            new AnonymousAWSCredentials(),
            new AmazonSSOOIDCConfig
            {
                RegionEndpoint = context.SSOOIDCClientContextData.Region,
                HttpClientFactory = s_http,
            }));
    }

    /// <summary>Makes sure that sign-ins through SSO find their clients.</summary>
    public static void Register() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(TokenClients).TypeHandle);

    public static ICoreAmazonSTS SecurityToken(AWSCredentials credentials, RegionEndpoint region) =>
        new AmazonSecurityTokenServiceClient(
            credentials,
            new AmazonSecurityTokenServiceConfig
            {
                RegionEndpoint = region,
                HttpClientFactory = s_http,
                // Else a call to an address of its own (AWS_ENDPOINT_URL_STS) is signed for us-east-1.
                AuthenticationRegion = region.SystemName,
            });
}

/// <summary>A role that is assumed in the region of the connection; the SDK would ask the instance for one.</summary>
internal sealed class RoleCredentials(AssumeRoleAWSCredentials role, AWSCredentials source, RegionEndpoint region)
    : AssumeRoleAWSCredentials(source, role.RoleArn, role.RoleSessionName, role.Options)
{
    protected override CredentialsRefreshState GenerateNewCredentials() => State(
        TokenClients.SecurityToken(SourceCredentials, region)
            .CredentialsFromAssumeRoleAuthentication(RoleArn, RoleSessionName, Options));

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => State(
        await TokenClients.SecurityToken(SourceCredentials, region)
            .CredentialsFromAssumeRoleAuthenticationAsync(RoleArn, RoleSessionName, Options)
            .ConfigureAwait(false));

    private static CredentialsRefreshState State(AssumeRoleImmutableCredentials keys) => new(keys, keys.Expiration);
}

/// <summary>A role that is assumed with a token from a file, in the region of the connection.</summary>
internal sealed class WebIdentityCredentials(
    string tokenFile,
    string roleArn,
    string? sessionName,
    RegionEndpoint region)
    : AssumeRoleWithWebIdentityCredentials(tokenFile, roleArn, sessionName)
{
    private const int MaxKilobytes = 64;

    protected override CredentialsRefreshState GenerateNewCredentials()
    {
        CheckSize();
        return base.GenerateNewCredentials();
    }

    protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        CheckSize();
        return base.GenerateNewCredentialsAsync();
    }

    protected override ICoreAmazonSTS CreateClient() =>
        TokenClients.SecurityToken(new AnonymousAWSCredentials(), region);

    // The SDK reads the whole file.
    private void CheckSize()
    {
        if (new FileInfo(WebIdentityTokenFile) is { Exists: true, Length: > MaxKilobytes * 1024 })
        {
            throw CredentialErrors.Unavailable(
                $"The token file {WebIdentityTokenFile} is larger than {MaxKilobytes} KB, the limit of a token. "
                    + "Check AWS_WEB_IDENTITY_TOKEN_FILE, or web_identity_token_file in the profile.");
        }
    }
}
