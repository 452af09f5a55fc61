using System;
using System.Collections.Generic;
using System.Linq;
using InventoryTools.Store;

namespace InventoryTools.Local;

/// <summary>A node as it is shown and asked about: one item a type, and the information that every node has.</summary>
internal sealed class NodeView(StoredNode node)
{
    // Each group of a count asks for the same entries.
    private readonly Dictionary<string, IReadOnlyList<InventoryEntry>> _entries = new(StringComparer.Ordinal);

    public string InstanceId => node.InstanceId;

    public bool Has(string typeName) =>
        typeName == InstanceInformation.TypeName || node.Items.Any(item => item.TypeName == typeName);

    /// <summary>The entries to be matched.</summary>
    public IReadOnlyList<InventoryEntry> Entries(string typeName)
    {
        if (!_entries.TryGetValue(typeName, out IReadOnlyList<InventoryEntry>? entries))
        {
            entries = Item(typeName)?.Content ?? [];
            _entries.Add(typeName, entries);
        }

        return entries;
    }

    /// <summary>The item to be shown, or null.</summary>
    public InventoryItem? Item(string typeName)
    {
        InventoryItem? item = Merge(ItemsOf(typeName));
        return typeName == InstanceInformation.TypeName ? Information(item) : item;
    }

    /// <summary>
    /// The items of one type and node as one: where a type has sub-types, each entry says by the attributes of its
    /// item's context which it is of, and the newest item gives version and time.
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

    private static InventoryEntry WithContext(InventoryEntry entry, IDictionary<string, string>? context)
    {
        InventoryEntry merged = new(entry.Count + (context?.Count ?? 0));
        foreach (KeyValuePair<string, string> attribute in (context ?? new Dictionary<string, string>()).Concat(entry))
        {
            if (merged.FindExactly(attribute.Key) is null)
            {
                merged.Add(attribute.Key, attribute.Value);
            }
        }

        return merged;
    }

    private InventoryItem[] ItemsOf(string typeName) => [.. node.Items.Where(item => item.TypeName == typeName)];

    // What the node said counts, what it left out follows from its being there.
    private InventoryItem Information(InventoryItem? said)
    {
        if (said?.Content is not { Count: > 0 } entries)
        {
            return InstanceInformation.Of(node);
        }

        InventoryEntry[] completed = [.. entries.Select(entry => InstanceInformation.Complete(entry, InstanceId))];
        return completed.SequenceEqual(entries) ? said : new InventoryItem
        {
            InstanceId = said.InstanceId,
            TypeName = said.TypeName,
            SchemaVersion = said.SchemaVersion,
            CaptureTime = said.CaptureTime,
            Content = new InventoryContent(completed),
        };
    }
}
