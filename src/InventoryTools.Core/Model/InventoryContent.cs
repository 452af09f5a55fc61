using System.Collections.ObjectModel;

namespace InventoryTools;

/// <summary>The entries of an item, in order. None of them is null.</summary>
public sealed class InventoryContent : Collection<InventoryEntry>
{
    /// <summary>Makes a content without entries, for a node that has nothing of this type.</summary>
    public InventoryContent()
    {
    }

    /// <summary>Makes a content of <paramref name="entries"/>.</summary>
    public InventoryContent(IEnumerable<InventoryEntry> entries)
    {
        foreach (InventoryEntry entry in entries)
        {
            Add(entry);
        }
    }

    private InventoryContent(List<InventoryEntry> entries)
        : base(entries)
    {
    }

    /// <summary>A copy, which stays as it is when this content and its entries are changed.</summary>
    internal InventoryContent Copy()
    {
        List<InventoryEntry> entries = new(Count);
        for (int i = 0; i < Count; i++)
        {
            entries.Add(this[i].Copy());
        }

        return new InventoryContent(entries);
    }

    /// <inheritdoc/>
    protected override void InsertItem(int index, InventoryEntry item) =>
        base.InsertItem(index, item ?? throw new ArgumentNullException(nameof(item)));

    /// <inheritdoc/>
    protected override void SetItem(int index, InventoryEntry item) =>
        base.SetItem(index, item ?? throw new ArgumentNullException(nameof(item)));
}
