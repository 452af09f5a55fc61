using System.Globalization;
using System.Text;

namespace InventoryTools.Model;

/// <summary>Writes text as a JSON string with no escapes but those that RFC 8259 asks for.</summary>
internal static class JsonText
{
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
            if (c is < ' ' or '"' or '\\' || (escapesMarkup && c is '<' or '>' or '&' or '\u2028' or '\u2029'))
            {
                json.Append(text, start, at - start).Append(Escape(c));
                start = at + 1;
            }
        }

        json.Append(text, start, text.Length - start).Append('"');
    }

    private static string Escape(char c) => c switch
    {
        '"' or '\\' => $@"\{c}",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => @"\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
    };
}
