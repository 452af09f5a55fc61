namespace InventoryTools.Rules;

/// <summary>Counts code points, and finds text that UTF-8 can't carry.</summary>
internal static class UnicodeText
{
    public static bool IsWhole(string text) => IndexOfLoneSurrogate(text) < 0;

    public static IReadOnlyList<InventoryFinding> Check(string path, string text)
    {
        int at = IndexOfLoneSurrogate(text);
        return at < 0
            ? []
            : [new(
                InventoryRules.TextNotUnicode,
                path,
                $"half of a surrogate pair (U+{(int)text[at]:X4}) at character {at}")];
    }

    // A surrogate pair is one code point; half of one counts as one too.
    public static int CodePoints(string text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
                i++;
            }
        }

        return count;
    }

    private static int IndexOfLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
