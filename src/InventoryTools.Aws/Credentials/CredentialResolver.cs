using System.Reflection;
using Amazon.Runtime;
using InventoryTools.Aws.Identity;
using InventoryTools.Service;

namespace InventoryTools.Aws.Credentials;

/// <summary>
/// Looks for credentials where AWS Tools for PowerShell do, in their order. What was named and is not there is an
/// error; another account is never taken for it.
/// </summary>
internal sealed class CredentialResolver(ServiceConnection connection, AwsEnvironment environment)
{
    private readonly List<string> _tried = [];
    private ProfileFiles? _files;

    private ProfileFiles Files => _files ??= ProfileFiles.Of(environment);

    /// <summary>Finds what a person, the session, the environment or a file says; asks no network.</summary>
    public ResolvedCredentials? FindConfigured() =>
        GivenKeys() ?? GivenProfile() ?? GivenObject() ?? SessionObject() ?? EnvironmentKeys() ?? EnvironmentProfile()
        ?? DefaultProfile(ProfileFiles.DefaultName) ?? DefaultProfile(ProfileFiles.LegacyName);

    /// <summary>Finds what the machine gives to those who run on it.</summary>
    public ResolvedCredentials FindFromMachine(CancellationToken cancellationToken) =>
        new MachineCredentials(environment, _tried).Find(cancellationToken) ?? throw CredentialErrors.NotFound(_tried);

    /// <summary>The profile that is meant when none is named; its region and endpoint count in any case.</summary>
    public FoundProfile? FindDefaultProfile() =>
        Files.Find(environment.Variable("AWS_PROFILE") ?? ProfileFiles.DefaultName);

    private static ResolvedCredentials Keys(string source, string accessKey, string secretKey, string? token) => new(
        source,
        _ => string.IsNullOrEmpty(token)
            ? new BasicAWSCredentials(accessKey, secretKey)
            : new SessionAWSCredentials(accessKey, secretKey, token))
    {
        FindAccount = () => AccountIds.FromAccessKey(accessKey),
    };

    private static ResolvedCredentials OfProfile(FoundProfile found, bool isNamed) => new(
        $"the profile '{found.Name}' in {found.File}",
        region => ProfileCredentials.Make(found, region))
    {
        FindAccount = () => ProfileCredentials.AccountOf(found),
        Profile = found,
        IsNamedProfile = isNamed,
    };

    private ResolvedCredentials? GivenKeys()
    {
        bool hasAccessKey = !string.IsNullOrEmpty(connection.AccessKey);
        bool hasSecretKey = !string.IsNullOrEmpty(connection.SecretKey);
        if (hasAccessKey && hasSecretKey)
        {
            return Keys("the keys given", connection.AccessKey!, connection.SecretKey!, connection.SessionToken);
        }

        if (hasAccessKey || hasSecretKey)
        {
            throw hasAccessKey
                ? CredentialErrors.MissingHalf("The access key", "the secret key")
                : CredentialErrors.MissingHalf("The secret key", "the access key");
        }

        _tried.Add("no keys were given");
        return string.IsNullOrEmpty(connection.SessionToken)
            ? null
            : throw CredentialErrors.MissingHalf("The session token", "the access key, and the secret key,");
    }

    private ResolvedCredentials? GivenProfile()
    {
        string? location = connection.ProfileLocation;
        if (string.IsNullOrEmpty(connection.ProfileName) && string.IsNullOrEmpty(location))
        {
            _tried.Add("no profile was named");
            return null;
        }

        if (!string.IsNullOrEmpty(location) && !File.Exists(location))
        {
            throw CredentialErrors.LocationNotFound(location!);
        }

        ProfileFiles files = string.IsNullOrEmpty(location) ? Files : ProfileFiles.At(location!);
        string name = string.IsNullOrEmpty(connection.ProfileName) ? ProfileFiles.DefaultName : connection.ProfileName!;
        FoundProfile found = files.Find(name)
            ?? throw CredentialErrors.ProfileNotFound(
                name,
                string.IsNullOrEmpty(connection.ProfileName) ? "-ProfileLocation without -ProfileName" : "-ProfileName",
                files);
        return OfProfile(found, isNamed: true);
    }

