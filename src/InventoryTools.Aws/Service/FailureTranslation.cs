using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;

namespace InventoryTools.Aws.Service;

/// <summary>Says what a failure of the SDK means for the person who made the call.</summary>
internal static class FailureTranslation
{
    /// <summary>Returns the failure as the core knows it; the same one where the call is not its cause.</summary>
    /// <param name="error">The failure.</param>
    /// <param name="endpoint">The address that was called.</param>
    /// <param name="operation">The operation, such as PutInventory.</param>
    /// <param name="isSent">True when the request has left.</param>
    public static Exception Translate(Exception error, Uri endpoint, string operation, bool isSent)
    {
        string place = Place(endpoint);
        return error switch
        {
            InventoryServiceException => error,
            UnexpectedResponseException answer => UnexpectedResponse.ToException(answer, place, operation),
            AmazonSimpleSystemsManagementException fault => FaultTranslation.Translate(fault, place, operation),
            _ when NetworkTranslation.IsNetwork(error) => NetworkTranslation.Translate(error, place),
            _ when isSent => UnexpectedResponse.ToException(Unreadable(error), place, operation),
            _ when IsCredentials(error) => CredentialsUnavailable(error),
            _ => error,
        };
    }

    // The answer is checked before, so this is what the check does not know. The call may have been carried out.
    private static UnexpectedResponseException Unreadable(Exception error)
    {
        int status = error is AmazonServiceException { StatusCode: > 0 } answered ? (int)answered.StatusCode : 200;
        ResponseText body = new(null, "a body that the AWS SDK can't read");
        return new UnexpectedResponseException(status, body) { IsMisfit = status < 300 };
    }

    /// <summary>Nothing to sign with: a role, a sign-in or a process makes no credentials.</summary>
    private static InventoryCredentialException CredentialsUnavailable(Exception error)
    {
        // The outer sentence names the role or the profile, the inner one the reason.
        IEnumerable<string> sentences = Chain(error)
            .Where(link => link is not AggregateException)
            .Select(Sentence)
            .Where(sentence => sentence.Length > 0)
            .Distinct()
            .Take(3);
        return new InventoryCredentialException(
            CredentialProblem.CredentialsUnavailable,
            $"The credentials to sign the call with could not be got: {string.Join(": ", sentences)}.");
    }

    /// <summary>The address without a name and a password that it may hold.</summary>
    public static string Place(Uri endpoint) =>
        endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>An exception and those in it, the outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    /// <summary>The first line of what someone else says, without its full stop.</summary>
    public static string Reason(string? text) =>
        (text ?? "").Trim().Split('\r', '\n')[0].TrimEnd('.', ' ');

    // The answer of another service than Systems Manager, or the SDK at a loss, is about credentials.
    private static bool IsCredentials(Exception error) =>
        error is AmazonServiceException or AmazonClientException or ProcessAWSCredentialException
        || (error is InvalidOperationException and not ObjectDisposedException && error.Source == "AWSSDK.Core");

    private static string Sentence(Exception error)
    {
        if (error is ProcessAWSCredentialException { InnerException: not null })
        {
            return "The credential process failed"; // The SDK's own sentence is the name of a class.
        }

        if (error is not AmazonServiceException fault)
        {
            return error.GetType().Namespace == "Amazon.Runtime.Internal" ? "" : Reason(error.Message);
        }

        string words = FaultTranslation.Words(fault) ?? "";
        return string.IsNullOrEmpty(fault.ErrorCode) || words.Length == 0
            ? Reason((fault.ErrorCode ?? "") + words)
            : $"{fault.ErrorCode}: {Reason(words)}";
    }
}
