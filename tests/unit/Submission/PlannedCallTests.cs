using System.Globalization;
using FsCheck.Xunit;
using InventoryTools.Rules;
using InventoryTools.Submission;
using Xunit;

namespace InventoryTools.Tests.Submission;

public sealed class PlannedCallTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void Thirty_items_share_a_call_and_the_next_one_opens_another() =>
        Assert.Equal(
            [30, 1], Plan(Enumerable.Range(0, 31).Select(at => Item($"T{at}"))).Select(call => call.Items.Count));

    [Fact]
    public void A_megabyte_fits_into_a_call_exactly()
    {
        PlannedItem half = Sized("A", Megabyte / 2);
        Assert.Equal(Megabyte / 2, half.Bytes);
        Assert.Single(Plan([half, Sized("B", Megabyte / 2)]));
        Assert.Equal(2, Plan([half, Sized("B", (Megabyte / 2) + 1)]).Count);
    }

    [Fact]
    public void Two_and_a_half_megabytes_go_as_three_calls() =>
        Assert.Equal(
            [2, 2, 1],
            Plan(Enumerable.Range(0, 5).Select(at => Sized($"T{at}", Megabyte / 2))).Select(call => call.Items.Count));

    [Fact]
    public void A_type_that_comes_again_opens_another_call()
    {
        IReadOnlyList<PlannedCall> calls = Plan([Item("A"), Item("B"), Item("A"), Item("C"), Item("B")]);
        Assert.Equal(
            ["A B", "A C B"],
            calls.Select(call => string.Join(' ', call.Items.Select(item => item.TypeName[7..]))));
    }

    [Fact]
    public void Types_that_differ_in_case_alone_are_two() => Assert.Single(Plan([Item("Aa"), Item("AA")]));

    [Property(MaxTest = 50)]
    public void Every_plan_keeps_the_limits_and_the_order_and_no_neighbours_could_share_a_call(
        (byte Type, ushort Size)[] wanted)
    {
        List<PlannedItem> items = [.. wanted.Select(one => Sized($"T{one.Type % 40}", 200 + (one.Size * 15)))];
        IReadOnlyList<PlannedCall> calls = Plan(items);
        Assert.Equal(items, calls.SelectMany(call => call.Items));
        Assert.All(calls, call =>
        {
            Assert.Empty(InventoryChecker.CheckCall([.. call.ToRequest().Items]));
            Assert.Distinct(call.Items.Select(item => item.TypeName));
        });
        for (int at = 1; at < calls.Count; at++)
        {
            PlannedItem next = calls[at].Items[0];
            PlannedCall before = calls[at - 1];
            Assert.True(
                before.Items.Count == 30
                || before.Bytes + next.Bytes > Megabyte
                || before.Items.Any(item => item.TypeName == next.TypeName));
        }
    }

    internal static PlannedItem Item(string type)
    {
        InventoryItem item = Items.Valid();
        item.TypeName = "Custom:" + type;
        return new PlannedItem(Items.Node, new ItemPayload(item), hashOnly: false);
    }

    private static PlannedItem Sized(string type, int bytes)
    {
        InventoryItem item = Items.Valid(Items.Entry(("A", "")));
        item.TypeName = "Custom:" + type;
        const int Long = 4000;
        const int Around = 15; // {"N000000":""} and a comma
        int missing = bytes - (int)new ItemPayload(item).FullBytes;
        while (missing >= Around)
        {
            int length = Math.Min(Long, missing - Around);
            string name = "N" + item.Content!.Count.ToString("d6", CultureInfo.InvariantCulture);
            item.Content.Add(Items.Entry((name, new string('x', length))));
            missing -= length + Around;
        }

        // Too little for an entry of its own: the first one's value takes it.
        item.Content![0]["A"] = new string('x', missing);
        return new PlannedItem(Items.Node, new ItemPayload(item), hashOnly: false);
    }

    private static IReadOnlyList<PlannedCall> Plan(IEnumerable<PlannedItem> items) => [.. PlannedCall.Plan(items)];
}
