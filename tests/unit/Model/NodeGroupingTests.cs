using System.Globalization;
using FsCheck.Xunit;
using InventoryTools.Model;
using Xunit;

namespace InventoryTools.Tests.Model;

public sealed class NodeGroupingTests
{
    public enum NodeOrder
    {
        Ascending,
        Shuffled,
        ShuffledLater,
    }

    [Property]
    public void A_small_input_is_grouped_whole_in_any_order(byte[] nodes)
    {
        NodeGrouping grouping = new();
        foreach (byte node in nodes)
        {
            Assert.True(grouping.TryAdd(Id(node), []));
            Assert.Empty(grouping.Release());
        }

        Assert.Equal(
            nodes.Distinct().Select(node => (Id(node), nodes.Count(other => other == node))),
            grouping.ReleaseAll().Select(node => (node.Key, node.Value.Count)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_large_input_in_ascending_order_streams(int entriesPerNode)
    {
        NodeGrouping grouping = new();
        int released = 0;
        int added = 0;
        for (int node = 0; node < 30000; node++)
        {
            for (int entry = 0; entry < entriesPerNode; entry++)
            {
                Assert.True(grouping.TryAdd(Id(node), []));
                added++;
                released += grouping.Release().Sum(done => done.Value.Count);
                Assert.True(added - released <= NodeGrouping.Window + entriesPerNode);
            }
        }

        released += grouping.ReleaseAll().Sum(done => done.Value.Count);
        Assert.Equal(added, released);
    }

    [Fact]
    public void Nodes_in_any_order_stream_when_their_entries_come_together()
    {
        Dictionary<string, int> released = Run(
            Enumerable.Range(0, 30000).SelectMany(node => new[] { Shuffle(node), Shuffle(node) }), out int early);
        Assert.True(early > 0);
        Assert.Equal(30000, released.Count);
        Assert.All(released.Values, count => Assert.Equal(2, count));
    }

    [Fact]
    public void Single_entries_in_any_order_are_held_to_the_end_and_lose_nothing()
    {
        IEnumerable<int> twice = Enumerable.Range(0, 20000).Select(Shuffle);
        Dictionary<string, int> released = Run(twice.Concat(twice), out int early);
        Assert.Equal(0, early);
        Assert.Equal(20000, released.Count);
        Assert.All(released.Values, count => Assert.Equal(2, count));
    }

    [Fact]
    public void A_node_that_comes_back_after_it_was_released_is_refused()
    {
        NodeGrouping grouping = new();
        for (int node = 0; node <= NodeGrouping.Window + 1; node++)
        {
            Assert.True(grouping.TryAdd(Id(node), []));
            _ = grouping.Release().ToList();
        }

        Assert.False(grouping.TryAdd(Id(7), []));
        Assert.True(grouping.TryAdd(Id(1_000_000), []));
    }

    [Fact]
    public void Of_many_released_nodes_each_is_remembered_and_no_other()
    {
        const int Nodes = 200_000;
        NodeGrouping grouping = new();
        for (int node = 0; node < Nodes; node++)
        {
            Assert.True(grouping.TryAdd(Id(node), []));
            _ = grouping.Release();
        }

        Assert.DoesNotContain(Enumerable.Range(0, Nodes - 1), node => grouping.TryAdd(Id(node), []));
        Assert.All(Enumerable.Range(Nodes, 1000), node => Assert.True(grouping.TryAdd(Id(node), [])));
    }

    // A little longer than the window, so that a part of the input is released before its end.
    [Theory]
    [InlineData(NodeOrder.Ascending, 1, false)]
    [InlineData(NodeOrder.Ascending, 1, true)]
    [InlineData(NodeOrder.Ascending, 3, false)]
    [InlineData(NodeOrder.Ascending, 3, true)]
    [InlineData(NodeOrder.Shuffled, 1, false)]
    [InlineData(NodeOrder.Shuffled, 1, true)]
    [InlineData(NodeOrder.Shuffled, 3, false)]
    [InlineData(NodeOrder.Shuffled, 3, true)]
    [InlineData(NodeOrder.ShuffledLater, 1, false)]
    [InlineData(NodeOrder.ShuffledLater, 1, true)]
    [InlineData(NodeOrder.ShuffledLater, 3, false)]
    [InlineData(NodeOrder.ShuffledLater, 3, true)]
    public void What_is_released_is_what_was_accepted(NodeOrder order, int entriesPerNode, bool comeBack)
    {
        IEnumerable<int> nodes = Enumerable.Range(0, NodeGrouping.Window + 1000)
            .Select(at => comeBack && at % 997 == 5 ? at / 2 : at)
            .Select(at => at / entriesPerNode)
            .Select(node => order switch
            {
                NodeOrder.Ascending => node,
                NodeOrder.Shuffled => Shuffle(node),
                _ => node < 5000 ? node : Shuffle(node),
            });

        NodeGrouping grouping = new();
        Dictionary<string, List<string>> accepted = [];
        Dictionary<string, List<string>> released = [];
        foreach ((int node, int at) in nodes.Select((node, at) => (node, at)))
        {
            string tag = at.ToString(CultureInfo.InvariantCulture);
            bool isTaken = grouping.TryAdd(Id(node), Items.Entry(("At", tag)));
            Assert.Equal(!released.ContainsKey(Id(node)), isTaken);
            if (isTaken)
            {
                accepted.TryAdd(Id(node), []);
                accepted[Id(node)].Add(tag);
            }

            Collect(grouping.Release());
        }

        Collect(grouping.ReleaseAll());
        Assert.Empty(grouping.ReleaseAll());
        Assert.True(accepted.Keys.ToHashSet().SetEquals(released.Keys));
        Assert.DoesNotContain(accepted, node => !node.Value.SequenceEqual(released[node.Key]));

        // Adding throws for a node that is released twice.
        void Collect(IEnumerable<KeyValuePair<string, InventoryContent>> done)
        {
            foreach (KeyValuePair<string, InventoryContent> node in done)
            {
                released.Add(node.Key, [.. node.Value.Select(entry => entry["At"])]);
            }
        }
    }

    private static Dictionary<string, int> Run(IEnumerable<int> nodes, out int early)
    {
        NodeGrouping grouping = new();
        Dictionary<string, int> released = [];
        foreach (int node in nodes)
        {
            Assert.True(grouping.TryAdd(Id(node), []));
            Collect(grouping.Release());
        }

        early = released.Count;
        Collect(grouping.ReleaseAll());
        return released;

        void Collect(IEnumerable<KeyValuePair<string, InventoryContent>> done)
        {
            foreach (KeyValuePair<string, InventoryContent> node in done)
            {
                released.Add(node.Key, node.Value.Count);
            }
        }
    }

    // A permutation of 0 to 30,006, which is prime.
    private static int Shuffle(int node) => (int)((node * 7919L) % 30011);

    private static string Id(int node) => "i-" + node.ToString("x17", CultureInfo.InvariantCulture);
}
