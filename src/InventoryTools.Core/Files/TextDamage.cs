using System.Text;

namespace InventoryTools.Files;

/// <summary>The first byte of a text that is not UTF-8, and the encoding that the text seems to have.</summary>
/// <param name="Offset">The index of the byte.</param>
/// <param name="Value">The byte.</param>
/// <param name="Name">The name of the encoding that is likely; a description where none is.</param>
/// <param name="Encoding">The encoding that is likely; null where none is.</param>
internal sealed record TextDamage(int Offset, byte Value, string Name, Encoding? Encoding)
{
    // The bytes that Windows-1252 does not define; code pages of consoles have letters there.
    private static readonly byte[] s_undefined = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Returns the damage of a text without a byte order mark; null for UTF-8.</summary>
    public static TextDamage? Find(byte[] text)
    {
        if (WideEncodingOf(text) is (string name, Encoding wide))
        {
            return new TextDamage(0, text[0], name, wide);
        }

        try
        {
            _ = s_strict.GetCharCount(text);
            return null;
        }
        catch (DecoderFallbackException)
        {
            return Examine(text);
        }
    }

    /// <summary>Returns the encoding of a byte order mark and its length; null for a text without one.</summary>
    public static (string Name, Encoding Encoding, int Length)? MarkOf(byte[] text) => text switch
    {
        [0xEF, 0xBB, 0xBF, ..] => ("UTF-8", s_strict, 3),
        [0xFF, 0xFE, 0, 0, ..] => ("UTF-32", new UTF32Encoding(false, true, throwOnInvalidCharacters: true), 4),
        [0xFF, 0xFE, ..] => ("UTF-16", new UnicodeEncoding(false, true, throwOnInvalidBytes: true), 2),
        [0xFE, 0xFF, ..] => ("UTF-16", new UnicodeEncoding(true, true, throwOnInvalidBytes: true), 2),
        _ => null,
    };

    /// <summary>The sentence that tells the byte, its place and the encoding.</summary>
    /// <param name="before">The number of bytes of the file before the text.</param>
    public string Describe(long before) => Value < 0x80
        ? $"it is {Name}, and not UTF-8"
        : FormattableString.Invariant($"the byte 0x{Value:X2} at offset {before + Offset} is not UTF-8. The text ")
            + $"seems to be {Name}";

    // JSON begins with two characters of ASCII, so the zeros among its first bytes tell the encoding (RFC 4627, 3).
    private static (string Name, Encoding Encoding)? WideEncodingOf(byte[] text) => text switch
    {
        [not 0 and < 0x80, 0, not 0, 0, ..] or [not 0 and < 0x80, 0] =>
            ("UTF-16 (little-endian) without a byte order mark", Encoding.Unicode),
        [0, not 0 and < 0x80, 0, not 0, ..] or [0, not 0 and < 0x80] =>
            ("UTF-16 (big-endian) without a byte order mark", Encoding.BigEndianUnicode),
        _ => null,
    };

    private static TextDamage Examine(byte[] text)
    {
        int first = -1;
        bool isUndefined = false;
        int whole = 0;
        int broken = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = LengthAt(text, at);
            if (length == 0)
            {
                first = first < 0 ? at : first;
                isUndefined |= s_undefined.Contains(text[at]);
                broken++;
            }
            else if (length > 1)
            {
                whole++;
            }

            at += Math.Max(length, 1);
        }

        // Letters of UTF-8 beside the broken bytes: another encoding would not have them by chance.
        return whole > 0 ? new TextDamage(first, text[first], "UTF-8 with damaged characters", null)
            : isUndefined ? new TextDamage(first, text[first], "a code page of a console, such as 850 or 437", null)
            : new TextDamage(first, text[first], "Windows-1252 or Latin-1", Windows1252());
    }

    // The length of the character of UTF-8 there; 0 for none (RFC 3629, 4).
    private static int LengthAt(byte[] text, int at)
    {
        byte first = text[at];
        int length = first switch { < 0x80 => 1, < 0xC2 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF5 => 4, _ => 0 };
        if (length < 2)
        {
            return length;
        }

        byte low = first switch { 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0x80 };
        byte high = first switch { 0xED => 0x9F, 0xF4 => 0x8F, _ => 0xBF };
        bool isWhole = at + length <= text.Length && text[at + 1] >= low && text[at + 1] <= high;
        for (int next = 2; isWhole && next < length; next++)
        {
            isWhole = text[at + next] is >= 0x80 and <= 0xBF;
        }

        return isWhole ? length : 0;
    }

    // .NET Framework has it, and .NET has it in a provider.
    private static Encoding Windows1252() =>
#if NET
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
#else
        Encoding.GetEncoding(1252);
#endif
}
