using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using InventoryTools.Aws.Identity;

namespace InventoryTools.Aws.Credentials;

/// <summary>A profile that was found, and the file it was found in.</summary>
internal sealed record FoundProfile(CredentialProfile Profile, ICredentialProfileSource Source, string File)
{
    public string Name => Profile.Name;

    // The SDK's text of a profile has its keys.
    public override string ToString() => Name;
}

/// <summary>The files with profiles, in the order in which they are asked.</summary>
internal sealed class ProfileFiles
{
    public const string DefaultName = "default";
    public const string LegacyName = "AWS PS Default";

    private const int MaxMegabytes = 4;
    private const string SdkStoreName = "the SDK's encrypted store";

    private static readonly Regex s_section =
        new(@"^\s*\[\s*(?:profile\s+)?(?<name>[^\]]+?)\s*\]", RegexOptions.CultureInvariant);

    private readonly bool _hasSdkStore;

    private ProfileFiles(IReadOnlyList<string> paths, bool hasSdkStore)
    {
        Paths = paths;
        _hasSdkStore = hasSdkStore;
    }

    /// <summary>The credentials files. The SDK reads the file <c>config</c> beside each, too.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The places that were searched, in words.</summary>
    public string Places => string.Join(", ", (_hasSdkStore ? new[] { SdkStoreName } : []).Concat(Paths));

    public static ProfileFiles At(string location) => new([location], hasSdkStore: false);

    public static ProfileFiles Of(AwsEnvironment environment)
    {
        // Taken as it stands: the SDK goes back to the home folder, and maybe to another account, when it is missing.
        if (environment.Variable("AWS_SHARED_CREDENTIALS_FILE") is string named)
        {
            return new([named], environment.IsWindows);
        }

        List<string> paths = [];
        string? home = environment.Variable("HOME") ?? environment.Variable("USERPROFILE");
        if (home is not null)
        {
            paths.Add(InHome(home));
        }

        // Run Command starts scripts with HOME=/ on Linux. On Windows it starts them as the system's account, where
        // HOME says nothing.
        bool isService = environment.IsWindows
            ? environment.Variable("USERPROFILE")?.TrimEnd('\\')
                .EndsWith("systemprofile", StringComparison.OrdinalIgnoreCase) ?? true
            : home is null or "/";
        if (isService && !environment.IsWindows)
        {
            paths.Add(InHome(environment.RootHome));
        }

        if (isService)
        {
            paths.Add(environment.AgentCredentials);
        }

        return new(paths, environment.IsWindows);
    }

    /// <summary>Finds a profile; null when no file has it.</summary>
    /// <exception cref="InventoryCredentialException">A file has it, but it can't be read.</exception>
    public FoundProfile? Find(string name)
    {
        if (_hasSdkStore && FindInSdkStore(name) is FoundProfile encrypted)
        {
            return encrypted;
        }

        foreach (string path in Paths)
        {
            if (FindInFile(name, path) is FoundProfile found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The names of the profiles, in the order of the files. Files that can't be read have none.</summary>
    /// <param name="location">The file with the profiles; where AWS's own tools look when null.</param>
    /// <param name="environment">The environment of the process.</param>
    public static IReadOnlyList<string> List(string? location, AwsEnvironment environment)
    {
        try
        {
            return (string.IsNullOrEmpty(location) ? Of(environment) : At(location!)).Names();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return [];
        }
    }

    /// <summary>The names of all profiles that can be read.</summary>
    public IReadOnlyList<string> Names()
    {
        IEnumerable<string> names = _hasSdkStore ? NamesInSdkStore() : [];
        return [.. names.Concat(Paths.SelectMany(NamesBeside)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// The config file that belongs to a credentials file: the one beside it, unless AWS_CONFIG_FILE names another.
    /// The SDK reads that variable at its first use and never again.
    /// </summary>
    public static string ConfigOf(string path) =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_CONFIG_FILE"))
        ? Path.Combine(Path.GetDirectoryName(path) ?? "", "config")
        : SharedCredentialsFile.DefaultConfigFilePath;

    private static bool IsTooLarge(string path) =>
        new FileInfo(path) is { Exists: true, Length: > MaxMegabytes * 1024 * 1024 };

    private static string InHome(string home) => Path.Combine(home, ".aws", "credentials");

    private static FoundProfile? FindInFile(string name, string path)
    {
        if (new[] { path, ConfigOf(path) }.FirstOrDefault(IsTooLarge) is string large)
        {
            throw CredentialErrors.BrokenProfile(
                name,
                path,
                $"The file {large} is larger than {MaxMegabytes} MB, the limit of a file with profiles.");
        }

        try
        {
            SharedCredentialsFile file = new(path);
            if (file.TryGetProfile(name, out CredentialProfile profile))
            {
                return new(profile, file, path);
            }
        }
        catch (AmazonClientException error)
        {
            throw CredentialErrors.BrokenProfile(name, path, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CredentialErrors.BrokenProfile(name, path, "The file can't be read.");
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The text of the SDK's error may quote the line, and with it a key.
            throw CredentialErrors.BrokenProfile(
                name,
                path,
                "The file, or config beside it, is not written as such are.");
        }

        // The SDK says "not there" for a value that it can't read.
        return NamesBeside(path).Contains(name, StringComparer.Ordinal)
            ? throw CredentialErrors.BrokenProfile(name, path, "It has a value that the AWS SDK can't read.")
            : null;
    }

    private static FoundProfile? FindInSdkStore(string name)
    {
        try
        {
            NetSDKCredentialsFile store = new();
            return store.TryGetProfile(name, out CredentialProfile profile) ? new(profile, store, SdkStoreName) : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw CredentialErrors.BrokenProfile(name, SdkStoreName, "The store can't be read.");
        }
    }

    private static List<string> NamesInSdkStore()
    {
        try
        {
            return new NetSDKCredentialsFile().ListProfileNames();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static IEnumerable<string> NamesBeside(string path) => NamesIn(path).Concat(NamesIn(ConfigOf(path)));

    // Not by the SDK, which leaves out what makes no credentials and gives up on a file with one bad line.
    private static IEnumerable<string> NamesIn(string path)
    {
        try
        {
            return File.Exists(path) && !IsTooLarge(path)
                ? [.. File.ReadLines(path)
                    .Select(line => s_section.Match(line))
                    .Where(section => section.Success)
                    .Select(section => section.Groups["name"].Value)
                    .Where(name => !name.StartsWith("sso-session ", StringComparison.Ordinal)
                        && !name.StartsWith("services ", StringComparison.Ordinal))]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
