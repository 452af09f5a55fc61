using System.Text.Json;
using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Writes items as JSON for files: UTF-8 without a byte order mark, with as few escapes as possible.</summary>
internal static class ItemJson
{
    private static readonly JsonWriterOptions s_document = EntryJson.Options with { Indented = true };

    /// <summary>Writes a file of the SSM agent.</summary>
    public static void WriteAgent(Stream stream, InventoryItem item)
    {
        using Utf8JsonWriter json = new(stream, s_document);
        json.WriteStartObject();
        json.WriteString(nameof(InventoryItem.SchemaVersion), item.SchemaVersion);
        json.WriteString(nameof(InventoryItem.TypeName), item.TypeName);
        json.WritePropertyName(nameof(InventoryItem.Content));
        EntryJson.Write(json, item.Content ?? []);
        json.WriteEndObject();
    }

    /// <summary>Writes a request of PutInventory.</summary>
    public static void WriteRequest(Stream stream, string instanceId, IEnumerable<InventoryItem> items)
    {
        using Utf8JsonWriter json = new(stream, s_document);
        json.WriteStartObject();
        json.WriteString(nameof(InventoryItem.InstanceId), instanceId);
        json.WriteStartArray("Items");
        foreach (InventoryItem item in items)
        {
            json.WriteStartObject();
            WriteMembers(json, item, item.Content is null ? item.ContentHash : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes an item with all its members, and a line break.</summary>
    public static void WriteLine(Stream stream, InventoryItem item)
    {
        using (Utf8JsonWriter json = new(stream, EntryJson.Options))
        {
            json.WriteStartObject();
            WriteText(json, nameof(InventoryItem.InstanceId), item.InstanceId);
            WriteMembers(json, item, HashOf(item));
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes one entry in the form of a resource data sync, and a line break.</summary>
    public static void WriteRow(Stream stream, InventoryItem item, InventoryEntry entry)
    {
        using (Utf8JsonWriter json = new(stream, EntryJson.Options))
        {
            json.WriteStartObject();
            HashSet<string> names = new(System.StringComparer.OrdinalIgnoreCase);
            WritePairs(json, entry, names);
            WritePairs(json, item.Context ?? [], names);
            KeyValuePair<string, string>[] added =
            [
                new(DataSyncLayout.NodeName, item.InstanceId ?? ""),
                new(DataSyncLayout.TimeName, item.CaptureTime),
                new(DataSyncLayout.VersionName, item.SchemaVersion),
            ];
            WritePairs(json, added, names);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    // The readers of these files do not distinguish names by case.
    private static void WritePairs(
        Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> pairs, HashSet<string> names)
    {
        foreach (KeyValuePair<string, string> pair in pairs)
        {
            if (names.Add(pair.Key))
            {
                json.WriteString(pair.Key, pair.Value ?? ""); // As the store has it.
            }
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, InventoryItem item, string? hash)
    {
        json.WriteString(nameof(InventoryItem.TypeName), item.TypeName);
        json.WriteString(nameof(InventoryItem.SchemaVersion), item.SchemaVersion);
        json.WriteString(nameof(InventoryItem.CaptureTime), item.CaptureTime);
        WriteText(json, nameof(InventoryItem.ContentHash), hash);
        if (item.Content is not null)
        {
            json.WritePropertyName(nameof(InventoryItem.Content));
            EntryJson.Write(json, item.Content);
        }

        if (item.Context is not null)
        {
            json.WritePropertyName(nameof(InventoryItem.Context));
            EntryJson.Write(json, item.Context);
        }
    }

    // The hash of content that was changed since is computed anew, as when the item is written.
    private static string? HashOf(InventoryItem item) =>
        item.Content is not null && ContentHash.HasForm(item.ContentHash)
            ? ContentHash.Compute(item.Content)
            : item.ContentHash;

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
