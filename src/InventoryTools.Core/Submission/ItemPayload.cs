using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Submission;

/// <summary>
/// A checked item as it was when it was given, and in the two forms in which it can be sent: in full, and as the hash
/// of unchanged content. It is shared by all nodes that it is written to. What a store does not need is not made.
/// </summary>
/// <param name="item">The item. What is changed in it later does not change the payload.</param>
internal sealed class ItemPayload(InventoryItem item)
{
    private string? _contentHash;
    private Forms? _forms;

    /// <summary>The item as it was given.</summary>
    public InventoryItem Item { get; } = Snapshot(item);

    /// <summary>The hash of the item's content; for an item without content the hash that it carries.</summary>
    public string ContentHash => _contentHash ??=
        Item.Content is null ? Item.ContentHash! : InventoryTools.Model.ContentHash.Compute(Item.Content);

    /// <summary>The item with its content, where it has any, and its hash.</summary>
    public InventoryItem Full => Made.Full;

    /// <summary>The size of <see cref="Full"/>.</summary>
    public long FullBytes => Made.FullBytes;

    /// <summary>The item without its content; null when it can't be sent so, or has no content.</summary>
    public InventoryItem? HashOnly => Made.HashOnly;

    /// <summary>The size of <see cref="HashOnly"/>.</summary>
    public long HashOnlyBytes => Made.HashOnlyBytes;

    /// <summary>The text by which the ledger recognises the content; null when it can't be recognised.</summary>
    public string? Fingerprint => Made.Fingerprint;

    private Forms Made => _forms ??= new Forms(Item, ContentHash);

    private static InventoryItem Snapshot(InventoryItem item) => new()
    {
        InstanceId = item.InstanceId,
        TypeName = item.TypeName,
        SchemaVersion = item.SchemaVersion,
        CaptureTime = item.CaptureTime,
        Content = item.Content?.Copy(),
        ContentHash = item.ContentHash,
        Context = item.Context?.Copy(),
    };

    /// <summary>The forms in which an item is sent.</summary>
    private sealed class Forms
    {
        public Forms(InventoryItem item, string hash)
        {
            Full = Copy(item, item.Content, hash);
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
                HashOnly = Copy(item, content: null, hash);
                HashOnlyBytes = ItemSize.Measure(HashOnly);
            }
        }

        public InventoryItem Full { get; }

        public long FullBytes { get; }

        public InventoryItem? HashOnly { get; }

        public long HashOnlyBytes { get; }

        public string? Fingerprint { get; }
    }

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
        ? $"{item.SchemaVersion} {item.ContentHash} {InventoryTools.Model.ContentHash.Compute([context])}"
        : $"{item.SchemaVersion} {item.ContentHash}";
}
