using FsCheck.Xunit;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;
using Xunit;

namespace InventoryTools.Tests.Rules;

public sealed class InventoryCheckerTests
{
    [Fact]
    public void A_writer_without_a_node_is_told_so() => Assert.Equal(
        [nameof(InventoryRules.InstanceIdRequired), nameof(InventoryRules.InstanceIdRequired)],
        InventoryChecker.CheckInstanceId(null)
            .Concat(InventoryChecker.CheckInstanceId(""))
            .Select(finding => finding.RuleId));

    [Fact]
    public void Half_of_a_surrogate_pair_is_found_wherever_text_is_sent()
    {
        (string Path, Action<InventoryItem> Break)[] places =
        [
            ("TypeName", item => item.TypeName = "Custom:A\ud83d"),
            ("ContentHash", item => item.ContentHash = "\ude00"),
            ("Context['\\ud83d']", item => item.Context = new InventoryEntry { ["\ud83d"] = "x" }),
            ("Context.x", item => item.Context = new InventoryEntry { ["x"] = "\ud83dx" }),
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
    [InlineData("a\u202Eb", "Content[0]['a\\u202eb']")]
    [InlineData("it's", "Content[0]['it''s']")]
    public void A_path_is_written_as_PowerShell_reads_it(string name, string path)
    {
        InventoryItem item = Items.Valid(Items.Entry((name, new string('x', 4097))));
        Assert.Equal(path, Assert.Single(InventoryChecker.Check(item)).Path);
    }

    [Fact]
    public void Nothing_is_allocated_for_what_is_valid()
    {
        InventoryItem item = Items.Valid(
            [.. Enumerable.Range(0, 10).Select(at => Items.Entry(("Name", $"package-{at}"), ("Version", "1.2.3")))]);
        Assert.Empty(InventoryChecker.Check(item));
        Assert.Empty(InventoryChecker.Check(item));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 100; run++)
        {
            InventoryChecker.Check(item);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // The names of valid content are remembered, by type.
    [Fact]
    public void What_was_valid_before_hides_nothing_of_what_comes_after_it()
    {
        Action<InventoryItem>[] breaks =
        [
            item => item.Content![0]["Rack"] = new string('x', 4097),
            item => item.Content![0]["Rack"] = "\ud83d",
            item => item.Content!.Add(Items.Entry(("rack", "other case"))),
            item => item.Content!.Add(Items.Entry([.. Enumerable.Range(0, 51).Select(at => ($"N{at}", ""))])),
            item => item.Content = new InventoryContent(Enumerable.Repeat(item.Content![0], 10_001)),
            item => item.TypeName = "AWS:Application",
            item => item.TypeName = "",
            item =>
            {
                item.TypeName = "AWS:InstanceDetailedInformation";
                item.Content = [Items.Entry(("CPUs", "many"))];
            },
        ];
        Assert.All(breaks, change =>
        {
            InventoryItem item = Items.Valid();
            change(item);
            string[] Findings() => [.. InventoryChecker.Check(item).Select(finding => $"{finding.RuleId} {finding}")];
            string[] unprepared = [];
            Thread thread = new(() => unprepared = Findings());
            thread.Start();
            thread.Join();
            Assert.NotEmpty(unprepared);
            Assert.Empty(InventoryChecker.Check(Items.Valid()));
            Assert.Empty(InventoryChecker.Check(Detailed("8")));
            Assert.Equal(unprepared, Findings());
        });

        static InventoryItem Detailed(string cpus)
        {
            InventoryItem item = Items.Valid(Items.Entry(("CPUs", cpus)));
            item.TypeName = "AWS:InstanceDetailedInformation";
            return item;
        }
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
            InventoryChecker.FaultOf(
            [
                Of(InventoryRules.AwsAttributeUnknown),
                Of(InventoryRules.ItemSize),
                Of(InventoryRules.AttributeNameCase),
            ]));
        Assert.Equal(
            FaultCode.Validation,
            InventoryChecker.FaultOf([Of(InventoryRules.ItemSize), Of(InventoryRules.ContentCount)]));
    }

    [Property(Arbitrary = [typeof(ValidItems)])]
    public void What_keeps_the_limits_is_never_held_back(InventoryItem item)
    {
        Assert.Empty(InventoryChecker.Check(item));
        Assert.Empty(InventoryChecker.CheckCall([item]));
        Assert.Null(InventoryChecker.FaultOf(InventoryChecker.Check(item)));
    }
}
