namespace InventoryTools.Tests;

/// <summary>Valid items for tests to break.</summary>
internal static class Items
{
    public const string Node = "i-0123456789abcdef0";

    public static InventoryItem Valid(params InventoryEntry[] content) => new()
    {
        InstanceId = Node,
        TypeName = "Custom:RackInfo",
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = new InventoryContent(content.Length > 0 ? content : [Entry(("Rack", "A1"))]),
    };

    public static InventoryItem Compliance() => new()
    {
        InstanceId = Node,
        TypeName = "AWS:ComplianceItem",
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = [Entry(("Id", "KB1"))],
        Context = new InventoryEntry
        {
            ["ComplianceType"] = "Patch",
            ["ExecutionId"] = "0",
            ["ExecutionType"] = "Command",
            ["ExecutionTime"] = "2026-01-31T12:00:00Z",
        },
    };

    public static InventoryEntry Entry(params (string Name, string Value)[] attributes)
    {
        InventoryEntry entry = [];
        foreach ((string name, string value) in attributes)
        {
            entry.Add(name, value);
        }

        return entry;
    }

    public static InventoryEntry Entry(IEnumerable<KeyValuePair<string, string>> attributes) =>
        Entry([.. attributes.Select(attribute => (attribute.Key, attribute.Value))]);

    public static InventoryEntry EntryOf(int attributes) =>
        Entry([.. Enumerable.Range(0, attributes).Select(at => ($"A{at}", "x"))]);
}
