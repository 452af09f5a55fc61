using System.Net.Http.Headers;
using System.Text;
using InventoryTools.Model;

namespace InventoryTools.Aws.Service;

/// <summary>The body of an answer as text, in any charset of a server.</summary>
/// <param name="Text">The text; null when the body can't be read.</param>
/// <param name="Reason">The kind of body that is not text.</param>
internal sealed record ResponseText(string? Text, string Reason)
{
    // More than any fault of the service has.
    private const int MaxTextBytes = 256 * 1024;
    private const int ControlCharactersPerText = 10;

    private static readonly byte[][] s_byteOrderMarks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]];
    private static readonly string[] s_markedCharsets = ["utf-8", "utf-16", "utf-16BE"];

    /// <summary>True when the body has more than <see cref="Text"/>.</summary>
    public bool IsCut { get; init; }

    /// <summary>Reads the text of a body, or the beginning of a long text.</summary>
    public static ResponseText Of(ResponseBody body, HttpContentHeaders headers)
    {
        if (body.Bytes is not MemoryStream bytes)
        {
            return new ResponseText(null, body.Reason);
        }

        int count = (int)Math.Min(bytes.Length, MaxTextBytes);
        return Decode(bytes.GetBuffer(), count, headers.ContentType?.CharSet?.Trim('"'))
            is string text
            ? new ResponseText(text, "") { IsCut = body.IsCut || count < bytes.Length }
            : new ResponseText(null, $"a body of {Size(bytes.Length)} that is not text{Kind(headers)}");
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

    private static string Kind(HttpContentHeaders headers) =>
        headers.TryGetValues("Content-Type", out IEnumerable<string>? types)
            ? $" ({string.Join(", ", types)})"
            : "";

    private static string Size(long bytes) => bytes > MaxTextBytes
        ? "more than 256 KB"
        : $"{NumberText.Grouped(bytes)} {(bytes == 1 ? "byte" : "bytes")}";
}
