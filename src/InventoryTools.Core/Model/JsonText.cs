using System.Globalization;
using System.Text;
#if NET
using System.Buffers;
#endif

namespace InventoryTools.Model;

/// <summary>Writes text as a JSON string with no escapes but those that RFC 8259 asks for.</summary>
internal static class JsonText
{
#if NET
    private static readonly SearchValues<char> s_plain = PlainAscii(escapesMarkup: false);
    private static readonly SearchValues<char> s_plainWithoutMarkup = PlainAscii(escapesMarkup: true);
#endif

    /// <summary>
    /// True for ASCII without characters that are escaped. Nearly all text is that, and .NET sees it 16 characters at a
    /// time. On .NET Framework nothing is known of a text, whose characters are looked at one by one then.
    /// </summary>
    public static bool IsPlainAscii(string text, bool escapesMarkup = false) =>
#if NET
        !text.AsSpan().ContainsAnyExcept(escapesMarkup ? s_plainWithoutMarkup : s_plain);
#else
        false;
#endif

    /// <summary>Appends the text in quotation marks.</summary>
    /// <param name="json">The JSON so far.</param>
    /// <param name="text">The text.</param>
    /// <param name="escapesMarkup">
    /// True to escape <c>&lt; &gt; &amp;</c> and the two line separators too, as Go's encoding/json does.
    /// </param>
    public static void Append(StringBuilder json, string text, bool escapesMarkup = false)
    {
        json.Append('"');
        int start = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            if (IsEscaped(c, escapesMarkup))
            {
                json.Append(text, start, at - start).Append(Escape(c));
                start = at + 1;
            }
        }

        json.Append(text, start, text.Length - start).Append('"');
    }

    /// <summary>True for a character that is escaped.</summary>
    public static bool IsEscaped(char c, bool escapesMarkup) =>
        c is < ' ' or '"' or '\\' || (escapesMarkup && c is '<' or '>' or '&' or '\u2028' or '\u2029');

    /// <summary>The escape of a character.</summary>
    public static string Escape(char c) => c switch
    {
        '"' or '\\' => $@"\{c}",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => @"\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };

#if NET
    private static SearchValues<char> PlainAscii(bool escapesMarkup) => SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(c => !IsEscaped(c, escapesMarkup))]);
#endif
}
