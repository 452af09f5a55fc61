using System.Text.RegularExpressions;

namespace InventoryTools;

/// <summary>Writes places in an item as PowerShell would reach them: <c>Content[17].Serial</c>.</summary>
internal static class AttributePath
{
    private static readonly Regex s_plain = new(@"\A[A-Za-z_][0-9A-Za-z_]*\z");

    public static string Of(string parent, string name) => s_plain.IsMatch(name)
        ? $"{parent}.{name}"
        : $"{parent}[{InventoryChecker.Quote(name)}]";
}
