using System.Text;

namespace InventoryTools.Reading;

/// <summary>
/// Filters as people type them: <c>AWS:Application.Name -eq bash, zsh</c>, several of them with <c>-and</c> between.
/// The operators are those of PowerShell (-eq, -in, -ne, -notin, -like with one asterisk at the end, -lt, -gt) and
/// those of the API (-Equal, -NotEqual, -BeginWith, -LessThan, -GreaterThan, -Exists), in any case. Commas separate
/// values. Single or double quotes allow any value; a quote in a value is written twice.
/// </summary>
internal static class FilterParser
{
    private static readonly Dictionary<string, FilterOperator> s_operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["-eq"] = FilterOperator.Equal,
        ["-in"] = FilterOperator.Equal,
        ["-ne"] = FilterOperator.NotEqual,
        ["-notin"] = FilterOperator.NotEqual,
        ["-like"] = FilterOperator.BeginWith,
        ["-lt"] = FilterOperator.LessThan,
        ["-gt"] = FilterOperator.GreaterThan,
        ["-Equal"] = FilterOperator.Equal,
        ["-NotEqual"] = FilterOperator.NotEqual,
        ["-BeginWith"] = FilterOperator.BeginWith,
        ["-LessThan"] = FilterOperator.LessThan,
        ["-GreaterThan"] = FilterOperator.GreaterThan,
        ["-Exists"] = FilterOperator.Exists,
    };

    private static readonly string[] s_ofPowerShell =
        ["-ge", "-le", "-notlike", "-match", "-notmatch", "-contains", "-notcontains"];

    /// <summary>Reads filters.</summary>
    /// <exception cref="FormatException">The text is not a filter. The message says what is wrong.</exception>
    public static IReadOnlyList<InventoryFilter> Parse(string text)
    {
        List<Word> words = Split(text);
        int at = 0;
        List<InventoryFilter> filters = [ReadFilter(text, words, ref at)];
        while (at < words.Count)
        {
            if (!words[at].IsBare("-and"))
            {
                throw NoFilter(text, words[at].IsBare("-or")
                    ? "the service has no -or; write several values of one attribute after -in, with commas between"
                    : $"'{words[at].Text}' stands where -and or the end should be");
            }

            at++;
            filters.Add(ReadFilter(text, words, ref at));
        }

        return filters;
    }

    private static InventoryFilter ReadFilter(string text, List<Word> words, ref int at)
    {
        string key = at < words.Count && !words[at].IsComma
            ? words[at++].Text
            : throw NoFilter(text, "an attribute is missing");
        if (at == words.Count
            || words[at].IsQuoted
            || !s_operators.TryGetValue(words[at].Text, out FilterOperator comparison))
        {
            throw NoFilter(
                text,
                at == words.Count ? "an operator is missing"
                : Array.Exists(s_ofPowerShell, words[at].IsBare)
                    ? $"the service has no {words[at].Text}; choose further among the results, with Where-Object"
                : $"'{words[at].Text}' is not an operator");
        }

        bool isLike = words[at++].IsBare("-like");
        List<string> values = [];
        do
        {
            string value = at < words.Count && !words[at].IsComma
                ? words[at++].Text
                : throw NoFilter(text, "a value is missing");
            values.Add(isLike ? Beginning(text, value) : value);
        }
        while (at < words.Count && words[at].IsComma && ++at > 0);

        return new InventoryFilter(key, values, comparison);
    }

    // The service matches the beginning of texts, and has no other wildcards.
    private static string Beginning(string text, string pattern)
    {
        string begin = pattern.EndsWith("*", StringComparison.Ordinal) ? pattern.Substring(0, pattern.Length - 1) : "";
        return begin.Length > 0 && begin.IndexOfAny(['*', '?', '[']) < 0
            ? begin
            : throw NoFilter(
                text,
                $"-like takes some text and an asterisk at its end, and no other wildcard, not '{pattern}'; "
                    + "choose further among the results, with Where-Object");
    }

    private static List<Word> Split(string text)
    {
        List<Word> words = [];
        for (int at = 0; at < text.Length;)
        {
            char first = text[at];
            if (char.IsWhiteSpace(first))
            {
                at++;
            }
            else if (first == ',')
            {
                words.Add(new Word(",", false));
                at++;
            }
            else if (first is '\'' or '"')
            {
                words.Add(new Word(ReadQuoted(text, ref at), true));
            }
            else
            {
                int end = at;
                while (end < text.Length && text[end] != ',' && !char.IsWhiteSpace(text[end]))
                {
                    end++;
                }

                words.Add(new Word(text.Substring(at, end - at), false));
                at = end;
            }
        }

        return words;
    }

    private static string ReadQuoted(string text, ref int at)
    {
        char quote = text[at++];
        StringBuilder value = new();
        while (at < text.Length)
        {
            char next = text[at++];
            if (next != quote)
            {
                value.Append(next);
            }
            else if (at < text.Length && text[at] == quote)
            {
                value.Append(quote);
                at++;
            }
            else
            {
                return value.ToString();
            }
        }

        throw NoFilter(text, "a quote is not closed");
    }

    private static FormatException NoFilter(string text, string why) => new(
        $"'{text}' is not a filter: {why}. Write it as in AWS:Application.Name -eq bash, with one of "
            + $"{string.Join(", ", s_operators.Keys.Take(7))} or -Exists.");

    private readonly record struct Word(string Text, bool IsQuoted)
    {
        public bool IsComma => IsBare(",");

        public bool IsBare(string text) => !IsQuoted && Text.Equals(text, StringComparison.OrdinalIgnoreCase);
    }
}
