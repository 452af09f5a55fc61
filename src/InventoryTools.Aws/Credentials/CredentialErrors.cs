using Amazon.Runtime;

namespace InventoryTools.Aws.Credentials;

/// <summary>The errors of credentials and regions. None quotes a key, a token or a file's line.</summary>
internal static class CredentialErrors
{
    private const int MaxReasonLength = 300;

    public static InventoryCredentialException MissingHalf(string given, string missing) => Invalid(
        $"{given} is there, but {missing} is missing. Give both, or neither.");

    public static InventoryCredentialException ProfileNotFound(string name, string asker, ProfileFiles files)
    {
        IReadOnlyList<string> names = files.Names();
        string there = names.Count == 0
            ? "No profiles exist"
            : "The profiles there are: " + string.Join(", ", names);
        return new(
            CredentialProblem.ProfileNotFound,
            $"{asker} names the profile '{name}', which is not there. {there}. Looked at: {files.Places}, "
                + "and the file config beside each.");
    }

    public static InventoryCredentialException LocationNotFound(string location) => new(
        CredentialProblem.ProfileNotFound,
        $"The profile location '{location}' is not a file. Pass the path of a file such as ~/.aws/credentials.");

    public static InventoryCredentialException BrokenProfile(string name, string file, string why) => Invalid(
        $"The profile '{name}' in {file} can't be used. {why}");

    public static InventoryCredentialException Invalid(string message) =>
        new(CredentialProblem.InvalidCredentials, message);

    public static InventoryCredentialException Unavailable(string message) =>
        new(CredentialProblem.CredentialsUnavailable, message);

    public static InventoryCredentialException NotFound(IEnumerable<string> tried) => new(
        CredentialProblem.CredentialsNotFound,
        $"No AWS credentials were found. Tried: {string.Join("; ", tried)}. Give -ProfileName, -Credential, or "
            + "-AccessKey and -SecretKey; set AWS_PROFILE; or run 'aws configure'.");

    public static InventoryCredentialException RegionNotFound(IEnumerable<string> tried) => new(
        CredentialProblem.RegionNotFound,
        $"No AWS region was found. Tried: {string.Join("; ", tried)}. Give -Region, set AWS_REGION, or put a region "
            + "into the profile.");

    public static InventoryCredentialException InvalidRegion(string region, string place) => new(
        CredentialProblem.InvalidRegion,
        $"'{region}', from {place}, is not written as a region is. Give one such as eu-west-1.");

    /// <summary>
    /// The reason for which credentials are missing: the answer of a service without the lines that repeat the request,
    /// or the kind of the error.
    /// </summary>
    public static string Reason(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (at is AmazonServiceException { ErrorCode.Length: > 0 } answer)
            {
                string text = answer.Message.Split('\r', '\n').First();
                text = text.Length > MaxReasonLength ? text.Substring(0, MaxReasonLength) : text;
                return $"{answer.ErrorCode}: {text}";
            }
        }

        return error.GetBaseException().GetType().Name;
    }
}
