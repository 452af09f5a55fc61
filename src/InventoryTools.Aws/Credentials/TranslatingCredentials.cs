using Amazon.Runtime;
using InventoryTools.Aws.Service;

namespace InventoryTools.Aws.Credentials;

/// <summary>Credentials whose failures come out as this module's own exception, in words.</summary>
internal sealed class TranslatingCredentials(AWSCredentials inner, Func<Exception, string> explain) : AWSCredentials
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

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
            // The SDK waits forever for a process or a server that never answers.
            return await BoundedWait.AwaitAsync(inner.GetCredentialsAsync, s_timeout, ServiceCall.Stop)
                .ConfigureAwait(false);
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
