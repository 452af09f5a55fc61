using System.Globalization;

namespace InventoryTools.Local;

/// <summary>Counts the nodes in a group and the other nodes.</summary>
internal sealed class GroupAggregation(string name, NodeCondition condition)
{
    private long _matching;
    private long _notMatching;

    public string Name => name;

    public IEnumerable<string> TypeNames => condition.TypeNames;

    public void Add(NodeView node)
    {
        if (condition.Matches(node))
        {
            _matching++;
        }
        else
        {
            _notMatching++;
        }
    }

    /// <summary>Two rows of one number each, as the User Guide shows them.</summary>
    public IEnumerable<InventoryEntry> Rows() =>
        [Row("notMatchingCount", _notMatching), Row("matchingCount", _matching)];

    private static InventoryEntry Row(string name, long count) =>
        new(1) { { name, count.ToString(CultureInfo.InvariantCulture) } };
}
