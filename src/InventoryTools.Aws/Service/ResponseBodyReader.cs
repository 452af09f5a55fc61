using System.Text;
using InventoryTools.Model;

namespace InventoryTools.Aws.Service;

/// <summary>Reads the body of a response as text, in any encoding of a server.</summary>
internal static class ResponseBodyReader
{
    // More than any fault of the service has.
    private const int MaxBytes = 256 * 1024;
    private const int ControlCharactersPerText = 10;

    private static readonly byte[][] s_byteOrderMarks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]];
    private static readonly string[] s_markedCharsets = ["utf-8", "utf-16", "utf-16BE"];

    /// <summary>Reads a decoded body, or the beginning of a large one.</summary>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, Stream? decoded, CancellationToken stop)
    {
        string codings = string.Join(", ", content.Headers.ContentEncoding);
        if (decoded is null)
        {
            return new ResponseBody(null, $"a body that is compressed ({codings})");
        }

        byte[] bytes = new byte[MaxBytes + 1];
        int count;
        try
        {
            count = await FillAsync(decoded, bytes, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (codings.Length > 0 && ContentCodings.IsDamage(error))
        {
            return new ResponseBody(null, $"a body that is said to be compressed ({codings}) and is not");
        }

        string? charset = content.Headers.ContentType?.CharSet?.Trim('"');
        return Decode(bytes, Math.Min(count, MaxBytes), charset) is string text
            ? new ResponseBody(text, "") { IsCut = count > MaxBytes }
            : new ResponseBody(null, $"a body of {Size(count)} that is not text{Kind(content)}");
    }

    /// <summary>Reads until the buffer is full or the stream ends.</summary>
    public static async Task<int> FillAsync(Stream stream, byte[] buffer, CancellationToken stop)
    {
        int filled = 0;
        while (filled < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer, filled, buffer.Length - filled, stop).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }

    // Null where the bytes are not text.
    private static string? Decode(byte[] bytes, int count, string? charset)
    {
        int mark = Array.FindIndex(
            s_byteOrderMarks, mark => count >= mark.Length && bytes.Take(mark.Length).SequenceEqual(mark));
        int start = mark < 0 ? 0 : s_byteOrderMarks[mark].Length;
        Encoding encoding = Find(mark < 0 ? charset : s_markedCharsets[mark]) ?? Find("utf-8")!;
        try
        {
            // A character that is cut in two at the end is left out.
            char[] characters = new char[encoding.GetMaxCharCount(count)];
            int length = encoding.GetDecoder().GetChars(bytes, start, count - start, characters, 0, flush: false);
            string text = new(characters, 0, length);
            int controls = text.Count(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n'));
            return text.IndexOf('\0') >= 0 || controls > text.Length / ControlCharactersPerText ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Null for a charset that is not known.
    private static Encoding? Find(string? charset)
    {
        try
        {
            return charset is null
                ? null
                : Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Kind(HttpContent content) =>
        content.Headers.TryGetValues("Content-Type", out IEnumerable<string>? types)
            ? $" ({string.Join(", ", types)})"
            : "";

    private static string Size(int bytes) => bytes > MaxBytes
        ? "more than 256 KB"
        : $"{NumberText.Grouped(bytes)} {(bytes == 1 ? "byte" : "bytes")}";
}

/// <summary>The body of an answer.</summary>
/// <param name="Text">The text; null when the body can't be read.</param>
/// <param name="Reason">The kind of body that is not text.</param>
internal sealed record ResponseBody(string? Text, string Reason)
{
    /// <summary>True when the body has more than <see cref="Text"/>.</summary>
    public bool IsCut { get; init; }
}
