using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using InventoryTools.Comparison;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Tests.Model;

namespace InventoryTools.WindowsPowerShell;

internal sealed class ItemChecks : CheckGroup
{
    private static readonly AttributeText s_text = new(ClrObjectAdapter.Instance);

    public void Doubles_have_the_text_that_PowerShell_7_gives_them() =>
        Equal(
            NumberPatterns.DoubleHash,
            NumberPatterns.HashOf(NumberPatterns.Doubles().Select(number => s_text.Convert(number))));

    public void Floats_have_the_text_that_PowerShell_7_gives_them() =>
        Equal(
            NumberPatterns.FloatHash,
            NumberPatterns.HashOf(NumberPatterns.Floats().Select(number => s_text.Convert(number))));

    public void Numbers_that_are_none_and_complex_ones_have_the_text_of_PowerShell_7() => EqualLists(
        ["NaN", "Infinity", "-Infinity", "<0.6666666666666666; -0>"],
        new object[] { double.NaN, double.PositiveInfinity, float.NegativeInfinity, new Complex(2.0 / 3, -0.0) }
            .Select(s_text.Convert));

    public void Exact_numbers_have_the_text_of_PowerShell_7() => EqualLists(
        ["1.10", "0.0", "-12345678901234567890123", "18446744073709551615", "-128"],
        new object[]
        {
            1.10m,
            new decimal(0, 0, 0, true, 1),
            BigInteger.Parse("-12345678901234567890123"),
            ulong.MaxValue,
            sbyte.MinValue,
        }.Select(s_text.Convert));

    public void Numbers_in_nested_objects_have_the_same_text() => Equal(
        "{\"Load\":[0.6666666666666666,-0,1E+17],\"Free\":0.8455124082255701}",
        s_text.Convert(new OrderedDictionary
        {
            ["Load"] = new[] { 2.0 / 3, -0.0, 1e17 },
            ["Free"] = 0.84551240822557006,
        }));

    public void The_culture_of_the_session_changes_no_text()
    {
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Equal("1234.5,0.1,-7", s_text.Convert(new object[] { 1234.5, 0.1f, -7 }));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    public void Moments_are_written_in_UTC() =>
        Equal("2026-01-31T11:00:00Z", s_text.Convert(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1))));

    public void The_hash_of_content_is_that_of_PowerShell_7() =>
        Equal("v0Yx/TNSJRfdrF1ranRhLw==", ContentHash.Compute(Odd().Content!));

    public void The_size_of_an_item_is_that_of_PowerShell_7() => Equal(175, ItemSize.Measure(Odd()));

    public void A_valid_item_breaks_no_rule() =>
        EqualLists([], InventoryChecker.CheckItem(Odd()).Select(finding => finding.RuleId));

    public void A_broken_item_breaks_the_same_rules_as_in_PowerShell_7()
    {
        InventoryItem item = Odd();
        item.CaptureTime = "2026-01-31T12:00:00Z\n";
        item.Content![0].Add("Serial", new string('9', 5000));
        EqualLists(
            ["AttributeValueLength Content[0].Serial", "CaptureTimePattern CaptureTime"],
            InventoryChecker.CheckItem(item)
                .Select(finding => $"{finding.RuleId} {finding.Path}")
                .OrderBy(text => text, StringComparer.Ordinal));
    }

    public void All_rules_are_there() => Equal(37, InventoryRules.All.Count);

    public void Comparison_tells_what_differs()
    {
        InventoryItem before = Item([("Serial", "1"), ("Rack", "A1")], [("Serial", "2"), ("Rack", "A2")]);
        InventoryItem after = Item([("Serial", "1"), ("Rack", "B1")], [("Serial", "3"), ("Rack", "A2")]);
        EqualLists(
            ["Changed 1 Rack A1 B1", "Removed 2", "Added 3"],
            new ItemComparer(["Serial"]).Compare(new ItemPair(null, null, before, after)).Select(Describe));

        static string Describe(InventoryDifference one) => one.Attribute is null
            ? $"{one.Change} {one.Key}"
            : $"{one.Change} {one.Key} {one.Attribute} {one.Reference} {one.Difference}";
    }

    // What JSON escapes, what needs two, three and four bytes, and names whose order depends on the way to sort.
    private static InventoryItem Odd() => Item(
        [("Name", "Bücher \"1\" \\ </é>\t€ \U0001F600"), ("a", ""), ("B", "2")],
        [("Size", "0.1")]);
}
