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
    public static void Write(IReadOnlyList<InventoryEntry> content, JsonBuffer json)
    {
        json.Clear();
        json.Append('[');
        for (int i = 0; i < content.Count; i++)
        {
            InventoryEntry entry = content[i];
            json.AppendRaw(i == 0 ? "{" : ",{");
            for (int at = 0; at < entry.Count; at++)
            {
                if (at > 0)
                {
                    json.Append(',');
                }

                json.Append(entry.At(at).Key);
                json.Append(':');
                json.Append(entry.At(at).Value);
            }

            json.Append('}');
        }

        json.Append(']');
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

    /// <exception cref="JsonException">The text was not written by this class.</exception>
    public static InventoryContent ReadContent(string text)
    {
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        InventoryContent content = [];
        InventoryEntry entry = [];
        json.Read();
        Expect(json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            entry = InventoryEntry.Like(entry);
            ReadMap(ref json, entry);
            content.Add(entry);
        }

        Expect(json, JsonTokenType.EndArray);
        ExpectEnd(ref json);
        return content;
    }

    /// <exception cref="JsonException">The text is not what is written for a context.</exception>
    public static InventoryEntry ReadContext(string text)
    {
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        InventoryEntry context = [];
        json.Read();
        Expect(json, JsonTokenType.StartObject);
        ReadMap(ref json, context);
        ExpectEnd(ref json);
        return context;
    }

    private static void ReadMap(ref Utf8JsonReader json, InventoryEntry map)
    {
        try
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string? name = map.NextName is string next && json.ValueTextEquals(next) ? next : json.GetString();
                json.Read();
                Expect(json, JsonTokenType.String);
                map.Add(name!, json.GetString()!);
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // A name that is there twice; half of a surrogate pair.
            throw new JsonException(error.Message, error);
        }

        Expect(json, JsonTokenType.EndObject);
    }

    private static void Expect(in Utf8JsonReader json, JsonTokenType expected)
    {
        if (json.TokenType != expected)
        {
            throw new JsonException($"There is {json.TokenType} where {expected} should be.");
        }
    }

    // Reading on throws where there is more.
    private static void ExpectEnd(ref Utf8JsonReader json) => json.Read();

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
