using FsCheck.Xunit;
using InventoryTools.Comparison;
using Xunit;

namespace InventoryTools.Tests.Comparison;

public sealed class ItemComparerTests
{
    [Theory]
    // An AWS: type has key attributes of its own. The order of entries and of attributes does not matter.
    [InlineData(
        "AWS:Application",
        "Name=bash,Version=5.1|Name=gone,Version=1|Name=same,Version=1",
        "Name=new,Version=2|Version=1,Name=same|Name=bash,Version=5.2,Publisher=GNU",
        "Changed [bash] Version: 5.1 -> 5.2",
        "Changed [bash] Publisher:  -> GNU",
        "Removed [gone] : Name=gone; Version=1 -> ",
        "Added [new] :  -> Name=new; Version=2")]
    [InlineData(
        "AWS:Application", "Name=a,Architecture=x86", "Name=a,Architecture=arm",
        "Removed [a, x86] : Name=a; Architecture=x86 -> ", "Added [a, arm] :  -> Name=a; Architecture=arm")]
    // A custom type is keyed by Name, Id, Key, or the first attribute, if that tells all entries apart.
    [InlineData(
        "Custom:X", "Slot=1,Serial=a|Slot=2,Serial=b", "Slot=2,Serial=c|Slot=1,Serial=a",
        "Changed [2] Serial: b -> c")]
    [InlineData(
        "Custom:X", "Slot=1,Id=a|Slot=2,Id=b", "Slot=2,Id=a|Slot=1,Id=b",
        "Changed [a] Slot: 1 -> 2", "Changed [b] Slot: 2 -> 1")]
    // A single entry is compared with the other, also when all values have changed.
    [InlineData("Custom:X", "Rack=A1,Owner=me", "Owner=me,Rack=B7", "Changed [] Rack: A1 -> B7")]
    [InlineData(
        "Custom:X", "Rack=A1,Owner=me", "Rack=A1,Owner=me|Rack=B7,Owner=me",
        "Added [B7] :  -> Rack=B7; Owner=me")]
    // Without a key, entries are removed and added, each as often as it differs.
    [InlineData(
        "Custom:X", "A=1,B=1|A=1,B=2", "A=1,B=1|A=1,B=3|A=1,B=3",
        "Removed [] : A=1; B=2 -> ", "Added [] :  -> A=1; B=3", "Added [] :  -> A=1; B=3")]
    // Names and values count as they are written.
    [InlineData(
        "AWS:Service", "Name=a,Status=Running", "Name=a,Status=running,status=",
        "Changed [a] Status: Running -> running", "Changed [a] status:  -> ")]
    public void Entries_are_matched_by_their_key(string type, string before, string after, params string[] expected) =>
        Assert.Equal(expected, Compare(new ItemComparer(), type, before, after));

    [Theory]
    [InlineData(
        "Serial", "Slot=1,Serial=a|Slot=2,Serial=b", "Slot=2,Serial=c|Slot=1,Serial=a",
        "Removed [b] : Slot=2; Serial=b -> ", "Added [c] :  -> Slot=2; Serial=c")]
    [InlineData(
        "Rack", "Rack=A1,Owner=me", "Owner=me,Rack=B7",
        "Removed [A1] : Rack=A1; Owner=me -> ", "Added [B7] :  -> Owner=me; Rack=B7")]
    [InlineData("slot", "Name=a,Slot=1|Name=b,Slot=2", "Name=c,Slot=1|Name=b,Slot=2", "Changed [1] Name: a -> c")]
    // No entry has it: the key is the one that the type has.
    [InlineData(
        "Nobody", "Name=a,Slot=1|Name=b,Slot=2", "Name=c,Slot=1|Name=b,Slot=2",
        "Removed [a] : Name=a; Slot=1 -> ", "Added [c] :  -> Name=c; Slot=1")]
    public void A_key_can_be_given_in_any_case(string key, string before, string after, params string[] expected) =>
        Assert.Equal(expected, Compare(new ItemComparer([key]), "Custom:X", before, after));

    [Theory]
    [InlineData("Slot", "Slot=1,Serial=a|Slot=2,Serial=b", "Slot=2,Serial=c|Slot=1,Serial=a")]
    [InlineData(
        "Version", "Name=a,Version=1,Other=1|Name=b,Version=2", "Name=a,Version=2,Other=2|Name=b,Version=1",
        "Changed [a] Version: 1 -> 2", "Changed [b] Version: 2 -> 1")]
    public void Attributes_that_are_not_compared_still_tell_entries_apart(
        string compared, string before, string after, params string[] expected) =>
        Assert.Equal(
            expected, Compare(new ItemComparer(isCompared: name => name == compared), "Custom:X", before, after));

