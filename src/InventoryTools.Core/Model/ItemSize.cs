namespace InventoryTools.Model;

/// <summary>
/// The size of an item: the bytes of its compact JSON in UTF-8, members and all, with no escapes but those that JSON
/// asks for. How the service measures is not documented; the agent measures the same way.
/// </summary>
internal static class ItemSize
{
    /// <summary>The size of <paramref name="item"/> in bytes.</summary>
    public static long Measure(InventoryItem item) => Measure(item, out _);

    /// <summary>The size of <paramref name="item"/> in bytes.</summary>
    /// <param name="item">The item.</param>
    /// <param name="hasSurrogates">True when a text of the item has surrogates, whole pairs or halves.</param>
    public static long Measure(InventoryItem item, out bool hasSurrogates)
    {
        hasSurrogates = false;
        long size = 2; // the braces
        size += Member(nameof(item.TypeName), item.TypeName, ref hasSurrogates);
        size += Member(nameof(item.SchemaVersion), item.SchemaVersion, ref hasSurrogates);
        size += Member(nameof(item.CaptureTime), item.CaptureTime, ref hasSurrogates);
        if (item.ContentHash is not null)
        {
            size += Member(nameof(item.ContentHash), item.ContentHash, ref hasSurrogates);
        }

        if (item.Context is not null)
        {
            size += Name(nameof(item.Context)) + Map(item.Context, ref hasSurrogates) + 1;
        }

        if (item.Content is not null)
        {
            size += Name(nameof(item.Content)) + Content(item.Content, ref hasSurrogates) + 1;
        }

        return size - 1; // n members have n - 1 commas
    }

    private static long Content(InventoryContent content, ref bool hasSurrogates)
    {
        long size = 2 + System.Math.Max(0, content.Count - 1);
        for (int i = 0; i < content.Count; i++)
        {
            size += Entry(content[i], ref hasSurrogates);
        }

        return size;
    }

    private static long Entry(InventoryEntry entry, ref bool hasSurrogates)
    {
        long size = 2 + System.Math.Max(0, entry.Count - 1);
        for (int i = 0; i < entry.Count; i++)
        {
            KeyValuePair<string, string> attribute = entry.At(i);
            size += Text(attribute.Key, ref hasSurrogates) + 1 + Text(attribute.Value, ref hasSurrogates);
        }

        return size;
    }

    private static long Map(IEnumerable<KeyValuePair<string, string>> map, ref bool hasSurrogates)
    {
        long size = 2;
        int count = 0;
        foreach (KeyValuePair<string, string> pair in map)
        {
            size += Text(pair.Key, ref hasSurrogates) + 1 + Text(pair.Value, ref hasSurrogates);
            count++;
        }

        return size + System.Math.Max(0, count - 1);
    }

    // Name, colon, value, comma.
    private static long Member(string name, string value, ref bool hasSurrogates) =>
        Name(name) + Text(value, ref hasSurrogates) + 1;

    // The names of the members are letters.
    private static int Name(string name) => name.Length + 3;

    private static long Text(string? text, ref bool hasSurrogates)
    {
        if (text is null || JsonText.IsPlainAscii(text))
        {
            return 2 + (text?.Length ?? 0);
        }

        long size = 2;
        foreach (char c in text)
        {
            size += c switch
            {
                '"' or '\\' or '\n' or '\r' or '\t' => 2,
                < ' ' => 6,
                < '\u0080' => 1,
                < '\u0800' => 2,
                < '\uD800' or > '\uDFFF' => 3,
                _ => 2,
            };
            hasSurrogates |= c is >= '\uD800' and <= '\uDFFF';
        }

        return size;
    }
}
