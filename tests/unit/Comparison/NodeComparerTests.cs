using InventoryTools.Comparison;
using Xunit;

namespace InventoryTools.Tests.Comparison;

public sealed class NodeComparerTests
{
    private readonly NodeComparer _comparer = new(new ItemComparer());

    [Fact]
    public void Two_nodes_are_compared_whatever_their_IDs() => Assert.Equal(
        ["i-1 AWS:Service Removed [b] : Name=b -> "],
        _comparer.CompareNode([Item("i-1", "Name=a|Name=b")], [Item("i-2", "Name=a")]).Select(Text));

    [Fact]
    public void Many_nodes_are_compared_each_with_itself() => Assert.Equal(
        [
            "i-1 AWS:Service Changed [a] Status: 1 -> 2",
            "i-2 AWS:Service Removed [a] : Name=a -> ",
            "i-3 AWS:Service Added [a] :  -> Name=a",
        ],
        _comparer.Compare(
            [Item("i-1", "Name=a,Status=1"), Item("i-2", "Name=a")],
            [Item("i-1", "Name=a,Status=2"), Item("i-3", "Name=a")]).Select(Text));

    [Fact]
    public void A_side_without_items_lacks_all_that_the_other_has()
    {
        Assert.Equal(
            ["i-1 AWS:Service Added [a] :  -> Name=a"], _comparer.Compare([], [Item("i-1", "Name=a")]).Select(Text));
        Assert.Equal(
            ["i-1 AWS:Service Removed [a] : Name=a -> "], _comparer.Compare([Item("i-1", "Name=a")], []).Select(Text));
        Assert.Empty(_comparer.Compare([], []));
    }

    [Fact]
    public void Items_are_matched_by_type_and_by_the_compliance_type_of_their_context()
    {
        InventoryItem other = Items.Compliance();
        other.Context!["ComplianceType"] = "Custom:Other";
        Assert.Equal(
            ["AWS:ComplianceItem Added", "AWS:Service Changed", "Custom:RackInfo Removed"],
            _comparer.CompareNode(
                [Items.Valid(), Items.Compliance(), Item(Items.Node, "Name=a,Status=1")],
                [other, Items.Compliance(), Item(Items.Node, "Name=a,Status=2")])
                .Select(found => $"{found.TypeName} {found.Change}"));
    }

    [Fact]
    public void No_node_is_read_before_the_differences_of_those_before_it_are_taken()
    {
        List<string> read = [];
        IEnumerable<InventoryItem> Nodes()
        {
            foreach (string node in new[] { "i-1", "i-2", "i-3", "i-4" })
            {
                read.Add(node);
                yield return Item(node, "Name=a");
            }
        }

        Assert.Equal("i-1", _comparer.Compare(Nodes(), []).First().InstanceId);
        Assert.Equal(["i-1", "i-2"], read);
    }

    private static InventoryItem Item(string node, string entries) => Differences.Item("AWS:Service", entries, node);

    private static string Text(InventoryDifference found) =>
        $"{found.InstanceId} {found.TypeName} {Differences.Text(found)}";
}
