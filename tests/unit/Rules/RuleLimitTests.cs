using System.Text.RegularExpressions;
using FsCheck.Xunit;
using InventoryTools.Model;
using InventoryTools.Rules;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class RuleLimitTests
{
    [Theory]
    [InlineData("i-01234567", true)]
    [InlineData("i-0123456", false)]
    [InlineData("i-012345678", false)]
    [InlineData("i-0123456789abcdef", false)]
    [InlineData("i-0123456789abcdef0", true)]
    [InlineData("i-0123456789abcdef01", false)]
    [InlineData("i-ABC_efghijklmnopq", true)]
    [InlineData("mi-0123456789abcdef0", true)]
    [InlineData("mi-01234567", false)]
    [InlineData("mi-0123456789abcdef", false)]
    [InlineData("mi-0123456789abcdef01", false)]
    [InlineData("mi-0123456789abcdef0\n", false)]
    [InlineData("i-01234567,i-01234567", false)]
    [InlineData("i-01234567\n", false)]
    [InlineData(" i-01234567", false)]
    [InlineData("i-0123456\u00e9", false)]
    [InlineData("i-0123456\u0661", false)]
    [InlineData("I-01234567", false)]
    public void Instance_IDs(string id, bool isValid) =>
        AssertRule(InventoryRules.InstanceIdPattern, item => item.InstanceId = id, isValid);

    [Theory]
    [InlineData("1.0", true)]
    [InlineData("123456.654321", true)]
    [InlineData("1234567.0", false)]
    [InlineData("12345.12345", true)]
    [InlineData("1.1234567", false)]
    [InlineData("1.0.0", false)]
    [InlineData("1.", false)]
    [InlineData("v1.0", false)]
    [InlineData("1.0\n", false)]
    [InlineData("\u0661.0", false)]
    public void Schema_versions(string version, bool isValid) =>
        AssertRule(InventoryRules.SchemaVersionPattern, item => item.SchemaVersion = version, isValid);

    [Theory]
    [InlineData("2000-01-01T00:00:00Z", true)]
    [InlineData("2099-12-31T23:59:59Z", true)]
    [InlineData("2026-02-31T12:00:00Z", true)]
    [InlineData("1999-12-31T23:59:59Z", false)]
    [InlineData("2100-01-01T00:00:00Z", false)]
    [InlineData("2026-13-01T12:00:00Z", false)]
    [InlineData("2026-00-01T12:00:00Z", false)]
    [InlineData("2026-01-32T12:00:00Z", false)]
    [InlineData("2026-01-00T12:00:00Z", false)]
    [InlineData("2026-01-31T24:00:00Z", false)]
    [InlineData("2026-01-31T12:60:00Z", false)]
    [InlineData("2026-01-31T12:00:60Z", false)]
    [InlineData("2026-01-31T12:00:00.5Z", false)]
    [InlineData("2026-01-31T12:00:00+00:00", false)]
    [InlineData("2026-01-31 12:00:00Z", false)]
    [InlineData("2026-01-31T12:00:00", false)]
    [InlineData("2026-01-31T12:00:00Z\n", false)]
    [InlineData("202\u0666-01-31T12:00:00Z", false)]
    public void Capture_times(string time, bool isValid) =>
        AssertRule(InventoryRules.CaptureTimePattern, item => item.CaptureTime = time, isValid);

    [Theory]
    [InlineData("Custom:X", true)]
    [InlineData("Custom:Any thing! \u00e9", true)]
    [InlineData("CUSTOM:X", false)]
    [InlineData("Other:X", false)]
    [InlineData("Custom", false)]
    [InlineData("Custom:A\nB", false)]
    [InlineData("Custom:A\n", false)]
    [InlineData("Custom:A\u2028", false)]
    public void Type_names(string name, bool isValid) =>
        AssertRule(InventoryRules.TypeNamePattern, item => item.TypeName = name, isValid);

    [Fact]
    public void Lengths_hold_at_the_limit_and_one_before_it_and_break_one_after_it()
    {
        AssertLimit(InventoryRules.TypeNameLength, (item, n) => item.TypeName = "Custom:" + new string('A', n - 7));
        AssertLimit(InventoryRules.ContentHashLength, (item, n) => item.ContentHash = new string('x', n));
        AssertLimit(InventoryRules.ContextCount, (item, n) => item.Context = Context(n));
        AssertLimit(
            InventoryRules.ContextNameLength,
            (item, n) => item.Context = new InventoryEntry { [new string('x', n)] = "" });
        AssertLimit(
            InventoryRules.ContextValueLength,
            (item, n) => item.Context = new InventoryEntry { ["x"] = new('x', n) });
        AssertLimit(
            InventoryRules.ContentCount, (item, n) => item.Content = [.. Enumerable.Repeat(Items.EntryOf(0), n)]);
        AssertLimit(InventoryRules.EntryAttributeCount, (item, n) => item.Content = [Items.EntryOf(n)]);
        AssertLimit(
            InventoryRules.CustomTypeAttributeCount,
            (item, n) => item.Content = [.. Enumerable.Range(0, n).Select(at => Items.Entry(($"A{at}", "x")))]);
        AssertLimit(
            InventoryRules.AttributeNameLength, (item, n) => item.Content = [Items.Entry((new string('x', n), ""))]);
        AssertLimit(InventoryRules.AttributeValueLength, (item, n) => item.Content![0]["Rack"] = new string('x', n));
        AssertLimit(InventoryRules.ItemSize, (item, n) =>
        {
            item.Content = [.. Enumerable.Range(0, 300).Select(_ => Items.Entry(("A", new string('x', 3400))))];
            item.Content.Add(Items.Entry(("A", "")));
            item.Content[300]["A"] = new string('x', n - (int)ItemSize.Measure(item));
        });
    }

    [Fact]
    public void Lengths_count_code_points_not_UTF16_units()
    {
        static string Emoji(int count) => string.Concat(Enumerable.Repeat("\ud83d\ude00", count));
        AssertLimit(InventoryRules.TypeNameLength, (item, n) => item.TypeName = "Custom:" + Emoji(n - 7));
        AssertLimit(InventoryRules.ContentHashLength, (item, n) => item.ContentHash = Emoji(n));
        AssertLimit(
            InventoryRules.ContextNameLength,
            (item, n) => item.Context = new InventoryEntry { [Emoji(n)] = "" });
        AssertLimit(
            InventoryRules.ContextValueLength,
            (item, n) => item.Context = new InventoryEntry { ["x"] = Emoji(n) });
        AssertLimit(InventoryRules.AttributeNameLength, (item, n) => item.Content![0].Add(Emoji(n), ""));
        AssertLimit(InventoryRules.AttributeValueLength, (item, n) => item.Content![0]["Rack"] = Emoji(n));
    }

    [Fact]
    public void A_name_has_at_least_one_character_wherever_it_stands()
    {
        AssertRule(InventoryRules.AttributeNameLength, item => item.Content![0].Add("", "x"), isValid: false);
        AssertRule(InventoryRules.AttributeNameLength, item => item.Content![0].Add("x", ""), isValid: true);
        AssertRule(
            InventoryRules.ContextNameLength,
            item => item.Context = new InventoryEntry { [""] = "x" },
            isValid: false);
        AssertRule(
            InventoryRules.ContextNameLength,
            item => item.Context = new InventoryEntry { ["x"] = "" },
            isValid: true);
    }

    [Theory]
    [InlineData("ComplianceType", 100, "x")]
    [InlineData("ExecutionId", 100, "\ud83d\ude00")]
    [InlineData("ExecutionType", 50, "\ud83d\ude00")]
    public void The_context_of_a_compliance_item_keeps_the_limits_of_PutComplianceItems(
        string name, int limit, string character)
    {
        foreach (int over in new[] { -1, 0, 1 })
        {
            InventoryItem item = Items.Compliance();
            item.Context![name] = string.Concat(Enumerable.Repeat(character, limit + over));
            Assert.Equal(
                over > 0 ? [nameof(InventoryRules.ContextValue)] : [],
                InventoryChecker.Check(item).Select(finding => finding.RuleId));
        }
    }

    [Theory]
    [InlineData("Patch", true)]
    [InlineData("Custom:AntiVirus", true)]
    [InlineData("custom:AntiVirus", false)]
    [InlineData("P", false)]
    [InlineData("", false)]
    [InlineData("Patch\n", false)]
    [InlineData("P\u00e9", false)]
    public void Compliance_types(string type, bool isValid)
    {
        InventoryItem item = Items.Compliance();
        item.Context!["ComplianceType"] = type;
        Assert.Equal(isValid, InventoryChecker.Check(item).Count == 0);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1.5", true)]
    [InlineData("2e3", true)]
    [InlineData("", false)]
    [InlineData("1,5", false)]
    [InlineData("0x10", false)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData("\u0661", false)]
    public void Numbers_of_built_in_types(string value, bool isValid)
    {
        InventoryItem item = Items.Valid(Items.Entry(("CPUs", value)));
        item.TypeName = "AWS:InstanceDetailedInformation";
        Assert.Equal(
            isValid ? [] : [(nameof(InventoryRules.AwsAttributeNumber), RuleSeverity.Warning)],
            InventoryChecker.Check(item).Select(finding => (finding.RuleId, finding.Severity)));
    }

    [Property(MaxTest = 1000)]
    public void The_patterns_are_those_of_the_model(byte rule, byte at, byte with, bool insert)
    {
        (InventoryRule Rule, string[] Valid, Action<InventoryItem, string> Set)[] patterns =
        [
            (InventoryRules.InstanceIdPattern,
                [Items.Node, "i-01234567", "m" + Items.Node], (item, text) => item.InstanceId = text),
            (InventoryRules.TypeNamePattern, ["Custom:A", "AWS:Network"], (item, text) => item.TypeName = text),
            (InventoryRules.SchemaVersionPattern, ["1.0", "123456.123456"], (item, text) => item.SchemaVersion = text),
            (InventoryRules.CaptureTimePattern,
                ["2026-01-31T12:00:00Z", "2019-12-29T23:59:59Z"], (item, text) => item.CaptureTime = text),
        ];
        string[] characters =
        [
            "", "0", "1", "2", "3", "6", "9", "a", "Z", "_", "-", ":", ".", " ",
            "\n", "\r", "\u2028", "\u0661", "\u00e9", "\u212a", "\0",
        ];
        (InventoryRule broken, string[] valid, Action<InventoryItem, string> set) = patterns[rule % patterns.Length];
        string text = valid[with % valid.Length];
        int place = at % (text.Length + 1);
        int rest = Math.Min(text.Length, place + (insert ? 0 : 1));
        text = text[..place] + characters[with % characters.Length] + text[rest..];

        // In this mode \w and \d are ASCII as in the model, but $ also matches before a line break.
        string pattern = broken.Pattern!.Replace("$", "(?!\\n)$", StringComparison.Ordinal);
        bool isValid = Regex.IsMatch(text, pattern, RegexOptions.ECMAScript) && text.AsSpan()
            .IndexOfAny("\r\u2028") < 0;
        AssertRule(broken, item => set(item, text), isValid);
    }

    private static void AssertLimit(InventoryRule rule, Action<InventoryItem, int> set)
    {
        int limit = (int)rule.Maximum!.Value;
        AssertRule(rule, item => set(item, limit - 1), isValid: true);
        AssertRule(rule, item => set(item, limit), isValid: true);
        AssertRule(rule, item => set(item, limit + 1), isValid: false);
    }

    private static void AssertRule(InventoryRule rule, Action<InventoryItem> change, bool isValid)
    {
        InventoryItem item = Items.Valid();
        change(item);
        Assert.Equal(isValid ? 0 : 1, InventoryChecker.Check(item).Count(finding => finding.Rule == rule));
    }

    private static InventoryEntry Context(int names) =>
        Items.Entry([.. Enumerable.Range(0, names).Select(at => ($"N{at}", "x"))]);
}
