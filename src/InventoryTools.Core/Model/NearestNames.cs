namespace InventoryTools.Model;

/// <summary>Finds the known names that are near to a name that is not known, to propose them in a message.</summary>
internal static class NearestNames
{
    private const int MostNames = 3;

    // A mistake in every third letter, and never more than three, still looks like the name.
    private const int LettersForMistake = 3;
    private const int MostMistakes = 3;

    // The comparison takes the product of both lengths.
    private const int LongestName = 200;

    /// <summary>The question to put after a sentence about the name, with a space before it; empty for none.</summary>
    public static string Question(string name, IEnumerable<string> known) => Question(Find(name, known));

    /// <summary>The question for names that were found; empty for none.</summary>
    public static string Question(IEnumerable<string> names)
    {
        string[] near = [.. names.Take(MostNames).Select(other => $"'{other}'")];
        string others = string.Join(", ", near.Take(near.Length - 1));
        return near.Length == 0
            ? ""
            : $" Did you mean {others}{(others == "" ? "" : " or ")}{near[near.Length - 1]}?";
    }

    /// <summary>
    /// The nearest of the known names, all with the least number of mistakes; none where the names have little in
    /// common. Case does not count. A prefix that ends with a colon may be absent or another one,
    /// which is one mistake. The beginning of a name is near to it. A name that is known needs no other.
    /// </summary>
    public static string[] Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
        {
            return [];
        }

        (string Name, int? Mistakes)[] near =
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(other => (other, Mistakes(name.ToUpperInvariant(), other.ToUpperInvariant())))
                .Where(other => other.Item2 is not null),
        ];
        if (Array.Exists(near, other => other.Name == name))
        {
            return [];
        }

        int? least = near.Min(other => other.Mistakes);
        return
        [
            .. near.Where(other => other.Mistakes == least).Select(other => other.Name)
                .OrderBy(other => other, StringComparer.Ordinal).Take(MostNames),
        ];
    }

    // The number of mistakes; null where there are too many.
    private static int? Mistakes(string name, string other)
    {
        (string prefix, string local) = Split(name);
        (string otherPrefix, string otherLocal) = Split(other);
        int others = prefix == otherPrefix ? 0 : 1;
        int most = Math.Min(MostMistakes, Math.Max(1, Math.Min(local.Length, otherLocal.Length) / LettersForMistake));
        if (Math.Abs(local.Length - otherLocal.Length) <= most)
        {
            int letters = Distance(local, otherLocal);
            if (letters <= most && (letters == 0 || letters < local.Length))
            {
                return letters + others;
            }
        }

        bool isBeginning = local.Length >= LettersForMistake && otherLocal.StartsWith(local, StringComparison.Ordinal);
        return isBeginning ? MostMistakes + others : null;
    }

    private static (string Prefix, string Local) Split(string name)
    {
        int colon = name.IndexOf(':');
        return (name.Substring(0, colon + 1), name.Substring(colon + 1));
    }

    // Letters that are added, left out, replaced, or exchanged with the next one (Damerau-Levenshtein, restricted).
    private static int Distance(string left, string right)
    {
        int[] before = [];
        int[] last = [.. Enumerable.Range(0, right.Length + 1)];
        for (int at = 1; at <= left.Length; at++)
        {
            int[] row = new int[right.Length + 1];
            row[0] = at;
            for (int to = 1; to <= right.Length; to++)
            {
                int replaced = last[to - 1] + (left[at - 1] == right[to - 1] ? 0 : 1);
                row[to] = Math.Min(replaced, Math.Min(last[to], row[to - 1]) + 1);
                if (at > 1 && to > 1 && left[at - 1] == right[to - 2] && left[at - 2] == right[to - 1])
                {
                    row[to] = Math.Min(row[to], before[to - 2] + 1);
                }
            }

            (before, last) = (last, row);
        }

        return last[right.Length];
    }
}
