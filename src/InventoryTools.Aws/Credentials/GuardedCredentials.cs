using System;
using System.Threading.Tasks;
using Amazon.Runtime;

namespace InventoryTools.Aws;

/// <summary>Credentials whose failures come out as this module's own exception, in words.</summary>
internal sealed class GuardedCredentials(AWSCredentials inner, Func<Exception, string> explain) : AWSCredentials
{
    public override ImmutableCredentials GetCredentials()
    {
        try
        {
            return inner.GetCredentials();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Explain(error);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        try
        {
            return await inner.GetCredentialsAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw Explain(error);
        }
    }

    // No inner exception: the SDK's may quote what a process printed or a server sent. One of a profile below stays.
    private InventoryCredentialException Explain(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is InventoryCredentialException known)
            {
                return known;
            }
        }

        return CredentialErrors.Unavailable(explain(error));
    }
}