    private ResolvedCredentials? GivenObject()
    {
        if (connection.Credential is null)
        {
            return null;
        }

        return OfObject(connection.Credential, "the credential object given")
            ?? throw CredentialErrors.Invalid(
                $"The credential object is a {connection.Credential.GetType().FullName}, not AWS credentials.");
    }

    private ResolvedCredentials? SessionObject()
    {
        const string Name = "the session's $StoredAWSCredentials";
        if (connection.StoredCredentials is not object stored)
        {
            _tried.Add("$StoredAWSCredentials is not set");
            return null;
        }

        return OfObject(stored, Name)
            ?? (Inside(stored) is object inner ? OfObject(inner, Name) : null)
            ?? throw CredentialErrors.Invalid($"{Name} is a {stored.GetType().FullName}, not AWS credentials.");
    }

    // AWS Tools keep an AWSPSCredentials, which shows the credentials only to its own assembly.
    private static object? Inside(object wrapper) => wrapper.GetType()
        .GetProperty("Credentials", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        ?.GetValue(wrapper);

    private static ResolvedCredentials? OfObject(object candidate, string source)
    {
        if (ReflectedCredentials.From(candidate) is not AWSCredentials credentials)
        {
            return null;
        }

        return new(
            source,
            _ => new TranslatingCredentials(
                credentials,
                error => $"No keys came from {source} ({CredentialErrors.Reason(error)})."))
        {
            FindAccount = () =>
            {
                // These two answer at once; others may call a service.
                if (candidate.GetType().Name is not (nameof(BasicAWSCredentials) or nameof(SessionAWSCredentials)))
                {
                    return null;
                }

                ImmutableCredentials keys = credentials.GetCredentials();
                return AccountIds.Valid(keys.AccountId) ?? AccountIds.FromAccessKey(keys.AccessKey);
            },
        };
    }

    private ResolvedCredentials? EnvironmentKeys()
    {
        string? accessKey = environment.Variable("AWS_ACCESS_KEY_ID");
        string? secretKey = environment.Variable("AWS_SECRET_ACCESS_KEY");
        if (accessKey is not null && secretKey is not null)
        {
            string? token = environment.Variable("AWS_SESSION_TOKEN");
            ResolvedCredentials found = Keys("the environment (AWS_ACCESS_KEY_ID)", accessKey, secretKey, token);
            return AccountIds.Valid(environment.Variable("AWS_ACCOUNT_ID")) is string account
                ? found with { FindAccount = () => account }
                : found;
        }

        _tried.Add("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
        return accessKey is null && secretKey is null
            ? null
            : throw (accessKey is null
                ? CredentialErrors.MissingHalf("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")
                : CredentialErrors.MissingHalf("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"));
    }

    private ResolvedCredentials? EnvironmentProfile()
    {
        if (environment.Variable("AWS_PROFILE") is not string name)
        {
            _tried.Add("AWS_PROFILE is not set");
            return null;
        }

        FoundProfile found = Files.Find(name) ?? throw CredentialErrors.ProfileNotFound(name, "AWS_PROFILE", Files);
        return OfProfile(found, isNamed: true);
    }

    private ResolvedCredentials? DefaultProfile(string name)
    {
        FoundProfile? found = Files.Find(name);
        if (found is not null && !ProfileCredentials.IsEmpty(found))
        {
            return OfProfile(found, isNamed: false);
        }

        _tried.Add(found is not null
            ? $"the profile '{name}' in {found.File} has no credentials"
            : $"the profile '{name}' is not in {Files.Places}");
        return null;
    }
}
