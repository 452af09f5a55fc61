using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>Tells JSON text, as a whole or line by line, from the paths that should be in its place.</summary>
internal static class JsonInput
{
    // An object, a list of objects or of text, or a member. After the bracket of a wildcard stand other characters.
    private static readonly Regex s_beginning = new(
        """\A[\s\uFEFF]*(\[[\[\s]*)?(\{\s*(["}]|\z)|(?<=\[\s*)(["\]]|\z)|"[^"]*"\s*:)""",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_rest = new(
        """\A\s*([}\]",]|(-?[0-9][0-9.eE+-]*|true|false|null)[\s,}\]]*\z|\z)""", RegexOptions.CultureInvariant);

    /// <summary>Returns true for text that begins as JSON does.</summary>
    public static bool IsBeginning(string text) => s_beginning.IsMatch(text);

    /// <summary>Returns true for text that can follow a line of JSON.</summary>
    public static bool IsRest(string text) => s_rest.IsMatch(text) || IsBeginning(text);
}
