using System.Text.Json;

namespace InventoryTools.Files;

/// <summary>The JSON values of a text, one after another: a document, or several that were put together.</summary>
internal static class JsonValues
{
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = AgentJson.MaxDepth };
    private static readonly JsonDocumentOptions s_documents = new() { MaxDepth = AgentJson.MaxDepth };

    /// <summary>
    /// Finds the beginnings and lengths of the values, and the line of each. Returns the place and the sentence of a
    /// syntax error; null for none.
    /// </summary>
    public static string? TryFind(byte[] text, out List<(int Start, int Length, int Line)> values)
    {
        values = [];
        try
        {
            values = Find(text);
            return null;
        }
        catch (JsonException error)
        {
            return AgentJson.Describe(error);
        }
    }

    private static List<(int Start, int Length, int Line)> Find(byte[] text)
    {
        List<(int Start, int Length, int Line)> found = [];
        int line = 1;
        int at = 0;
        while ((at = SkipSpace(text, at, ref line)) < text.Length)
        {
            int length = LengthOf(text, at, line);
            found.Add((at, length, line));
            for (int end = at + length; at < end; at++)
            {
                line += text[at] == (byte)'\n' ? 1 : 0;
            }
        }

        return found;
    }

    /// <summary>Parses one value.</summary>
    /// <exception cref="JsonException">The text is not one value.</exception>
    public static JsonDocument Parse(byte[] text, int start, int length) =>
        JsonDocument.Parse(new ReadOnlyMemory<byte>(text, start, length), s_documents);

    /// <summary>Returns true for a text that is one whole value.</summary>
    public static bool IsOne(byte[] text)
    {
        try
        {
            int line = 1;
            int start = SkipSpace(text, 0, ref line);
            return start < text.Length && SkipSpace(text, start + LengthOf(text, start, 1), ref line) == text.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int SkipSpace(byte[] text, int at, ref int line)
    {
        for (; at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'; at++)
        {
            line += text[at] == (byte)'\n' ? 1 : 0;
        }

        return at;
    }

    private static int LengthOf(byte[] text, int start, int line)
    {
        Utf8JsonReader reader = new(new ReadOnlySpan<byte>(text, start, text.Length - start), s_options);
        try
        {
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException error)
        {
            int column = error.LineNumber is 0 or null ? ColumnOf(text, start) : 0;
            throw new JsonException(
                error.Message, error.Path, error.LineNumber + line - 1, error.BytePositionInLine + column);
        }
    }

    private static int ColumnOf(byte[] text, int at)
    {
        int start = at;
        while (start > 0 && text[start - 1] != (byte)'\n')
        {
            start--;
        }

        return at - start;
    }
}
