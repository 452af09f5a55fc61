using System.Text.Encodings.Web;
using System.Text.Json;

namespace InventoryTools.Model;

/// <summary>
/// Writes and reads the content and the context of items as JSON, in the order in which they are given.
/// </summary>
internal static class EntryJson
{
    /// <summary>Compact JSON that escapes only what JSON requires to be escaped.</summary>
    public static JsonWriterOptions Options { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes entries as an array of objects.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<InventoryEntry> entries)
    {
        json.WriteStartArray();
        foreach (InventoryEntry entry in entries)
        {
            json.WriteStartObject();
            for (int i = 0; i < entry.Count; i++)
            {
                KeyValuePair<string, string> attribute = entry.At(i);
                json.WriteString(attribute.Key, attribute.Value);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads entries that <see cref="ItemText"/> has written.</summary>
    public static InventoryContent Read(byte[] json, int start, int length)
    {
        using JsonDocument document = JsonDocument.Parse(new MemoryStream(json, start, length));
        InventoryContent content = [];
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            InventoryEntry entry = [];
            foreach (JsonProperty attribute in element.EnumerateObject())
            {
                entry.AddUnseen(attribute.Name, attribute.Value.GetString()!);
            }

            content.Add(entry);
        }

        return content;
    }

    /// <summary>Writes names and values as an object. A value of null is written as empty text.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject();
        foreach (KeyValuePair<string, string> pair in map)
        {
            json.WriteString(pair.Key, pair.Value ?? "");
        }

        json.WriteEndObject();
    }
}
