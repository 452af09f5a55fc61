using System.IO.Compression;

namespace InventoryTools.Aws.Service;

/// <summary>Decodes the body of an answer that a server has compressed without being asked to.</summary>
internal static class ContentCodings
{
    /// <summary>Returns a stream that decodes the body; null where a coding has no decoder here.</summary>
    public static Stream? Decode(MemoryStream body, string coding) => coding.Trim().ToUpperInvariant() switch
    {
        "IDENTITY" => body,
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
        "DEFLATE" => Inflate(body),
#if NET
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
#endif
        _ => null,
    };

    /// <summary>True for what a decoder throws at bytes that are not of its coding.</summary>
    public static bool IsDamage(Exception error) => error is InvalidDataException or InvalidOperationException;

    // The name means the format of zlib, but some servers leave its header out. RFC 9110, 8.4.1.2.
    private static DeflateStream Inflate(MemoryStream body)
    {
        int first = body.ReadByte();
        bool isZlib = (first & 0x0F) == 8 && ((first << 8) + body.ReadByte()) % 31 == 0;
        body.Position = isZlib ? 2 : 0;
        return new DeflateStream(body, CompressionMode.Decompress);
    }
}
