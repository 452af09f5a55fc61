using InventoryTools.Comparison;
using Xunit;

namespace InventoryTools.Tests.Comparison;

public sealed class NodeComparerTests
{
    [Fact]
    public void One_node_is_compared_with_each_of_others_whatever_their_IDs() => Assert.Equal(
        [
            "i-1 i-2 AWS:Service Removed [b] : Name=b -> ",
            "i-1 i-3 AWS:Service Removed [a] : Name=a -> ",
            "i-1 i-3 AWS:Service Removed [b] : Name=b -> ",
        ],
        Text(NodeComparer.PairWithEach(
            new NodeItems("i-1", [Item("i-1", "Name=a|Name=b")]),
            [new NodeItems("i-2", [Item("i-2", "Name=a")]), new NodeItems("i-3", [])])));

    [Fact]
    public void Many_nodes_are_compared_each_with_itself() => Assert.Equal(
        [
            "i-1 i-1 AWS:Service Changed [a] Status: 1 -> 2",
            "i-2 i-2 AWS:Service Removed [a] : Name=a -> ",
            "i-3 i-3 AWS:Service Added [a] :  -> Name=a",
        ],
        ById(
            [Item("i-1", "Name=a,Status=1"), Item("i-2", "Name=a")],
            [Item("i-1", "Name=a,Status=2"), Item("i-3", "Name=a")]));

    [Fact]
    public void A_side_without_items_lacks_all_that_the_other_has()
    {
        Assert.Equal(["i-1 i-1 AWS:Service Added [a] :  -> Name=a"], ById([], [Item("i-1", "Name=a")]));
        Assert.Equal(["i-1 i-1 AWS:Service Removed [a] : Name=a -> "], ById([Item("i-1", "Name=a")], []));
        Assert.Empty(ById([], []));
    }

    [Fact]
    public void Items_are_matched_by_type_and_by_the_compliance_type_of_their_context()
    {
        InventoryItem other = Items.Compliance();
        other.Context!["ComplianceType"] = "Custom:Other";
        Assert.Equal(
            ["AWS:ComplianceItem Added", "AWS:Service Changed", "Custom:RackInfo Removed"],
            NodeComparer.PairWithEach(
                new NodeItems("i", [Items.Valid(), Items.Compliance(), Item(Items.Node, "Name=a,Status=1")]),
                [new NodeItems("i", [other, Items.Compliance(), Item(Items.Node, "Name=a,Status=2")])])
                .SelectMany(new ItemComparer().Compare)
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

        Assert.Equal("i-1", NodeComparer.PairById(NodeItems.Of(Nodes()), []).First().InstanceId);
        Assert.Equal(["i-1", "i-2"], read);
    }

    private static InventoryItem Item(string node, string entries) => Differences.Item("AWS:Service", entries, node);

    private static string[] ById(InventoryItem[] reference, InventoryItem[] difference) =>
        Text(NodeComparer.PairById(NodeItems.Of(reference), NodeItems.Of(difference)));

    private static string[] Text(IEnumerable<ItemPair> pairs) =>
    [
        .. pairs.SelectMany(new ItemComparer().Compare).Select(found =>
            $"{found.ReferenceInstanceId} {found.InstanceId} {found.TypeName} {Differences.Text(found)}"),
    ];
}
