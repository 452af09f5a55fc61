using System.Text;

namespace InventoryTools.Files;

/// <summary>Reports text that is not UTF-8, and reads it in the encoding that it seems to have.</summary>
internal static class FileText
{
    /// <summary>Returns a text in UTF-8, decoded in the encoding that it seems to have.</summary>
    public static byte[] Decode(byte[] text, TextDamage damage) =>
        Encoding.UTF8.GetBytes(damage.Encoding!.GetString(text));

    /// <summary>Returns the problem of a text that is not UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">The line, with a comma before it; empty for a whole file.</param>
    /// <param name="damage">The first byte, and the likely encoding.</param>
    /// <param name="before">The number of bytes of the file before the text.</param>
    /// <param name="isRead">True where the text is read in the likely encoding.</param>
    /// <param name="effect">The consequence; empty for none.</param>
    public static InventoryFileException NotUtf8(
        string path, string place, TextDamage damage, long before, bool isRead, string effect = "")
    {
        string remedy = isRead ? $"It is read as {damage.Name}"
            : damage.Encoding is null ? "Save it again as UTF-8 in the program that has made it"
            : "Save it as UTF-8; -Force reads it in that encoding";
        string sentence = effect.Length > 0 ? $" {effect}." : "";
        return new InventoryFileException(
            FileProblem.NotUtf8, path, $"'{path}'{place}: {damage.Describe(before)}.{sentence} {remedy}.")
        {
            IsWarning = isRead,
            IsWhole = isRead,
        };
    }

    /// <summary>
    /// Returns a text in UTF-8 without a byte order mark; null for text in another encoding that is not allowed.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="allow">Returns true for damage that is read in its likely encoding.</param>
    public static byte[]? Read(byte[] text, Func<TextDamage, bool> allow)
    {
        TextDamage? damage;
        if (TextDamage.MarkOf(text) is (string name, Encoding encoding, int length))
        {
            try
            {
                byte[] unmarked = [.. text.Skip(length)];
                return name == "UTF-8" && TextDamage.Find(unmarked) is null ? unmarked
                    : Encoding.UTF8.GetBytes(encoding.GetString(unmarked));
            }
            catch (DecoderFallbackException)
            {
                damage = new TextDamage(0, text[0], $"{name} with damaged characters", null);
            }
        }
        else
        {
            damage = TextDamage.Find(text);
        }

        return damage is null ? text : allow(damage) && damage.Encoding is not null ? Decode(text, damage) : null;
    }
}
