namespace InventoryTools.Model;

/// <summary>
/// The size of an item: the bytes of its compact JSON in UTF-8, members and all, with no escapes but those that JSON
/// asks for. How the service measures is not documented; the agent measures the same way.
/// </summary>
internal static class ItemSize
{
    /// <summary>The size of <paramref name="item"/> in bytes.</summary>
    public static long Measure(InventoryItem item)
    {
        long size = 2; // the braces
        size += Member(nameof(item.TypeName), item.TypeName);
        size += Member(nameof(item.SchemaVersion), item.SchemaVersion);
        size += Member(nameof(item.CaptureTime), item.CaptureTime);
        if (item.ContentHash is not null)
        {
            size += Member(nameof(item.ContentHash), item.ContentHash);
        }

        if (item.Context is not null)
        {
            size += Text(nameof(item.Context)) + 2 + Map(item.Context);
        }

        if (item.Content is not null)
        {
            size += Text(nameof(item.Content)) + 2 + Content(item.Content);
        }

        return size - 1; // n members have n - 1 commas
    }

    private static long Content(InventoryContent content)
    {
        long size = 2 + System.Math.Max(0, content.Count - 1);
        foreach (InventoryEntry entry in content)
        {
            size += Map(entry);
        }

        return size;
    }

    private static long Map(IEnumerable<KeyValuePair<string, string>> map)
    {
        long size = 2;
        int count = 0;
        foreach (KeyValuePair<string, string> pair in map)
        {
            size += Text(pair.Key) + 1 + Text(pair.Value);
            count++;
        }

        return size + System.Math.Max(0, count - 1);
    }

    // Name, colon, value, comma.
    private static long Member(string name, string value) => Text(name) + 1 + Text(value) + 1;

    private static long Text(string? text)
    {
        long size = 2;
        foreach (char c in text ?? "")
        {
            size += c switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' => 2,
                < ' ' => 6,
                < '\u0080' => 1,
                < '\u0800' => 2,
                _ when char.IsSurrogate(c) => 2,
                _ => 3,
            };
        }

        return size;
    }
}
