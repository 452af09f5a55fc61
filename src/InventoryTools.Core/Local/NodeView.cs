using InventoryTools.Model;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>A node as the service returns it: one item for each type, and its information.</summary>
internal sealed class NodeView(StoredNode node)
{
    // Each group of a count reads the same entries.
    private Dictionary<string, IReadOnlyList<InventoryEntry>>? _entries;

    public string InstanceId => node.InstanceId;

    /// <summary>The items that were read from the store.</summary>
    public IReadOnlyList<InventoryItem> Items => node.Items;

    /// <summary>True when the node has an item of the type.</summary>
    public bool Has(string typeName) =>
        typeName == TypeNames.InstanceInformation || node.Items.Any(item => item.TypeName == typeName);

    /// <summary>The entries of the type, for conditions and counts.</summary>
    public IReadOnlyList<InventoryEntry> Entries(string typeName)
    {
        _entries ??= new(StringComparer.Ordinal);
        if (!_entries.TryGetValue(typeName, out IReadOnlyList<InventoryEntry>? entries))
        {
            entries = Item(typeName)?.Content ?? [];
            _entries.Add(typeName, entries);
        }

        return entries;
    }

    /// <summary>The item of the type; null when the node has none.</summary>
    public InventoryItem? Item(string typeName)
    {
        InventoryItem? item = Merge(ItemsOf(typeName));
        return typeName == TypeNames.InstanceInformation ? Information(item) : item;
    }

    /// <summary>The items with the information of the node, by type.</summary>
    public IReadOnlyList<InventoryItem> WithInformation(IEnumerable<InventoryItem> items) =>
    [
        .. items
            .Where(item => item.TypeName != TypeNames.InstanceInformation)
            .Append(Item(TypeNames.InstanceInformation)!)
            .OrderBy(item => item.TypeName, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Merges the items of one type and node. Entries of a type with sub-types get the attributes of their item's
    /// context. The newest item gives version and time.
    /// </summary>
    public static InventoryItem? Merge(IReadOnlyList<InventoryItem> items)
    {
        if (items.Count == 0 || (items.Count == 1 && items[0].Context is null))
        {
            return items.Count == 0 ? null : items[0];
        }

        InventoryItem newest = items.OrderByDescending(item => item.CaptureTime, StringComparer.Ordinal).First();
        return new InventoryItem
        {
            InstanceId = newest.InstanceId,
            TypeName = newest.TypeName,
            SchemaVersion = newest.SchemaVersion,
            CaptureTime = newest.CaptureTime,
            Content = new InventoryContent(
                items.SelectMany(item => item.Content!.Select(entry => WithContext(entry, item.Context)))),
        };
    }

    private static InventoryEntry WithContext(InventoryEntry entry, InventoryEntry? context)
    {
        InventoryEntry merged = new(entry.Count + (context?.Count ?? 0));
        foreach (KeyValuePair<string, string> attribute in (context ?? []).Concat(entry))
        {
            if (merged.FindExactly(attribute.Key) is null)
            {
                merged.Add(attribute.Key, attribute.Value);
            }
        }

        return merged;
    }

    private InventoryItem[] ItemsOf(string typeName) => [.. node.Items.Where(item => item.TypeName == typeName)];

    // Attributes that the node has not written itself are derived.
    private InventoryItem Information(InventoryItem? written)
    {
        if (written?.Content is not { Count: > 0 } entries)
        {
            return InstanceInformation.Create(node);
        }

        InventoryEntry[] completed = [.. entries.Select(entry => InstanceInformation.AddDerived(entry, InstanceId))];
        return completed.SequenceEqual(entries) ? written : new InventoryItem
        {
            InstanceId = written.InstanceId,
            TypeName = written.TypeName,
            SchemaVersion = written.SchemaVersion,
            CaptureTime = written.CaptureTime,
            Content = new InventoryContent(completed),
        };
    }
}
