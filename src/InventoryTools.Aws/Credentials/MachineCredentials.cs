using Amazon;
using Amazon.Runtime;
using InventoryTools.Aws.Identity;

namespace InventoryTools.Aws.Credentials;

/// <summary>Looks for the credentials that a machine gives to the programs that run on it.</summary>
/// <param name="environment">The environment of the process.</param>
/// <param name="tried">Takes the places without credentials, for the message.</param>
internal sealed class MachineCredentials(AwsEnvironment environment, ICollection<string> tried)
{
    /// <summary>Finds credentials; null when the machine has none.</summary>
    public ResolvedCredentials? Find(CancellationToken cancellationToken) =>
        WebIdentity() ?? Container(cancellationToken) ?? Instance(cancellationToken);

    private ResolvedCredentials? WebIdentity()
    {
        string? file = environment.Variable("AWS_WEB_IDENTITY_TOKEN_FILE");
        string? role = environment.Variable("AWS_ROLE_ARN");
        if (file is null || role is null)
        {
            tried.Add("AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set");
            return null;
        }

        return new("the token file (AWS_WEB_IDENTITY_TOKEN_FILE)", region => WebIdentity(file, role, region))
        {
            FindAccount = () => AccountIds.FromArn(role),
        };
    }

    private TranslatingCredentials WebIdentity(string file, string role, RegionEndpoint region)
    {
        try
        {
            string? session = environment.Variable("AWS_ROLE_SESSION_NAME");
            return new(
                new WebIdentityCredentials(file, role, session, region),
                error => $"{role} could not be assumed with the token in {file} ({CredentialErrors.Reason(error)}).");
        }
        catch (ArgumentException)
        {
            throw CredentialErrors.Invalid(
                "AWS_WEB_IDENTITY_TOKEN_FILE is not an absolute path, or AWS_ROLE_SESSION_NAME is not written as such "
                    + "names are.");
        }
    }

    private ResolvedCredentials? Container(CancellationToken cancellationToken)
    {
        if (environment.Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is null
            && environment.Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is null)
        {
            tried.Add("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and _FULL_URI are not set");
            return null;
        }

        try
        {
            return Fetched("the container's credentials", () => new GenericContainerCredentials(), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw CredentialErrors.Unavailable(
                "The container's credentials (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI) could not be got: "
                    + $"{CredentialErrors.Reason(error)}.");
        }
    }

    private ResolvedCredentials? Instance(CancellationToken cancellationToken)
    {
        if (environment.IsMetadataDisabled)
        {
            tried.Add("the instance's role was not asked for, because AWS_EC2_METADATA_DISABLED is set");
            return null;
        }

        try
        {
            return Fetched("the instance's role", () => new InstanceProfileAWSCredentials(), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            tried.Add($"the instance metadata service gave no role ({CredentialErrors.Reason(error)})");
            return null;
        }
    }

    private static ResolvedCredentials Fetched(
        string source,
        Func<AWSCredentials> make,
        CancellationToken cancellationToken)
    {
        (AWSCredentials credentials, ImmutableCredentials keys) = BoundedWait.Await(
            () =>
            {
                AWSCredentials made = make();
                return (made, made.GetCredentials());
            },
            cancellationToken);
        return new(
            source,
            _ => new TranslatingCredentials(
                credentials,
                error => $"No new keys came from {source} ({CredentialErrors.Reason(error)})."))
        {
            FindAccount = () => AccountIds.Valid(keys.AccountId) ?? AccountIds.FromAccessKey(keys.AccessKey),
        };
    }
}
