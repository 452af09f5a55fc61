using System.Text.Json;

namespace InventoryTools.Sqlite;

/// <summary>
/// Reads content and context that <see cref="ContentSerializer"/> wrote. Rows of one type have the same names, and many
/// of the same values: where a row has the text of the row before, it gets the same string.
/// </summary>
internal sealed class ContentReader
{
    // Names of a row, which nobody else changes, and the values of the last row. Making strings took a third of a read.
    private InventoryEntry _names = [];
    private string?[] _values = [];

    /// <exception cref="JsonException">The text is not what is written for content.</exception>
    public InventoryContent Read(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = new(utf8);
        InventoryContent content = [];
        json.Read();
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            content.Add(ReadEntry(ref json));
        }

        Expect(ref json, JsonTokenType.EndArray);
        ExpectEnd(ref json);
        return content;
    }

    /// <exception cref="JsonException">The text is not what is written for a context.</exception>
    public static InventoryEntry ReadContext(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader json = new(utf8);
        json.Read();
        Expect(ref json, JsonTokenType.StartObject);
        InventoryEntry context = new ContentReader().ReadEntry(ref json);
        ExpectEnd(ref json);
        return context;
    }

    private InventoryEntry ReadEntry(ref Utf8JsonReader json)
    {
        InventoryEntry entry = InventoryEntry.Like(_names);
        try
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                int at = entry.Count;
                string name = Text(ref json, entry.NextName);
                json.Read();
                Expect(ref json, JsonTokenType.String);
                if (at == _values.Length)
                {
                    Array.Resize(ref _values, Math.Max(4, at * 2));
                }

                entry.Add(name, _values[at] = Text(ref json, _values[at]));
            }
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // A name that is there twice; half of a surrogate pair.
            throw new JsonException(error.Message, error);
        }

        Expect(ref json, JsonTokenType.EndObject);
        if (!entry.HasNamesOf(_names))
        {
            _names = entry.Copy();
        }

        return entry;
    }

    private static string Text(ref Utf8JsonReader json, string? last) =>
        last is not null && !json.ValueIsEscaped && IsText(json.ValueSpan, last) ? last : json.GetString()!;

    private static bool IsText(ReadOnlySpan<byte> utf8, string text)
    {
#if NET
        return System.Text.Ascii.Equals(utf8, text);
#else
        if (utf8.Length != text.Length)
        {
            return false;
        }

        for (int at = 0; at < utf8.Length; at++)
        {
            if (utf8[at] != text[at] || utf8[at] > 127)
            {
                return false;
            }
        }

        return true;
#endif
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType expected)
    {
        if (json.TokenType != expected)
        {
            throw new JsonException($"There is {json.TokenType} where {expected} should be.");
        }
    }

    // Reading on throws where there is more.
    private static void ExpectEnd(ref Utf8JsonReader json) => json.Read();
}
