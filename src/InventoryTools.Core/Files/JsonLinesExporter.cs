namespace InventoryTools.Files;

/// <summary>Writes one file with one item a line.</summary>
/// <param name="path">The file.</param>
internal sealed class JsonLinesExporter(string path) : ItemExporter
{
    private AtomicFile? _file;

    /// <inheritdoc/>
    public override IEnumerable<string> Add(InventoryItem item)
    {
        ExportedNames.CheckText(item, path);
        Begin();
        AtomicFile file = _file!;
        FileOperations.Write(path, () => ItemJson.WriteLine(file.Stream, item));
        return [];
    }

    /// <summary>Starts the file, which is empty until an item is added. Adding an item starts it too.</summary>
    /// <exception cref="InventoryFileException">The file can't be written.</exception>
    public void Begin() => _file ??= FileOperations.IsDatabase(path)
        // -Path of the other commands is a store, which must not be overwritten by mistake.
        ? throw new InventoryFileException(
            FileProblem.FileFailed,
            path,
            $"'{path}' is a database, such as a store; its content would be lost. Name another file.")
        : Begin(path);

    /// <inheritdoc/>
    public override IEnumerable<string> Complete()
    {
        if (_file is null)
        {
            return [];
        }

        Complete(_file, path);
        return [path];
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file?.Dispose();
        base.Dispose();
    }
}
