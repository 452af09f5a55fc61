using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Submission;

/// <summary>
/// A checked item as it was when one of its forms was first asked for: the copy that a store keeps, or the JSON that a
/// service gets, in full or as the hash of unchanged content. It is shared by all nodes that it is written to.
/// </summary>
/// <param name="item">The item. What is changed in it after that does not change the payload.</param>
internal sealed class ItemPayload(InventoryItem item)
{
    private InventoryItem _item = item; // the one that was given, then a copy
    private bool _isCopy;
    private string? _contentHash;
    private Written? _written;

    /// <summary>The item as it was given. Where only its JSON was kept, it is read anew each time.</summary>
    public InventoryItem Item
    {
        get
        {
            if (_written is { HasContent: true } && _item.Content is null)
            {
                return Copy(_item, _written.ReadContent(), _item.ContentHash);
            }

            if (!_isCopy)
            {
                (_item, _isCopy) = (Copy(_item, _item.Content?.Copy(), _item.ContentHash), true);
            }

            return _item;
        }
    }

    /// <summary>The item, which may lack its content: that is not read to make this one.</summary>
    public InventoryItem Head => _written is null ? Item : _item;

    /// <summary>The hash of the item's content; for an item without content the hash that it carries.</summary>
    public string ContentHash => _contentHash ??= HashOf(Item);

    /// <summary>True for an item that has content.</summary>
    public bool HasContent => Made.HasContent;

    /// <summary>True for an item whose content has no entries.</summary>
    public bool IsEmpty => Made.IsEmpty;

    /// <summary>The size of the item with its content, where it has any, and its hash.</summary>
    public long FullBytes => Made.FullBytes;

    /// <summary>The size of the item without its content; null when it can't be sent so, or has no content.</summary>
    public long? HashOnlyBytes => Made.HashOnlyBytes;

    /// <summary>The text by which the ledger recognises the content; null when it can't be recognised.</summary>
    public string? Fingerprint => Made.Fingerprint;

    // The content is kept as JSON alone: thousands of items wait for others of their node, and one array each is less
    // work for the garbage collector than their entries are.
    private Written Made
    {
        get
        {
            if (_written is null)
            {
                _contentHash ??= HashOf(_item);
                _written = new Written(_item, _contentHash);
                (_item, _isCopy) = (_isCopy ? _item : Copy(_item, content: null, _item.ContentHash), true);
            }

            return _written;
        }
    }

    /// <summary>Appends the item as JSON, in full or with its hash alone.</summary>
    public void Append(JsonBuffer json, bool hashOnly) => Made.Append(json, hashOnly);

    /// <summary>The item as <see cref="Append"/> writes it.</summary>
    public InventoryItem Read(bool hashOnly) =>
        Copy(_item, hashOnly || !HasContent ? null : Made.ReadContent(), Made.HasHash ? ContentHash : null);

    private static string HashOf(InventoryItem item) =>
        item.Content is null ? item.ContentHash! : InventoryTools.Model.ContentHash.Compute(item.Content);

    private static InventoryItem Copy(InventoryItem item, InventoryContent? content, string? hash) => new()
    {
        InstanceId = item.InstanceId,
        TypeName = item.TypeName,
        SchemaVersion = item.SchemaVersion,
        CaptureTime = item.CaptureTime,
        Content = content,
        ContentHash = hash,
        Context = item.Context?.Copy(),
    };

    /// <summary>The JSON of an item.</summary>
    private sealed class Written
    {
        private const string ContentName = ",\"Content\":";

        private readonly byte[] _json;
        private readonly int _head; // the length up to the content

        public Written(InventoryItem item, string hash)
        {
            JsonBuffer json = JsonBuffer.OfThread;
            _head = ItemText.Append(json, item, hash);
            HasHash = json.Length <= InventoryRules.ItemSize.Maximum;
            if (!HasHash)
            {
                // The hash makes it too large, and the service does not require one.
                json.Clear();
                _head = ItemText.Append(json, item, contentHash: null);
            }

            _json = json.ToArray();
            HasContent = item.Content is not null;
            IsEmpty = item.Content is { Count: 0 };
            Fingerprint = HasHash && HasContent ? FingerprintOf(item, hash) : null;
        }

        public bool HasContent { get; }

        public bool IsEmpty { get; }

        public bool HasHash { get; }

        public string? Fingerprint { get; }

        public long FullBytes => _json.Length;

        public long? HashOnlyBytes => Fingerprint is null ? null : _head + 1;

        public void Append(JsonBuffer json, bool hashOnly)
        {
            if (hashOnly)
            {
                json.Append(_json, _head);
                json.Append('}');
            }
            else
            {
                json.Append(_json, _json.Length);
            }
        }

        public InventoryContent ReadContent()
        {
            int start = _head + ContentName.Length;
            return EntryJson.Read(_json, start, _json.Length - start - 1);
        }

        // The hash covers the content alone; the same content under another version or context is another item.
        private static string FingerprintOf(InventoryItem item, string hash) => item.Context is { Count: > 0 } context
            ? $"{item.SchemaVersion} {hash} {InventoryTools.Model.ContentHash.Compute([context])}"
            : $"{item.SchemaVersion} {hash}";
    }
}
