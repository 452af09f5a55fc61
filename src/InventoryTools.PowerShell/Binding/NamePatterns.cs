using System.Management.Automation;
using InventoryTools.Reading;

namespace InventoryTools.Binding;

/// <summary>Names as they are typed, some of them with wildcards.</summary>
internal static class NamePatterns
{
    /// <summary>The selection; null for all.</summary>
    public static NameSelection? Select(string[]? names, WildcardOptions options, StringComparer comparison)
    {
        if (names is null)
        {
            return null;
        }

        WildcardPattern[] patterns =
            [.. names.Where(WildcardPattern.ContainsWildcardCharacters).Select(name => new WildcardPattern(name, options))];
        return new NameSelection(
            [.. names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name))],
            patterns.Length == 0 ? null : name => Array.Exists(patterns, pattern => pattern.IsMatch(name)),
            comparison);
    }
}