    [Fact]
    public void Versions_and_contexts_count_and_times_and_hashes_do_not()
    {
        InventoryItem before = Items.Compliance();
        InventoryItem after = Items.Compliance();
        (after.CaptureTime, after.ContentHash) = ("2026-02-01T12:00:00Z", "x");
        Assert.Empty(new ItemComparer().Compare(before, after));
        after.SchemaVersion = "1.1";
        after.Context!["ExecutionId"] = "1";
        after.Context.Remove("ExecutionType");
        Assert.Equal(
            [
                "Changed [] SchemaVersion: 1.0 -> 1.1",
                "Changed [] Context.ExecutionId: 0 -> 1",
                "Changed [] Context.ExecutionType: Command -> ",
            ],
            new ItemComparer().Compare(before, after).Select(Differences.Text));
    }

    [Fact]
    public void An_item_that_only_one_side_has_is_all_of_its_entries()
    {
        InventoryItem item = Differences.Item("Custom:X", "A=1|A=2");
        Assert.Equal(
            ["Removed [1] : A=1 -> ", "Removed [2] : A=2 -> "],
            new ItemComparer().Compare(item, null).Select(Differences.Text));
        Assert.Equal(
            ["Added [1] :  -> A=1", "Added [2] :  -> A=2"],
            new ItemComparer().Compare(null, item).Select(Differences.Text));
        item.Content!.Clear();
        Assert.Equal(["Added [] :  -> "], new ItemComparer().Compare(null, item).Select(Differences.Text));
    }

    [Theory]
    [InlineData("Name=a,V=1|Name=b|Name=c", "Name=a,V=2|Name=c|Name=d|Name=e", InventoryChange.Changed, 2, 1, 1, 1)]
    [InlineData("Name=a|Name=b", "Name=b|Name=a", null, 0, 0, 0, 2)]
    [InlineData("A=1,B=1|A=1,B=2", "A=1,B=1|A=1,B=3|A=1,B=3", InventoryChange.Changed, 2, 1, 0, 1)]
    [InlineData("Name=a|Name=b", null, InventoryChange.Removed, 0, 2, 0, 0)]
    [InlineData(null, "Name=a", InventoryChange.Added, 1, 0, 0, 0)]
    public void Entries_are_counted(
        string? before, string? after, InventoryChange? change, int added, int removed, int changed, int unchanged)
    {
        InventoryItem? reference = before is null ? null : Differences.Item("Custom:X", before);
        InventoryItem? difference = after is null ? null : Differences.Item("Custom:X", after, "i-2");
        Assert.Equal(
            new InventoryComparison(
                reference?.InstanceId,
                difference?.InstanceId,
                "Custom:X",
                change,
                added,
                removed,
                changed,
                unchanged),
            new ItemComparer().Count(Differences.Pair(reference, difference)));
    }

    [Fact]
    public void An_item_whose_version_alone_differs_has_changed_and_its_entries_have_not()
    {
        InventoryItem other = Differences.Item("Custom:X", "A=1");
        other.SchemaVersion = "2.0";
        InventoryComparison counted = new ItemComparer().Count(
            Differences.Pair(Differences.Item("Custom:X", "A=1"), other));
        Assert.Equal((InventoryChange.Changed, 0, 1), (counted.Change, counted.Changed, counted.Unchanged));
    }

    [Property(Arbitrary = [typeof(Texts)])]
    public void An_item_does_not_differ_from_itself_in_any_order(InventoryEntry[] content) =>
        Assert.Empty(new ItemComparer().Compare(Items.Valid(content), Items.Valid(Backwards(content))));

    [Property(Arbitrary = [typeof(Texts)])]
    public void Contents_differ_unless_they_have_the_same_entries(InventoryEntry[] content, InventoryEntry[] other)
    {
        (InventoryItem one, InventoryItem two) = (Items.Valid(), Items.Valid());
        (one.Content, two.Content) = (new InventoryContent(content), new InventoryContent(other));
        Assert.Equal(Sorted(content).SequenceEqual(Sorted(other)), !new ItemComparer().Compare(one, two).Any());
    }

    [Fact]
    public void A_value_that_holds_a_separator_is_not_taken_for_two_attributes() => Assert.Equal(
        ["Changed [] A: 1\u001fB\u001f2 -> 1", "Changed [] B:  -> 2"],
        Compare(new ItemComparer(), "Custom:X", "A=1\u001fB\u001f2", "A=1,B=2"));

    private static IEnumerable<string> Compare(ItemComparer comparer, string type, string before, string after) =>
        comparer.Compare(Differences.Item(type, before), Differences.Item(type, after)).Select(Differences.Text);

    private static InventoryEntry[] Backwards(IEnumerable<InventoryEntry> content) =>
        [.. content.Reverse().Select(
            entry => Items.Entry([.. entry.Reverse().Select(pair => (pair.Key, pair.Value))]))];

    private static string[] Sorted(IEnumerable<InventoryEntry> content) =>
        [.. content.Select(entry => string.Concat(entry
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key.Length}:{pair.Key}{pair.Value.Length}:{pair.Value}")))
            .Order(StringComparer.Ordinal)];
}
