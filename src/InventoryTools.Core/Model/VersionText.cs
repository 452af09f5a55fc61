namespace InventoryTools.Model;

/// <summary>
/// The order of versions: by their numbers, of any length, from the left. A number that is absent counts as 0, and text
/// after the numbers comes after them, so 3.9 &lt; 3.10 = 3.10.0 &lt; 3.10a.
/// </summary>
internal static class VersionText
{
    /// <summary>True for a number, or several with dots between them.</summary>
    public static bool IsNumeric(string text) => Read(text, out string rest).Length > 0 && rest.Length == 0;

    /// <summary>Compares two versions; null where one of them does not begin with a digit.</summary>
    public static int? Compare(string left, string right)
    {
        string[] numbers = Read(left, out string rest);
        string[] others = Read(right, out string otherRest);
        if (numbers.Length == 0 || others.Length == 0)
        {
            return null;
        }

        for (int at = 0; at < Math.Max(numbers.Length, others.Length); at++)
        {
            int order = CompareNumbers(At(numbers, at), At(others, at));
            if (order != 0)
            {
                return order;
            }
        }

        return string.Compare(rest, otherRest, StringComparison.OrdinalIgnoreCase);
    }

    // The numbers at the beginning, without zeros before them.
    private static string[] Read(string text, out string rest)
    {
        List<string> numbers = [];
        int at = 0;
        while (true)
        {
            int end = at;
            while (end < text.Length && text[end] is >= '0' and <= '9')
            {
                end++;
            }

            if (end == at)
            {
                // A dot without a number belongs to the text.
                at -= numbers.Count > 0 ? 1 : 0;
                break;
            }

            numbers.Add(text.Substring(at, end - at).TrimStart('0'));
            at = end;
            if (at == text.Length || text[at] != '.')
            {
                break;
            }

            at++;
        }

        rest = text.Substring(at);
        return [.. numbers];
    }

    private static string At(string[] numbers, int at) => at < numbers.Length ? numbers[at] : "";

    private static int CompareNumbers(string left, string right) => left.Length == right.Length
        ? string.CompareOrdinal(left, right)
        : left.Length.CompareTo(right.Length);
}
