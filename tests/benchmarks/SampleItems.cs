using System.Globalization;

namespace InventoryTools.Benchmarks;

/// <summary>Items as a real fleet has them: five attributes an entry.</summary>
internal static class SampleItems
{
    public static InventoryItem WithEntries(int count, int node = 0) => new()
    {
        InstanceId = "i-" + node.ToString("x17", CultureInfo.InvariantCulture),
        TypeName = "Custom:Package",
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = new InventoryContent(Enumerable.Range(0, count).Select(Entry)),
    };

    private static InventoryEntry Entry(int at) => new()
    {
        { "Name", "package-" + at.ToString(CultureInfo.InvariantCulture) },
        { "Version", "1.2." + at.ToString(CultureInfo.InvariantCulture) },
        { "Publisher", "Example & Sons" },
        { "Architecture", "x86_64" },
        { "InstalledTime", "2026-01-01T00:00:00Z" },
    };
}
