using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using InventoryTools.Model;

namespace InventoryTools.Sqlite;

/// <summary>
/// Content and context as they stand in a store: compact JSON that keeps the order of entries and attributes, and that
/// SQLite's own JSON functions read.
/// </summary>
internal static class ContentSerializer
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes content, from the beginning of a buffer.</summary>
    public static void Write(InventoryContent content, JsonBuffer json)
    {
        json.Clear();
        ItemText.Append(json, content);
    }

    public static string? Write(InventoryEntry? context)
    {
        if (context is null)
        {
            return null;
        }

        // In one order, so that the same context is the same text.
        using MemoryStream buffer = new();
        using Utf8JsonWriter json = new(buffer, s_options);
        WriteMap(json, context.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        return End(json, buffer);
    }

    private static void WriteMap(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> map)
    {
        json.WriteStartObject();
        foreach (KeyValuePair<string, string> pair in map)
        {
            json.WriteString(pair.Key, pair.Value ?? "");
        }

        json.WriteEndObject();
    }

    private static string End(Utf8JsonWriter json, MemoryStream buffer)
    {
        json.Flush();
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
