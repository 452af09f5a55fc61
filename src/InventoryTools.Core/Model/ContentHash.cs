using System.Security.Cryptography;
using System.Text;

namespace InventoryTools.Model;

/// <summary>
/// The token by which unchanged content is recognised, byte for byte the one that the SSM agent sends for custom
/// inventory: base64 of the MD5 of the content's canonical JSON (24 characters).
/// </summary>
/// <remarks>
/// The token is opaque to the service. Source: amazon-ssm-agent, datauploader/uploader.go.
/// </remarks>
internal static class ContentHash
{
    [ThreadStatic]
    private static CanonicalJson? t_canonical;

    /// <summary>
    /// The hash of <paramref name="content"/>; the order of entries counts, that of attributes doesn't.
    /// </summary>
    public static string Compute(IReadOnlyList<InventoryEntry> content)
    {
        if (content is null)
        {
            throw new ArgumentNullException(nameof(content));
        }

        JsonBuffer json = (t_canonical ??= new CanonicalJson()).Write(content);
        return Of(json.Bytes, json.Length);
    }

    /// <summary>Returns true for a text that looks like a hash of this algorithm.</summary>
    public static bool HasForm(string? hash) =>
        hash is { Length: 24 } && hash.EndsWith("==", StringComparison.Ordinal) && hash.IndexOf(' ') < 0;

    /// <summary>The hash of a text in UTF-8. Half of a surrogate pair becomes U+FFFD, as in Go.</summary>
    internal static string OfText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Of(bytes, bytes.Length);
    }

    // The agent's algorithm. It protects nothing.
    private static string Of(byte[] bytes, int length)
    {
#if NET
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        MD5.HashData(bytes.AsSpan(0, length), hash);
        return Convert.ToBase64String(hash);
#else
        using MD5 md5 = MD5.Create();
        return Convert.ToBase64String(md5.ComputeHash(bytes, 0, length));
#endif
    }
}
