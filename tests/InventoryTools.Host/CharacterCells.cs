namespace InventoryTools.Host;

/// <summary>How many columns of a terminal a character takes.</summary>
internal static class CharacterCells
{
    /// <summary>Counts two for the wide characters of East Asia and one for every other.</summary>
    public static int Count(char character)
    {
        return IsWide(character) ? 2 : 1;
    }

    // The ranges that Unicode's EastAsianWidth.txt calls wide or fullwidth, as far as one UTF-16 unit reaches.
    private static bool IsWide(char character)
    {
        return character
            is (>= '\u1100' and <= '\u115F')
            or '\u2329'
            or '\u232A'
            or (>= '\u2E80' and <= '\uA4CF' and not '\u303F')
            or (>= '\uAC00' and <= '\uD7A3')
            or (>= '\uF900' and <= '\uFAFF')
            or (>= '\uFE10' and <= '\uFE19')
            or (>= '\uFE30' and <= '\uFE6F')
            or (>= '\uFF00' and <= '\uFF60')
            or (>= '\uFFE0' and <= '\uFFE6');
    }
}
