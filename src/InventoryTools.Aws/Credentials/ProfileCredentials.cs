using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace InventoryTools.Aws.Credentials;

/// <summary>Makes credentials from a profile of any kind.</summary>
internal static class ProfileCredentials
{
    /// <summary>True when the profile has no credentials: a region and such alone.</summary>
    public static bool IsEmpty(FoundProfile found) => SettingsOf(found.Profile.Options).Count == 0;

    /// <summary>Makes the credentials; nothing is asked for yet.</summary>
    public static AWSCredentials Make(FoundProfile found, RegionEndpoint region)
    {
        CredentialProfileOptions options = found.Profile.Options;
        if (!found.Profile.CanCreateAWSCredentials)
        {
            throw CredentialErrors.BrokenProfile(found.Name, found.File, WhyNone(options));
        }

        if (!string.IsNullOrEmpty(options.LoginSession) && string.IsNullOrEmpty(options.AccessKey))
        {
            throw CredentialErrors.Unavailable(
                $"The profile '{found.Name}' in {found.File} signs in by 'aws login', which is not supported here. Use "
                    + "a profile with credential_process = aws configure export-credentials --profile "
                    + $"{found.Name} --format process.");
        }

        AWSCredentials credentials;
        try
        {
            TokenClients.Register();
            credentials = Ours(AWSCredentialsFactory.GetAWSCredentials(found.Profile, found.Source), found, region);
        }
        catch (InvalidDataException error) when (IsOfTheFactory(error.GetBaseException()))
        {
            // Says which source profile is missing or goes round in circles, by its name alone.
            throw CredentialErrors.BrokenProfile(found.Name, found.File, error.GetBaseException().Message);
        }
        catch (Exception error) when (error is ArgumentException or IOException or InvalidDataException
            or UnauthorizedAccessException)
        {
            throw CredentialErrors.BrokenProfile(found.Name, found.File, "The AWS SDK makes no credentials of it.");
        }
        catch (Exception error) when (error is AmazonServiceException or InvalidOperationException)
        {
            throw CredentialErrors.Unavailable(Explain(found, error));
        }

        return new TranslatingCredentials(credentials, error => Explain(found, error));
    }

    /// <summary>The account that the profile's keys are of, as far as its text tells.</summary>
    public static string? AccountOf(FoundProfile found)
    {
        CredentialProfileOptions options = found.Profile.Options;
        return AccountIds.Valid(options.AwsAccountId)
            ?? AccountIds.Valid(options.SsoAccountId)
            ?? AccountIds.FromArn(options.RoleArn)
            ?? AccountIds.FromAccessKey(options.AccessKey);
    }

    private static AWSCredentials Ours(AWSCredentials credentials, FoundProfile found, RegionEndpoint region)
    {
        switch (credentials)
        {
            case AssumeRoleAWSCredentials role:
                // A code can't be asked for here, and the SDK would continue without one.
                return string.IsNullOrEmpty(role.Options.MfaSerialNumber)
                    ? new RoleCredentials(role, Ours(role.SourceCredentials, found, region), region)
                    : throw CredentialErrors.Unavailable(
                        $"The profile '{found.Name}' in {found.File} assumes a role with a code of an MFA device "
                            + "(mfa_serial), which can't be asked for here. Get temporary keys with the code first, by "
                            + "'aws sts assume-role' or AWS Tools, or name a profile without mfa_serial.");
            case AssumeRoleWithWebIdentityCredentials web:
                return new WebIdentityCredentials(web.WebIdentityTokenFile, web.RoleArn, web.RoleSessionName, region);
            default:
                return credentials;
        }
    }

    private static string Explain(FoundProfile found, Exception error)
    {
        CredentialProfileOptions options = found.Profile.Options;
        string profile = $"The profile '{found.Name}' in {found.File}";
        if (!string.IsNullOrEmpty(options.SsoStartUrl) || !string.IsNullOrEmpty(options.SsoSession))
        {
            return $"{profile} signs in through IAM Identity Center, and no sign-in is still valid "
                + $"({CredentialErrors.Reason(error)}). Run 'aws sso login --profile {found.Name}'.";
        }

        if (!string.IsNullOrEmpty(options.CredentialProcess))
        {
            return $"{profile} runs a program for its keys (credential_process), which failed or printed none. Run it "
                + "by hand to see why.";
        }

        string what = string.IsNullOrEmpty(options.RoleArn) ? "gave no keys" : $"could not assume {options.RoleArn}";
        return $"{profile} {what} ({CredentialErrors.Reason(error)}).";
    }

    // The readers of files begin theirs with the line, and quote it.
    private static bool IsOfTheFactory(Exception error) =>
        error is InvalidDataException && !error.Message.StartsWith("Line ", StringComparison.Ordinal);

    private static string WhyNone(CredentialProfileOptions options)
    {
        if (!string.IsNullOrEmpty(options.AccessKey) && string.IsNullOrEmpty(options.SecretKey))
        {
            return "It has aws_access_key_id, but no aws_secret_access_key.";
        }

        if (!string.IsNullOrEmpty(options.SecretKey) && string.IsNullOrEmpty(options.AccessKey))
        {
            return "It has aws_secret_access_key, but no aws_access_key_id.";
        }

        IReadOnlyList<string> settings = SettingsOf(options);
        return settings.Count == 0
            ? "It has no credentials: neither keys nor a role, a sign-in or a process."
            : $"Its settings make no credentials together: {string.Join(", ", settings)}.";
    }

    private static IReadOnlyList<string> SettingsOf(CredentialProfileOptions options) =>
    [
        .. new (string Name, string? Value)[]
        {
            ("aws_access_key_id", options.AccessKey),
            ("aws_secret_access_key", options.SecretKey),
            ("aws_session_token", options.Token),
            ("role_arn", options.RoleArn),
            ("source_profile", options.SourceProfile),
            ("credential_source", options.CredentialSource),
            ("external_id", options.ExternalID),
            ("mfa_serial", options.MfaSerial),
            ("credential_process", options.CredentialProcess),
            ("web_identity_token_file", options.WebIdentityTokenFile),
            ("sso_session", options.SsoSession),
            ("sso_start_url", options.SsoStartUrl),
            ("sso_account_id", options.SsoAccountId),
            ("sso_role_name", options.SsoRoleName),
            ("login_session", options.LoginSession),
            ("saml endpoint", options.EndpointName),
        }.Where(setting => !string.IsNullOrEmpty(setting.Value)).Select(setting => setting.Name),
    ];
}
