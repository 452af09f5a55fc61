using System;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace InventoryTools.Aws;

/// <summary>
/// Credentials whose failures say that they are about credentials. The SDK gets them in the middle of a call, by calls
/// of its own, and lets those calls' failures out as if Systems Manager could not be reached.
/// </summary>
internal sealed class SigningCredentials(AWSCredentials credentials) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return credentials.GetCredentials();
        }
        catch (Exception error) when (error is not InventoryServiceException)
        {
            throw FailureTranslation.CredentialsUnavailable(error);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await credentials.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not InventoryServiceException)
        {
            throw FailureTranslation.CredentialsUnavailable(error);
        }
    }
}
