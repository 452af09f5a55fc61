using InventoryTools.Rules;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class InventoryRulesTests
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
        (nameof(InventoryRules.SchemaVersionUnsupported),
            item => (item.TypeName, item.SchemaVersion) = ("AWS:Network", "2.0")),
        (nameof(InventoryRules.CaptureTimeRequired), item => item.CaptureTime = ""),
        (nameof(InventoryRules.CaptureTimePattern), item => item.CaptureTime = "2026-01-31"),
        (nameof(InventoryRules.ContentHashLength), item => item.ContentHash = new string('x', 257)),
        (nameof(InventoryRules.ContentOrHashRequired), item => item.Content = null),
        (nameof(InventoryRules.ItemSize),
            item => item.Content = [.. Enumerable.Repeat(Items.Entry(("A", new string('x', 4096))), 256)]),
        (nameof(InventoryRules.ContextCount), item => item.Context = Context(51)),
        (nameof(InventoryRules.ContextNameLength),
            item => item.Context = new InventoryEntry { [new string('x', 65)] = "" }),
        (nameof(InventoryRules.ContextValueLength),
            item => item.Context = new InventoryEntry { ["x"] = new('x', 4097) }),
        (nameof(InventoryRules.ContextNotAllowed), item => item.Context = Context(1)),
        (nameof(InventoryRules.ContextName), item => ToCompliance(item).Add("Compliance", "x")),
        (nameof(InventoryRules.ContextMissing), item => ToCompliance(item).Remove("ComplianceType")),
        (nameof(InventoryRules.ContextValue), item => ToCompliance(item)["ExecutionId"] = new string('x', 101)),
        (nameof(InventoryRules.ContentCount), item => item.Content = [.. Enumerable.Repeat(Items.EntryOf(0), 10001)]),
        (nameof(InventoryRules.EntryAttributeCount), item => item.Content = [Items.EntryOf(51)]),
        (nameof(InventoryRules.CustomTypeAttributeCount),
            item => item.Content = [Items.EntryOf(50), Items.Entry(("B", "x"))]),
        (nameof(InventoryRules.AttributeNameLength), item => item.Content![0].Add("", "x")),
        (nameof(InventoryRules.AttributeValueLength), item => item.Content![0]["Rack"] = new string('x', 4097)),
        (nameof(InventoryRules.AttributeNameCase), item => item.Content![0].Add("rack", "x")),
        (nameof(InventoryRules.TextNotUnicode), item => item.Content![0]["Rack"] = "cut\ud83d"),
        (nameof(InventoryRules.AwsAttributeUnknown), item => item.TypeName = "AWS:Network"),
        (nameof(InventoryRules.AwsAttributeNumber),
            item => (item.TypeName, item.Content) = (
                "AWS:InstanceDetailedInformation", [Items.Entry(("CPUs", "two"))])),
    ];

    private static readonly (string RuleId, InventoryItem[] Call)[] s_callBreakers =
    [
        (nameof(InventoryRules.CallItemCount), []),
        (nameof(InventoryRules.CallSize),
            [.. Enumerable.Repeat(Items.Valid(Items.Entry(("A", new string('x', 600 * 1024)))), 2)]),
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
            s_breakers.Select(breaker => breaker.RuleId)
                .Concat(s_callBreakers.Select(breaker => breaker.RuleId))
                .Order());
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

    private static InventoryEntry Context(int names) =>
        Items.Entry([.. Enumerable.Range(0, names).Select(at => ($"N{at}", "x"))]);

    private static InventoryEntry ToCompliance(InventoryItem item)
    {
        InventoryItem compliance = Items.Compliance();
        (item.TypeName, item.Content, item.Context) = (compliance.TypeName, compliance.Content, compliance.Context);
        return item.Context!;
    }
}
