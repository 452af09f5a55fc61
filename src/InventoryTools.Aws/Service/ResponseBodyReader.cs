using System.Net.Http.Headers;
using System.Text;
using InventoryTools.Model;

namespace InventoryTools.Aws.Service;

/// <summary>Reads the body of a response, in any coding and charset of a server, and no more than a limit.</summary>
internal static class ResponseBodyReader
{
    // More than any fault of the service has.
    private const int MaxTextBytes = 256 * 1024;
    private const int ControlCharactersPerText = 10;

    // No server uses more than two.
    private const int MaxCodings = 4;

    private static readonly byte[][] s_byteOrderMarks = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]];
    private static readonly string[] s_markedCharsets = ["utf-8", "utf-16", "utf-16BE"];

    /// <summary>Reads and decodes a body, or the beginning of one that is larger than the limit.</summary>
    public static async Task<ResponseBody> ReadAsync(HttpContent content, int limit, CancellationToken stop)
    {
#if NET
        Stream raw = await content.ReadAsStreamAsync(stop).ConfigureAwait(false);
#else
        Stream raw = await content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        MemoryStream body = await TakeAsync(raw, limit, stop).ConfigureAwait(false);
        bool isCut = body.Length > limit;
        ICollection<string> codings = content.Headers.ContentEncoding;
        string names = string.Join(", ", codings.Take(MaxCodings));
        foreach (string coding in codings.Reverse())
        {
            if (codings.Count > MaxCodings || ContentCodings.Decode(body, coding) is not Stream decoded)
            {
                return new ResponseBody(null, $"a body that is compressed ({names})");
            }

            try
            {
                body = await TakeAsync(decoded, limit, stop).ConfigureAwait(false);
                isCut |= body.Length > limit;
            }
            catch (Exception error) when (ContentCodings.IsDamage(error))
            {
                return new ResponseBody(
                    null, isCut ? "a large body" : $"a body that is said to be compressed ({names}) and is not");
            }
        }

        return new ResponseBody(body, "") { IsCut = isCut };
    }

    /// <summary>Reads the text of a body, or the beginning of a long text.</summary>
    public static ResponseText ToText(ResponseBody body, HttpContentHeaders headers)
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

    // Reads to the end or to the byte after the limit.
    private static async Task<MemoryStream> TakeAsync(Stream stream, int limit, CancellationToken stop)
    {
        MemoryStream taken = new();
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = Math.Min(buffer.Length, limit + 1 - (int)taken.Length)) > 0
            && (count = await stream.ReadAsync(buffer, 0, count, stop).ConfigureAwait(false)) > 0)
        {
            taken.Write(buffer, 0, count);
        }

        taken.Position = 0;
        return taken;
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

/// <summary>The decoded body of an answer.</summary>
/// <param name="Bytes">The bytes; null when the body can't be decoded.</param>
/// <param name="Reason">The kind of body that can't be decoded.</param>
internal sealed record ResponseBody(MemoryStream? Bytes, string Reason)
{
    /// <summary>True when the body has more than <see cref="Bytes"/>.</summary>
    public bool IsCut { get; init; }
}

/// <summary>The body of an answer as text.</summary>
/// <param name="Text">The text; null when the body can't be read.</param>
/// <param name="Reason">The kind of body that is not text.</param>
internal sealed record ResponseText(string? Text, string Reason)
{
    /// <summary>True when the body has more than <see cref="Text"/>.</summary>
    public bool IsCut { get; init; }
}
