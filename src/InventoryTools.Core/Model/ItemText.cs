namespace InventoryTools.Model;

/// <summary>
/// Writes items as the JSON of a request: compact, in the order in which everything was given. Its length in bytes is
/// the size of the item. A member that is null is left out.
/// </summary>
internal static class ItemText
{
    /// <summary>Appends an item.</summary>
    /// <returns>
    /// The length up to the content, which comes last: what is before, and a brace, is the item without it.
    /// </returns>
    public static int Append(JsonBuffer json, InventoryItem item, string? contentHash)
    {
        json.Append('{');
        AppendMember(json, "\"TypeName\":", item.TypeName);
        AppendMember(json, ",\"SchemaVersion\":", item.SchemaVersion);
        AppendMember(json, ",\"CaptureTime\":", item.CaptureTime);
        if (contentHash is not null)
        {
            AppendMember(json, ",\"ContentHash\":", contentHash);
        }

        if (item.Context is not null)
        {
            json.AppendRaw(",\"Context\":");
            Append(json, item.Context);
        }

        int length = json.Length;
        if (item.Content is not null)
        {
            json.AppendRaw(",\"Content\":");
            Append(json, item.Content);
        }

        json.Append('}');
        return length;
    }

    /// <summary>Writes a request of PutInventory.</summary>
    /// <param name="instanceId">The node.</param>
    /// <param name="items">The items.</param>
    /// <param name="append">Appends an item.</param>
    public static byte[] WriteRequest<T>(string? instanceId, IReadOnlyList<T> items, Action<JsonBuffer, T> append)
    {
        JsonBuffer json = JsonBuffer.OfThread;
        json.Append('{');
        if (instanceId is not null)
        {
            AppendMember(json, "\"InstanceId\":", instanceId);
            json.Append(',');
        }

        json.AppendRaw("\"Items\":[");
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                json.Append(',');
            }

            append(json, items[i]);
        }

        json.AppendRaw("]}");
        return json.ToArray();
    }

    /// <summary>Appends content.</summary>
    public static void Append(JsonBuffer json, InventoryContent content)
    {
        json.Append('[');
        for (int i = 0; i < content.Count; i++)
        {
            if (i > 0)
            {
                json.Append(',');
            }

            Append(json, content[i]);
        }

        json.Append(']');
    }

    private static void AppendMember(JsonBuffer json, string name, string value)
    {
        json.AppendRaw(name);
        json.Append(value);
    }

    private static void Append(JsonBuffer json, InventoryEntry entry)
    {
        json.Append('{');
        for (int i = 0; i < entry.Count; i++)
        {
            if (i > 0)
            {
                json.Append(',');
            }

            KeyValuePair<string, string> attribute = entry.At(i);
            json.Append(attribute.Key);
            json.Append(':');
            json.Append(attribute.Value);
        }

        json.Append('}');
    }
}
