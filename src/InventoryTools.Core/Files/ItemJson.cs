using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InventoryTools.Files;

/// <summary>Items as JSON for files: UTF-8 without a byte order mark, nothing beyond ASCII escaped that need not be.</summary>
internal static class ItemJson
{
    private static readonly JsonWriterOptions s_line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_document =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>A file of the SSM agent.</summary>
    public static void WriteAgent(Stream stream, InventoryItem item)
    {
        using Utf8JsonWriter json = new(stream, s_document);
        json.WriteStartObject();
        json.WriteString(nameof(InventoryItem.SchemaVersion), item.SchemaVersion);
        json.WriteString(nameof(InventoryItem.TypeName), item.TypeName);
        WriteContent(json, item.Content ?? []);
        json.WriteEndObject();
    }

    /// <summary>A request of PutInventory.</summary>
    public static void WriteRequest(Stream stream, string instanceId, IEnumerable<InventoryItem> items)
    {
        using Utf8JsonWriter json = new(stream, s_document);
        json.WriteStartObject();
        json.WriteString(nameof(InventoryItem.InstanceId), instanceId);
        json.WriteStartArray("Items");
        foreach (InventoryItem item in items)
        {
            json.WriteStartObject();
            WriteMembers(json, item, withHash: item.Content is null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>An item with all its members, and a line break.</summary>
    public static void WriteLine(Stream stream, InventoryItem item)
    {
        using (Utf8JsonWriter json = new(stream, s_line))
        {
            json.WriteStartObject();
            WriteText(json, nameof(InventoryItem.InstanceId), item.InstanceId);
            WriteMembers(json, item, withHash: true);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>One entry as a resource data sync has it, and a line break.</summary>
    public static void WriteRow(Stream stream, InventoryItem item, InventoryEntry entry)
    {
        using (Utf8JsonWriter json = new(stream, s_line))
        {
            json.WriteStartObject();
            HashSet<string> names = new(System.StringComparer.OrdinalIgnoreCase);
            WritePairs(json, entry, names);
            WritePairs(json, item.Context ?? new Dictionary<string, string>(), names);
            WritePairs(
                json,
                [new(DataSyncLayout.NodeName, item.InstanceId ?? ""), new(DataSyncLayout.TimeName, item.CaptureTime), new(DataSyncLayout.VersionName, item.SchemaVersion)],
                names);
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }

    // To what reads these files, names that differ in case are one.
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

    private static void WriteMembers(Utf8JsonWriter json, InventoryItem item, bool withHash)
    {
        json.WriteString(nameof(InventoryItem.TypeName), item.TypeName);
        json.WriteString(nameof(InventoryItem.SchemaVersion), item.SchemaVersion);
        json.WriteString(nameof(InventoryItem.CaptureTime), item.CaptureTime);
        WriteText(json, nameof(InventoryItem.ContentHash), withHash ? item.ContentHash : null);
        if (item.Content is not null)
        {
            WriteContent(json, item.Content);
        }

        if (item.Context is not null)
        {
            json.WriteStartObject(nameof(InventoryItem.Context));
            foreach (KeyValuePair<string, string> pair in item.Context)
            {
                json.WriteString(pair.Key, pair.Value ?? ""); // As the store has it.
            }

            json.WriteEndObject();
        }
    }

    private static void WriteContent(Utf8JsonWriter json, InventoryContent content)
    {
        json.WriteStartArray(nameof(InventoryItem.Content));
        foreach (InventoryEntry entry in content)
        {
            json.WriteStartObject();
            for (int at = 0; at < entry.Count; at++)
            {
                KeyValuePair<string, string> attribute = entry.At(at);
                json.WriteString(attribute.Key, attribute.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
