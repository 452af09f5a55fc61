using System.Management.Automation;
using System.Text.RegularExpressions;
using InventoryTools.Rules;

namespace InventoryTools.Binding;

/// <summary>Recognises the paths of stores among the names of types, nodes and deletions.</summary>
internal static class PathText
{
    private static readonly Regex s_type = new(@"\A(AWS|Custom):", RegexOptions.IgnoreCase);
    private static readonly Regex s_full = new(@"\A([A-Z]:)?[/\\]", RegexOptions.IgnoreCase);
    private static readonly Regex s_store = new(@"\.(db3?|s3db|sqlite3?)\z", RegexOptions.IgnoreCase);

    /// <summary>The first name that is a path and can't be a name; null for none.</summary>
    public static string? Find(IEnumerable<string> names, SessionState session) => names.FirstOrDefault(
        name => !s_type.IsMatch(name) && !ModelPattern.InstanceId.IsMatch(name) && IsPath(name, session));

    /// <summary>
    /// The first name that is the file of the pipeline, beside the store of -Path; null for none. Windows PowerShell
    /// makes the name of a file of it, and PowerShell 7 the full path.
    /// </summary>
    public static string? FindFile(IEnumerable<string>? names) => names?.FirstOrDefault(
        name => s_full.IsMatch(name) || (s_store.IsMatch(name) && !s_type.IsMatch(name)));

    private static bool IsPath(string name, SessionState session) =>
        s_store.IsMatch(name)
        || (!WildcardPattern.ContainsWildcardCharacters(name)
            && (name.IndexOfAny(['/', '\\']) >= 0 || Exists(name, session)));

    private static bool Exists(string name, SessionState session)
    {
        if (name.IndexOfAny(Path.GetInvalidPathChars()) >= 0 || name.IndexOf(':') >= 0)
        {
            return false;
        }

        string path = Path.Combine(session.Path.CurrentFileSystemLocation.ProviderPath, name);
        return File.Exists(path) || Directory.Exists(path);
    }
}
