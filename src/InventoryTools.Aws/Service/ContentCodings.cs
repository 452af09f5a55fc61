using System.IO.Compression;

namespace InventoryTools.Aws.Service;

/// <summary>Decodes the body of an answer that a server has compressed without being asked to.</summary>
internal static class ContentCodings
{
    private const int ZlibHeaderBytes = 2;

    /// <summary>Returns the decoded body; null where a coding has no decoder here.</summary>
    public static async Task<Stream?> DecodeAsync(Stream body, IEnumerable<string> codings, CancellationToken stop)
    {
        foreach (string coding in codings.Reverse())
        {
            Stream? decoded = coding.Trim().ToUpperInvariant() switch
            {
                "IDENTITY" => body,
                "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
                "DEFLATE" => await InflateAsync(body, stop).ConfigureAwait(false),
#if NET
                "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
                _ => null,
            };
            if (decoded is null)
            {
                return null;
            }

            body = decoded;
        }

        return body;
    }

    /// <summary>True for what a decoder throws at bytes that are not of its coding.</summary>
    public static bool IsDamage(Exception error) => error is InvalidDataException or InvalidOperationException;

    // The name means the format of zlib, but some servers leave its header out. RFC 9110, 8.4.1.2.
    private static async Task<Stream> InflateAsync(Stream body, CancellationToken stop)
    {
        byte[] head = new byte[ZlibHeaderBytes];
        int read = await ResponseBodyReader.FillAsync(body, head, stop).ConfigureAwait(false);
        bool isZlib = read == ZlibHeaderBytes && (head[0] & 0x0F) == 8 && ((head[0] << 8) + head[1]) % 31 == 0;
        Stream deflated = isZlib ? body : new PrefixedStream([.. head.Take(read)], body);
        return new DeflateStream(deflated, CompressionMode.Decompress);
    }
}
