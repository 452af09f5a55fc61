using System.Security.Cryptography;

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
    /// <summary>
    /// The hash of <paramref name="content"/>; the order of entries counts, that of attributes doesn't.
    /// </summary>
    public static string Compute(IReadOnlyCollection<InventoryEntry> content)
    {
        if (content is null)
        {
            throw new ArgumentNullException(nameof(content));
        }

        return OfText(CanonicalJson.Write(content).Written);
    }

    internal static string OfText(ArraySegment<byte> utf8)
    {
        // The agent's algorithm. It protects nothing.
        using MD5 md5 = MD5.Create();
        return Convert.ToBase64String(md5.ComputeHash(utf8.Array!, utf8.Offset, utf8.Count));
    }
}
