using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck.Xunit;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class InventoryCheckerTests
{
    private static readonly (string RuleId, Action<InventoryItem> Break)[] s_breakers =
    [
        (nameof(InventoryRules.InstanceIdRequired), item => item.InstanceId = ""),
        (nameof(InventoryRules.InstanceIdPattern), item => item.InstanceId = "web-1"),
        (nameof(InventoryRules.TypeNameRequired), item => item.TypeName = ""),
        (nameof(InventoryRules.TypeNameLength), item => item.TypeName = "Custom:" + new string('A', 94)),
        (nameof(InventoryRules.TypeNamePattern), item => item.TypeName = "custom:RackInfo"),
        (nameof(InventoryRules.CustomTypeNameCapital), item => item.TypeName = "Custom:rackInfo"),
        (nameof(InventoryRules.AwsTypeUnknown), item => item.TypeName = "AWS:Aplication"),
        (nameof(InventoryRules.SchemaVersionRequired), item => item.SchemaVersion = ""),
        (nameof(InventoryRules.SchemaVersionPattern), item => item.SchemaVersion = "1"),
        (nameof(InventoryRules.SchemaVersionUnsupported), item => (item.TypeName, item.SchemaVersion) = ("AWS:Network", "2.0")),
        (nameof(InventoryRules.CaptureTimeRequired), item => item.CaptureTime = ""),
        (nameof(InventoryRules.CaptureTimePattern), item => item.CaptureTime = "2026-01-31"),
        (nameof(InventoryRules.ContentHashLength), item => item.ContentHash = new string('x', 257)),
        (nameof(InventoryRules.ContentOrHashRequired), item => item.Content = null),
        (nameof(InventoryRules.ItemSize), item => item.Content = [.. Enumerable.Repeat(Items.Entry(("A", new string('x', 4096))), 256)]),
        (nameof(InventoryRules.ContextCount), item => item.Context = Context(51)),
        (nameof(InventoryRules.ContextNameLength), item => item.Context = new Dictionary<string, string> { [new string('x', 65)] = "" }),
        (nameof(InventoryRules.ContextValueLength), item => item.Context = new Dictionary<string, string> { ["x"] = new('x', 4097) }),
        (nameof(InventoryRules.ContextNotAllowed), item => item.Context = Context(1)),
        (nameof(InventoryRules.ContextName), item => ToCompliance(item).Add("Compliance", "x")),
        (nameof(InventoryRules.ContextMissing), item => ToCompliance(item).Remove("ComplianceType")),
        (nameof(InventoryRules.ContextValue), item => ToCompliance(item)["ExecutionId"] = new string('x', 101)),
        (nameof(InventoryRules.ContentCount), item => item.Content = [.. Enumerable.Repeat(Items.EntryOf(0), 10001)]),
        (nameof(InventoryRules.EntryAttributeCount), item => item.Content = [Items.EntryOf(51)]),
        (nameof(InventoryRules.CustomTypeAttributeCount), item => item.Content = [Items.EntryOf(50), Items.Entry(("B", "x"))]),
        (nameof(InventoryRules.AttributeNameLength), item => item.Content![0].Add("", "x")),
        (nameof(InventoryRules.AttributeValueLength), item => item.Content![0]["Rack"] = new string('x', 4097)),
        (nameof(InventoryRules.AttributeNameCase), item => item.Content![0].Add("rack", "x")),
        (nameof(InventoryRules.TextNotUnicode), item => item.Content![0]["Rack"] = "cut\ud83d"),
        (nameof(InventoryRules.AwsAttributeUnknown), item => item.TypeName = "AWS:Network"),
        (nameof(InventoryRules.AwsAttributeNumber), item => (item.TypeName, item.Content) = ("AWS:InstanceDetailedInformation", [Items.Entry(("CPUs", "two"))])),
    ];

    private static readonly (string RuleId, InventoryItem[] Call)[] s_callBreakers =
    [
        (nameof(InventoryRules.CallItemCount), []),
        (nameof(InventoryRules.CallSize), [.. Enumerable.Repeat(Items.Valid(Items.Entry(("A", new string('x', 600 * 1024)))), 2)]),
    ];

    public static TheoryData<string> BrokenRules => [.. s_breakers.Select(breaker => breaker.RuleId)];

    [Theory]
    [MemberData(nameof(BrokenRules))]
    public void Each_rule_is_found_when_it_alone_is_broken(string ruleId)
    {
        InventoryItem item = Items.Valid();
        Array.Find(s_breakers, breaker => breaker.RuleId == ruleId).Break(item);
        InventoryFinding finding = Assert.Single(InventoryChecker.Check(item), finding => finding.RuleId == ruleId);
        InventoryRule rule = InventoryRules.All.Single(rule => rule.Id == ruleId);
        Assert.Equal((rule.Severity, rule.FaultCode, rule.Limit), (finding.Severity, finding.FaultCode, finding.Limit));
        Assert.Equal((item.InstanceId, item.TypeName), (finding.InstanceId, finding.TypeName));
        Assert.All(
            new[] { finding.Path, finding.Actual, finding.Limit, rule.Remedy },
            part => Assert.Contains(part, finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_rule_that_can_be_judged_has_such_a_test()
    {
        Assert.All(s_callBreakers, breaker => Assert.Equal(
            [breaker.RuleId], InventoryChecker.CheckCall(breaker.Call).Select(finding => finding.RuleId)));
        Assert.Equal(
            InventoryRules.All.Where(rule => rule.Scope != RuleScope.Account).Select(rule => rule.Id).Order(),
            s_breakers.Select(breaker => breaker.RuleId).Concat(s_callBreakers.Select(breaker => breaker.RuleId)).Order());
        Assert.Equal(
            InventoryRules.All.Count,
            typeof(InventoryRules).GetProperties().Count(property => property.PropertyType == typeof(InventoryRule)));
    }

    [Fact]
    public void What_only_the_account_knows_is_listed_and_holds_nothing_back()
    {
        Assert.Equal(
            [
                nameof(InventoryRules.NodeDailySize), nameof(InventoryRules.CustomTypeCount),
                nameof(InventoryRules.CustomTypeSize), nameof(InventoryRules.Retention),
            ],
            InventoryRules.All.Where(rule => rule.Scope == RuleScope.Account).Select(rule => rule.Id));
        InventoryItem[] call = [.. Enumerable.Range(0, 21).Select(_ => Items.Valid())];
        foreach ((InventoryItem item, int at) in call.Select((item, at) => (item, at)))
        {
            item.TypeName = $"Custom:Type{at}";
            item.CaptureTime = "2000-01-01T00:00:00Z";
        }

        Assert.Empty(InventoryChecker.CheckCall(call));
        Assert.Empty(call.SelectMany(InventoryChecker.Check));
    }

    [Fact]
    public void A_writer_without_a_node_is_told_so() => Assert.Equal(
        [nameof(InventoryRules.InstanceIdRequired), nameof(InventoryRules.InstanceIdRequired)],
        InventoryChecker.CheckInstanceId(null).Concat(InventoryChecker.CheckInstanceId("")).Select(finding => finding.RuleId));

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
    public void Lengths_hold_at_the_limit_and_one_before_it_and_break_one_behind_it()
    {
        AssertLimit(InventoryRules.TypeNameLength, (item, n) => item.TypeName = "Custom:" + new string('A', n - 7));
        AssertLimit(InventoryRules.ContentHashLength, (item, n) => item.ContentHash = new string('x', n));
        AssertLimit(InventoryRules.ContextCount, (item, n) => item.Context = Context(n));
        AssertLimit(
            InventoryRules.ContextNameLength,
            (item, n) => item.Context = new Dictionary<string, string> { [new string('x', n)] = "" });
        AssertLimit(
            InventoryRules.ContextValueLength,
            (item, n) => item.Context = new Dictionary<string, string> { ["x"] = new('x', n) });
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
            (item, n) => item.Context = new Dictionary<string, string> { [Emoji(n)] = "" });
        AssertLimit(
            InventoryRules.ContextValueLength,
            (item, n) => item.Context = new Dictionary<string, string> { ["x"] = Emoji(n) });
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
            item => item.Context = new Dictionary<string, string> { [""] = "x" },
            isValid: false);
        AssertRule(
            InventoryRules.ContextNameLength,
            item => item.Context = new Dictionary<string, string> { ["x"] = "" },
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

    [Fact]
    public void Half_of_a_surrogate_pair_is_found_wherever_text_is_sent()
    {
        (string Path, Action<InventoryItem> Break)[] places =
        [
            ("TypeName", item => item.TypeName = "Custom:A\ud83d"),
            ("ContentHash", item => item.ContentHash = "\ude00"),
            ("Context['\\ud83d']", item => item.Context = new Dictionary<string, string> { ["\ud83d"] = "x" }),
            ("Context.x", item => item.Context = new Dictionary<string, string> { ["x"] = "\ud83dx" }),
            ("Content[0]['\\ud83d']", item => item.Content![0].Add("\ud83d", "x")),
            ("Content[0].Rack", item => item.Content![0]["Rack"] = "\ud83d\ud83d\ude00"),
        ];
        Assert.All(places, place =>
        {
            InventoryItem item = Items.Valid();
            place.Break(item);
            InventoryFinding finding = Assert.Single(
                InventoryChecker.Check(item), finding => finding.Rule == InventoryRules.TextNotUnicode);
            Assert.Equal(place.Path, finding.Path);
        });
    }

    [Theory]
    [InlineData("Serial", "Content[0].Serial")]
    [InlineData("_1", "Content[0]._1")]
    [InlineData("1st", "Content[0]['1st']")]
    [InlineData("odd name", "Content[0]['odd name']")]
    [InlineData("\u00e9", "Content[0]['\u00e9']")]
    [InlineData("a\nb", "Content[0]['a\\u000ab']")]
    [InlineData("it's", "Content[0]['it''s']")]
    public void A_path_is_written_as_PowerShell_reads_it(string name, string path)
    {
        InventoryItem item = Items.Valid(Items.Entry((name, new string('x', 4097))));
        Assert.Equal(path, Assert.Single(InventoryChecker.Check(item)).Path);
    }

    [Property(MaxTest = 1000)]
    public void The_patterns_are_those_of_the_model(byte rule, byte at, byte with, bool insert)
    {
        (InventoryRule Rule, string[] Valid, Action<InventoryItem, string> Set)[] patterns =
        [
            (InventoryRules.InstanceIdPattern, [Items.Node, "i-01234567", "m" + Items.Node], (item, text) => item.InstanceId = text),
            (InventoryRules.TypeNamePattern, ["Custom:A", "AWS:Network"], (item, text) => item.TypeName = text),
            (InventoryRules.SchemaVersionPattern, ["1.0", "123456.123456"], (item, text) => item.SchemaVersion = text),
            (InventoryRules.CaptureTimePattern, ["2026-01-31T12:00:00Z", "2019-12-29T23:59:59Z"], (item, text) => item.CaptureTime = text),
        ];
        string[] characters =
            ["", "0", "1", "2", "3", "6", "9", "a", "Z", "_", "-", ":", ".", " ", "\n", "\r", "\u2028", "\u0661", "\u00e9", "\u212a", "\0"];
        (InventoryRule broken, string[] valid, Action<InventoryItem, string> set) = patterns[rule % patterns.Length];
        string text = valid[with % valid.Length];
        int place = at % (text.Length + 1);
        text =
            text[..place] + characters[with % characters.Length] + text[Math.Min(text.Length, place + (insert ? 0 : 1))..];

        // In this mode \w and \d are ASCII as in the model; but $ lets a line break stand behind it.
        string pattern = broken.Pattern!.Replace("$", "(?!\\n)$", StringComparison.Ordinal);
        bool isValid = Regex.IsMatch(text, pattern, RegexOptions.ECMAScript) && text.AsSpan()
            .IndexOfAny("\r\u2028") < 0;
        AssertRule(broken, item => set(item, text), isValid);
    }

    [Fact]
    public void A_call_has_1_to_30_items_of_1_MB_together()
    {
        InventoryItem[] Calls(int count) => [.. Enumerable.Repeat(Items.Valid(), count)];
        Assert.Equal(nameof(InventoryRules.CallItemCount), Assert.Single(InventoryChecker.CheckCall(Calls(0))).RuleId);
        Assert.Empty(InventoryChecker.CheckCall(Calls(1)));
        Assert.Empty(InventoryChecker.CheckCall(Calls(30)));
        Assert.Equal(nameof(InventoryRules.CallItemCount), Assert.Single(InventoryChecker.CheckCall(Calls(31))).RuleId);

        long limit = InventoryRules.CallSize.Maximum!.Value;
        foreach (int over in new[] { -1, 0, 1 })
        {
            InventoryItem filler = Items.Valid(Items.Entry(("A", "")));
            filler.Content![0]["A"] = new string('x', (int)(limit + over - (2 * ItemSize.Measure(filler))));
            Assert.Equal(
                over > 0 ? 1 : 0, InventoryChecker.CheckCall([Items.Valid(Items.Entry(("A", ""))), filler]).Count());
        }
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once_and_at_its_place()
    {
        InventoryItem item = Items.Valid(
            [.. Enumerable.Range(0, 20).Select(_ => Items.Entry(("Serial", "x"), ("odd name", "x")))]);
        item.TypeName = "custom:Rack";
        item.CaptureTime = "now";
        item.Content![17]["Serial"] = new string('x', 5000);
        item.Content[3]["odd name"] = new string('x', 5000);
        item.Content[19].Add("serial", "x");
        IReadOnlyList<InventoryFinding> findings = InventoryChecker.Check(item);
        Assert.Equal(
            ["TypeName", "CaptureTime", "Content[3]['odd name']", "Content[17].Serial", "Content[19].serial"],
            findings.Select(finding => finding.Path));
        Assert.Equal("'serial' beside 'Serial' at Content[0].Serial", findings[4].Actual);
        Assert.Equal(FaultCode.Validation, InventoryChecker.FaultOf(findings));
    }

    [Fact]
    public void The_fault_is_that_of_the_model_first_then_of_the_first_rule_and_none_for_warnings()
    {
        InventoryFinding Of(InventoryRule rule) => new(rule, "x", "x");
        Assert.Null(InventoryChecker.FaultOf([]));
        Assert.Null(InventoryChecker.FaultOf([Of(InventoryRules.AwsAttributeUnknown)]));
        Assert.Equal(
            FaultCode.ItemSizeLimitExceeded,
            InventoryChecker.FaultOf([Of(InventoryRules.AwsAttributeUnknown), Of(InventoryRules.ItemSize), Of(InventoryRules.AttributeNameCase)]));
        Assert.Equal(
            FaultCode.Validation,
            InventoryChecker.FaultOf([Of(InventoryRules.ItemSize), Of(InventoryRules.ContentCount)]));
    }

    [Fact]
    public void The_built_in_types_are_those_of_the_user_guide_and_what_was_seen_beside()
    {
        // AWS answers it, and the guide lacks it: aws/aws-sdk issue 640.
        (string? Name, bool IsNumber) seen = ("KernelVersion", false);
        using System.IO.Stream json = typeof(InventoryCheckerTests).Assembly.GetManifestResourceStream(
            "aws-types.json")!;
        JsonElement[] documented = [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];
        Assert.Equal(
            documented.Select(type => type.GetProperty("TypeName").GetString()),
            AwsInventoryType.All.Select(type => type.TypeName));
        foreach ((JsonElement page, AwsInventoryType type) in documented.Zip(AwsInventoryType.All))
        {
            Assert.Equal(page.GetProperty("Version").GetString(), type.Versions[0]);
            Assert.Equal(
                page.GetProperty("Attributes").EnumerateArray()
                    .Select(
                        attribute => (attribute.GetProperty("Name").GetString(), attribute.GetProperty("DataType").GetString() == "NUMBER"))
                    .Concat(type.TypeName == "AWS:InstanceDetailedInformation" ? [seen] : []),
                type.Attributes.Select(attribute => ((string?)attribute.Name, attribute.IsNumber)));
        }
    }

    [Fact]
    public void Every_built_in_type_is_valid_with_its_documented_attributes()
    {
        foreach (AwsInventoryType type in AwsInventoryType.All)
        {
            InventoryItem item = type.ContextKeys.Any() ? Items.Compliance() : Items.Valid();
            item.TypeName = type.TypeName;
            item.Content =
                [Items.Entry([.. type.Attributes.Where(a => !a.IsContext).Select(a => (a.Name, a.IsNumber ? "1" : "x"))])];
            foreach (string version in type.Versions)
            {
                item.SchemaVersion = version;
                Assert.Empty(InventoryChecker.Check(item));
            }
        }
    }

    [Fact]
    public void An_unknown_attribute_of_a_built_in_type_is_told_once_for_all_entries()
    {
        InventoryItem item = Items.Valid(
            [.. Enumerable.Range(0, 9).Select(_ => Items.Entry(("CPUs", "2"), ("CPUFamily", "6")))]);
        item.TypeName = "AWS:InstanceDetailedInformation";
        InventoryFinding finding = Assert.Single(InventoryChecker.Check(item));
        Assert.Equal((RuleSeverity.Warning, "Content[0].CPUFamily"), (finding.Severity, finding.Path));
    }

    [Fact]
    public void A_name_of_a_built_in_type_in_another_case_is_unknown_and_beside_the_right_one_an_error()
    {
        InventoryItem item = Items.Valid(Items.Entry(("Name", "eth0")), Items.Entry(("name", "eth1")));
        item.TypeName = "AWS:Network";
        Assert.Equal(
            [nameof(InventoryRules.AttributeNameCase), nameof(InventoryRules.AwsAttributeUnknown)],
            InventoryChecker.Check(item).Select(finding => finding.RuleId));
        Assert.Equal(FaultCode.InvalidItemContent, InventoryChecker.FaultOf(InventoryChecker.Check(item)));
    }

    [Theory]
    [InlineData("aws:Network")]
    [InlineData("AWS:network")]
    [InlineData("AWS:Network ")]
    [InlineData("AWS:")]
    public void A_name_that_is_nearly_that_of_a_built_in_type_is_none_of_them(string name)
    {
        InventoryItem item = Items.Valid();
        item.TypeName = name;
        Assert.Contains(
            InventoryChecker.FaultOf(InventoryChecker.Check(item)),
            new[] { FaultCode.Validation, FaultCode.InvalidTypeName });
    }

    [Property(Arbitrary = [typeof(ValidItems)])]
    public void What_keeps_the_limits_is_never_held_back(InventoryItem item)
    {
        Assert.Empty(InventoryChecker.Check(item));
        Assert.Empty(InventoryChecker.CheckCall([item]));
        Assert.Null(InventoryChecker.FaultOf(InventoryChecker.Check(item)));
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

    private static Dictionary<string, string> Context(int names) =>
        Enumerable.Range(0, names).ToDictionary(at => $"N{at}", _ => "x");

    private static IDictionary<string, string> ToCompliance(InventoryItem item)
    {
        InventoryItem compliance = Items.Compliance();
        (item.TypeName, item.Content, item.Context) = (compliance.TypeName, compliance.Content, compliance.Context);
        return item.Context!;
    }
}
