using System.Globalization;
using System.Text;
using InventoryTools.Model;

namespace InventoryTools;

/// <summary>
/// Text of a server or a file in a form that a terminal shows and does not obey: line breaks and tabs become a space,
/// every other control or invisible formatting character its code, such as <c>\u001B</c>.
/// </summary>
public static class VisibleText
{
    private const char ZeroWidthNonJoiner = '\u200C';
    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>Returns the text in that form, in one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxCharacters">The maximum length. A text that is cut ends with the length of the whole.</param>
    public static string Of(string text, int maxCharacters = int.MaxValue)
    {
        int end = text.Length <= maxCharacters ? text.Length
            : char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1
            : maxCharacters;
        if (end == text.Length && IsVisible(text))
        {
            return text;
        }

        StringBuilder visible = new(end + 32);
        for (int at = 0; at < end;)
        {
            at = Append(visible, text, at, end);
        }

        if (end < text.Length)
        {
            visible.Append("\u2026 (").Append(NumberText.Grouped(text.Length))
                .Append(" characters)");
        }

        return visible.ToString();
    }

    private static bool IsVisible(string text)
    {
        for (int at = 0; at < text.Length; at += char.IsSurrogatePair(text, at) ? 2 : 1)
        {
            if (MustBeShown(text, at))
            {
                return false;
            }
        }

        return true;
    }

    // Returns where the next character is.
    private static int Append(StringBuilder visible, string text, int at, int end)
    {
        int next = at + (char.IsSurrogatePair(text, at) ? 2 : 1);
        if (!MustBeShown(text, at))
        {
            visible.Append(text, at, next - at);
        }
        else if (IsBreak(text[at]))
        {
            // A line break and the indent after it are one space.
            visible.Append(' ');
            while (next < end && (text[next] == ' ' || IsBreak(text[next])))
            {
                next++;
            }
        }
        else if (next == at + 2)
        {
            visible.Append("\\U").Append(char.ConvertToUtf32(text, at).ToString("X8", CultureInfo.InvariantCulture));
        }
        else
        {
            visible.Append("\\u").Append(((int)text[at]).ToString("X4", CultureInfo.InvariantCulture));
        }

        return next;
    }

    private static bool IsBreak(char c) => c is '\t' or '\r' or '\n';

    // The joiners are part of words and of pictures.
    private static bool MustBeShown(string text, int at) =>
        text[at] is not (>= ' ' and < '\u007F' or ZeroWidthNonJoiner or ZeroWidthJoiner)
        && CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
