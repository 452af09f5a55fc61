namespace InventoryTools.Files;

/// <summary>Writes items to files of one format. A file that is not completed is deleted.</summary>
internal abstract class ItemExporter : IDisposable
{
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>True to find what writing would find, and to write nothing.</summary>
    public bool IsTrial { get; init; }

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

    /// <summary>Gives a file its name, unless the file that it replaces was read in part only.</summary>
    protected static void Complete(AtomicFile file, string path)
    {
        CheckReplaced(path);
        file.Complete();
    }

    /// <summary>Checks that nothing is lost with a file that is replaced or deleted.</summary>
    protected static void CheckReplaced(string path)
    {
        if (PartlyReadFiles.Contains(path))
        {
            throw new InventoryFileException(
                FileProblem.PartlyRead,
                path,
                $"'{path}' was not replaced: Import-Inventory has read a part of it only, and the rest would be lost. "
                    + "Export to another place, or repair the file first.");
        }
    }

    /// <summary>Starts a file. What an export that was killed has left in its folder is deleted.</summary>
    protected AtomicFile Begin(string path)
    {
        if (IsTrial)
        {
            return AtomicFile.Try(path);
        }

        if (_folders.Add(Path.GetDirectoryName(path)!))
        {
            AtomicFile.DeleteLeftovers(path);
        }

        return new AtomicFile(path);
    }

    /// <summary>Writes a whole file.</summary>
    protected void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = Begin(path);
        FileOperations.Write(path, () => write(file.Stream));
        Complete(file, path);
    }
}
