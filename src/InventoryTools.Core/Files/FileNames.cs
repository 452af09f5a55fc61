using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>
/// Names of files and folders. What a file system does not keep is written as <c>%</c> and two digits for each byte in
/// UTF-8, so no two texts have one name and every text can be read back. Ordinary names stay as they are.
/// </summary>
internal static class FileNames
{
    // The characters that a name can't have on some file system, those that Windows drops at the end, and the escape.
    private const string Invalid = @"[%/\\*?""<>|\x00-\x1F]|[. ]+\z";

    private static readonly Regex s_invalid = new(Here());

    // Where case does not count, capital letters must differ by more; so must letters that have more than one form.
    private static readonly Regex s_ambiguous = new($@"{Here()}|[A-Z]|[^\x00-\x7F]+");
    private static readonly Regex s_distinct = new($@"(?<=\A[^A-Za-z]*)[A-Za-z]|{s_ambiguous}");

    private static readonly Regex s_marks = new(@"[\p{M}\p{Cf}]");

    private static readonly Regex s_reserved = new(
        @"\A(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00B9\u00B2\u00B3]) *(\..*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    /// <summary>Returns the name of a file or folder for a text.</summary>
    public static string Escape(string text) => s_invalid.Replace(text, Percent);

    /// <summary>Returns a name that differs from those of all other texts in more than the case of letters.</summary>
    public static string EscapeCase(string text) => s_ambiguous.Replace(text, Percent);

    /// <summary>The same, and a text with a letter has another name than by <see cref="Escape"/>.</summary>
    public static string EscapeDistinctly(string text) => s_distinct.Replace(text, Percent);

    /// <summary>Returns the text of a name.</summary>
    public static string Unescape(string name) => Uri.UnescapeDataString(name);

    /// <summary>Returns true for names that are one name where neither case nor the form of a letter counts.</summary>
    public static bool AreAlike(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(Fold(one), Fold(other), StringComparison.Ordinal);

    /// <summary>Returns true for a name that Windows keeps for a device, with every extension.</summary>
    public static bool IsReserved(string name) => s_reserved.IsMatch(name);

    // More coarsely than file systems do, which costs no more than an escape.
    private static string Fold(string name)
    {
        try
        {
            name = name.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Code points that are not characters have no normal form.
        }

        return s_marks.Replace(name, "").ToLowerInvariant().ToUpperInvariant().Replace("ß", "SS");
    }

    private static string Percent(Match match) =>
        string.Concat(Encoding.UTF8.GetBytes(match.Value).Select(one => $"%{one:X2}"));

    // Windows keeps the colon for streams of a file. Elsewhere the folders of a data sync have it, as in a bucket.
    private static string Here() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? $":|{Invalid}" : Invalid;
}
