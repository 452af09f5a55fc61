using System.Text.RegularExpressions;
using InventoryTools.Rules;
using Xunit;

namespace InventoryTools.Tests.Rules;

/// <summary>The patterns that are matched by hand, beside expressions of .NET with the same meaning.</summary>
public sealed class ModelPatternTests
{
    private const string Hex = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}";

    private static readonly char[] s_units =
    [
        '0', '1', '2', '3', '9', 'a', 'f', 'g', 'z', 'A', 'Z', '_', '-', ':', '.', 'T', ' ', 'i', 'm', '/', '@', '[',
        '`', '{', '\n', '\r', '\t', '\0', '\u00e9', '\u0660', '\u2028', '\u2029', '\ud83d',
    ];

    public static TheoryData<string, string, string[]> Patterns => new()
    {
        {
            nameof(ModelPattern.InstanceId),
            "i-([0-9A-Za-z_]{8}|[0-9A-Za-z_]{17})|mi-[0-9A-Za-z_]{17}",
            ["i-01234567", "i-0123456789abcdefg", "mi-0123456789ABCDE_f"]
        },
        {
            nameof(ModelPattern.TypeName),
            @"(AWS|Custom):[^\n\r\u2028\u2029]*",
            ["AWS:Application", "Custom:", "Custom:X"]
        },
        { nameof(ModelPattern.SchemaVersion), @"[0-9]{1,6}\.[0-9]{1,6}", ["1.0", "123456.123456", "1234567.1"] },
        {
            nameof(ModelPattern.CaptureTime),
            "20[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])T(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])Z",
            ["2026-01-31T12:00:00Z", "2099-12-30T23:59:59Z", "2000-10-01T09:00:09Z"]
        },
        { nameof(ModelPattern.Uuid), Hex, ["01234567-89ab-cdef-0123-456789abcdef"] },
    };

    [Theory]
    [MemberData(nameof(Patterns))]
    public void A_text_matches_by_hand_where_the_expression_matches(string name, string expression, string[] valid)
    {
        ModelPattern pattern = (ModelPattern)typeof(ModelPattern).GetField(name)!.GetValue(null)!;
        Regex regex = new($@"\A(?:{expression})\z");
        foreach (string text in valid.SelectMany(Near).Append(""))
        {
            Assert.True(regex.IsMatch(text) == pattern.IsMatch(text), text);
        }
    }

    // The text, and each that differs from it in one place: changed, left out, put in or doubled.
    private static IEnumerable<string> Near(string text)
    {
        yield return text;
        yield return text + text;
        for (int at = 0; at <= text.Length; at++)
        {
            if (at < text.Length)
            {
                yield return text.Remove(at, 1);
                yield return text[at..];
                yield return text[..at];
            }

            foreach (char unit in s_units)
            {
                yield return text.Insert(at, unit.ToString());
                if (at < text.Length)
                {
                    yield return text.Remove(at, 1).Insert(at, unit.ToString());
                }
            }
        }
    }
}
