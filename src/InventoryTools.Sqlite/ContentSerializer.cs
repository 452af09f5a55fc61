using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InventoryTools.Sqlite;

/// <summary>
/// Content and context as they stand in a store: compact JSON that keeps the order of entries and attributes, and that
/// SQLite's own JSON functions read.
/// </summary>
internal sealed class ContentSerializer
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly MemoryStream _buffer = new();

    public string Write(IEnumerable<InventoryEntry> content)
    {
        using Utf8JsonWriter json = Begin();
        json.WriteStartArray();
        foreach (InventoryEntry entry in content)
        {
            WriteMap(json, entry);
        }

        json.WriteEndArray();
        return End(json);
    }

    public string? Write(IDictionary<string, string>? context)
    {
        if (context is null)
        {
            return null;
        }

        // In one order, so that the same context is the same text.
        using Utf8JsonWriter json = Begin();
        WriteMap(json, context.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        return End(json);
    }

    /// <exception cref="JsonException">The text was not written by this class.</exception>
    public static InventoryContent ReadContent(string text)
    {
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        InventoryContent content = [];
        json.Read();
        Expect(json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            InventoryEntry entry = [];
            ReadMap(ref json, entry);
            content.Add(entry);
        }

        Expect(json, JsonTokenType.EndArray);
        ExpectEnd(ref json);
        return content;
    }

    /// <exception cref="JsonException">The text is not what is written for a context.</exception>
    public static IDictionary<string, string> ReadContext(string text)
    {
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(text));
        Dictionary<string, string> context = [];
        json.Read();
        Expect(json, JsonTokenType.StartObject);
        ReadMap(ref json, context);
        ExpectEnd(ref json);
        return context;
    }

    private static void ReadMap(ref Utf8JsonReader json, IDictionary<string, string> map)
    {
        try
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                Expect(json, JsonTokenType.String);
                map.Add(name, json.GetString()!);
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

    private Utf8JsonWriter Begin()
    {
        _buffer.SetLength(0);
        return new Utf8JsonWriter(_buffer, s_options);
    }

    private string End(Utf8JsonWriter json)
    {
        json.Flush();
        return Encoding.UTF8.GetString(_buffer.GetBuffer(), 0, (int)_buffer.Length);
    }
}
