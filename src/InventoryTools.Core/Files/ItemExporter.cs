namespace InventoryTools.Files;

/// <summary>Writes items to files of one format. A file that is not completed is deleted.</summary>
internal abstract class ItemExporter : IDisposable
{
    /// <summary>Adds an item, and returns the files that are complete now.</summary>
    /// <exception cref="InventoryFileException">The format can't hold the item, or writing failed.</exception>
    public abstract IEnumerable<string> Add(InventoryItem item);

    /// <summary>Writes the remaining items, and returns the files that are complete now.</summary>
    /// <exception cref="InventoryFileException">A file can't be written.</exception>
    public virtual IEnumerable<string> Complete() => [];

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
