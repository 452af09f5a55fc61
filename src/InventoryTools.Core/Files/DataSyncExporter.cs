using System.Collections.Generic;

namespace InventoryTools;

/// <summary>Writes the layout of a resource data sync: a file a type and node, an entry a line.</summary>
/// <param name="root">The folder that stands for the bucket.</param>
/// <param name="accountId">The account in the layout.</param>
/// <param name="region">The region in the layout.</param>
public sealed class DataSyncExporter(string root, string accountId, string region) : IItemExporter
{
    private string? _path;
    private AtomicFile? _file;

    /// <inheritdoc/>
    public IEnumerable<string> Add(InventoryItem item)
    {
        // Several items of one type and node, told apart by their context, share a file.
        string path = DataSyncLayout.PathOf(
            root, accountId, region, ExportedNames.TypeOf(item, root), ExportedNames.NodeOf(item, root));
        List<string> done = path == _path ? [] : [.. Complete()];
        _path = path;
        AtomicFile file = _file ??= new AtomicFile(path);
        FileOperations.Use(path, () =>
        {
            foreach (InventoryEntry entry in item.Content ?? [])
            {
                ItemJson.WriteRow(file.Stream, item, entry);
            }

            return true;
        });
        return done;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Complete()
    {
        if (_file is null)
        {
            return [];
        }

        _file.Complete();
        _file = null;
        return [_path!];
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
