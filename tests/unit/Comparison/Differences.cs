using InventoryTools.Comparison;

namespace InventoryTools.Tests.Comparison;

/// <summary>Items and differences as short text, for tables.</summary>
internal static class Differences
{
    /// <summary>Makes an item of entries such as <c>Name=a,Version=1|Name=b,Version=2</c>.</summary>
    public static InventoryItem Item(string type, string entries, string node = Items.Node) => new()
    {
        InstanceId = node,
        TypeName = type,
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content =
            [.. entries.Split('|').Select(entry => Items.Entry(
                [.. entry.Split(',').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]))],
    };

    public static IEnumerable<InventoryDifference> Compare(
        this ItemComparer comparer, InventoryItem? reference, InventoryItem? difference) =>
        comparer.Compare(Pair(reference, difference));

    public static ItemPair Pair(InventoryItem? reference, InventoryItem? difference) =>
        new(reference?.InstanceId, difference?.InstanceId, reference, difference);

    public static string Text(InventoryDifference found) =>
        $"{found.Change} [{found.Key}] {found.Attribute}: {found.Reference} -> {found.Difference}";
}
