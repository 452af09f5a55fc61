using System.Collections.Generic;

namespace InventoryTools;

/// <summary>Writes one file with one item a line.</summary>
/// <param name="path">The file.</param>
public sealed class JsonLinesExporter(string path) : IItemExporter
{
    private AtomicFile? _file;

    /// <inheritdoc/>
    public IEnumerable<string> Add(InventoryItem item)
    {
        AtomicFile file = _file ??= new AtomicFile(path);
        FileOperations.Use(path, () =>
        {
            ItemJson.WriteLine(file.Stream, item);
            return true;
        });
        return [];
    }

    /// <inheritdoc/>
    public IEnumerable<string> Complete()
    {
        // No items at all are an empty file.
        (_file ??= new AtomicFile(path)).Complete();
        return [path];
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
