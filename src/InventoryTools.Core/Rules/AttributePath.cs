using System.Text.RegularExpressions;

namespace InventoryTools.Rules;

/// <summary>Writes places in an item as a PowerShell expression reaches them: <c>Content[17].Serial</c>.</summary>
internal static class AttributePath
{
    private static readonly Regex s_plain = new(@"\A[A-Za-z_][0-9A-Za-z_]*\z");

    // The characters that end a single-quoted string in PowerShell.
    private static readonly Regex s_quotes = new("['\u2018\u2019\u201a\u201b]");

    public static string Of(string parent, string name) => s_plain.IsMatch(name)
        ? $"{parent}.{name}"
        : $"{parent}[{InventoryChecker.Quote(s_quotes.Replace(name, "$0$0"))}]";
}
