using System.Management.Automation;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Reading;

namespace InventoryTools.Binding;

/// <summary>
/// Names as they are typed, some of them with wildcards. A backtick before a wildcard character takes its meaning away;
/// a name that is equal to a pattern is selected by it.
/// </summary>
internal static class NamePatterns
{
    private static readonly Regex s_node = new(@"\A[A-Za-z0-9_*?[\]`-]+\z");

    /// <summary>True for a text that may be the ID of a node, or a pattern of IDs.</summary>
    public static bool IsNode(string text) => s_node.IsMatch(text);

    /// <summary>Makes a query of types, in any case, and nodes, whose case matters; null for all.</summary>
    public static InventoryQuery Query(string[]? typeNames, string[]? instanceIds) => new()
    {
        TypeNames = Select(typeNames),
        InstanceIds = Select(instanceIds, WildcardOptions.None, StringComparer.Ordinal),
    };

    /// <summary>Makes a selection of names in any case; null for all.</summary>
    public static NameSelection? Select(string[]? names) =>
        Select(names, WildcardOptions.IgnoreCase, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The question that proposes the nearest names in place of a pattern that selects none of them; empty for none.
    /// </summary>
    public static string Propose(string pattern, NameSelection selection, IReadOnlyCollection<string> known) =>
        known.Any(selection.Matches)
            ? ""
            : NearestNames.Question(new string([.. pattern.Where(letter => "*?[]`".IndexOf(letter) < 0)]), known);

    private static NameSelection? Select(string[]? names, WildcardOptions options, StringComparer comparison)
    {
        if (names is null)
        {
            return null;
        }

        ILookup<bool, string> byKind = names.ToLookup(WildcardPattern.ContainsWildcardCharacters);
        WildcardPattern[] patterns = [.. byKind[true].Select(name => new WildcardPattern(name, options))];
        bool IsMatch(string name) =>
            Array.Exists(patterns, pattern => pattern.IsMatch(name)) || byKind[true].Contains(name, comparison);
        return new NameSelection(
            [.. byKind[false].Select(WildcardPattern.Unescape)], patterns.Length == 0 ? null : IsMatch, comparison);
    }
}
