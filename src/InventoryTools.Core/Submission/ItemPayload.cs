using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Submission;

/// <summary>
/// A checked item in the two forms in which it can be sent: in full, and as the hash of unchanged content. It is shared
/// by all nodes that it is written to.
/// </summary>
internal sealed class ItemPayload
{
    /// <summary>Makes both forms of <paramref name="item"/>.</summary>
    public ItemPayload(InventoryItem item)
    {
        Item = item;
        ContentHash = item.Content is null ? item.ContentHash! : InventoryTools.Model.ContentHash.Compute(item.Content);
        Full = Copy(item, item.Content, ContentHash);
        FullBytes = ItemSize.Measure(Full);
        if (FullBytes > InventoryRules.ItemSize.Maximum)
        {
            // The hash makes it too large, and the service does not require one.
            Full.ContentHash = null;
            FullBytes = ItemSize.Measure(Full);
        }
        else if (item.Content is not null)
        {
            Fingerprint = FingerprintOf(Full);
            HashOnly = Copy(item, content: null, ContentHash);
            HashOnlyBytes = ItemSize.Measure(HashOnly);
        }
    }

    /// <summary>The item as it was given.</summary>
    public InventoryItem Item { get; }

    /// <summary>The hash of the item's content; for an item without content the hash that it carries.</summary>
    public string ContentHash { get; }

    /// <summary>The item with its content, where it has any, and its hash.</summary>
    public InventoryItem Full { get; }

    /// <summary>The size of <see cref="Full"/>.</summary>
    public long FullBytes { get; }

    /// <summary>The item without its content; null when it can't be sent so, or has no content.</summary>
    public InventoryItem? HashOnly { get; }

    /// <summary>The size of <see cref="HashOnly"/>.</summary>
    public long HashOnlyBytes { get; }

    /// <summary>The text by which the ledger recognises the content; null when it can't be recognised.</summary>
    public string? Fingerprint { get; }

    private static InventoryItem Copy(InventoryItem item, InventoryContent? content, string? hash) => new()
    {
        TypeName = item.TypeName,
        SchemaVersion = item.SchemaVersion,
        CaptureTime = item.CaptureTime,
        Content = content,
        ContentHash = hash,
        Context = item.Context,
    };

    // The hash covers the content alone; the same content under another version or context is another item.
    private static string FingerprintOf(InventoryItem item) => item.Context is { Count: > 0 } context
        ? $"{item.SchemaVersion} {item.ContentHash} {HashOf(context)}"
        : $"{item.SchemaVersion} {item.ContentHash}";

    private static string HashOf(IDictionary<string, string> context)
    {
        InventoryEntry sorted = [];
        foreach (KeyValuePair<string, string> pair in context)
        {
            sorted[pair.Key] = pair.Value;
        }

        return InventoryTools.Model.ContentHash.Compute([sorted]);
    }
}
