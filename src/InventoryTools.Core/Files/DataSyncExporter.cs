using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Writes the layout of a resource data sync: a file a type and node, an entry a line.</summary>
/// <param name="root">The folder that stands for the bucket.</param>
/// <param name="accountId">The account in the layout.</param>
/// <param name="region">The region in the layout.</param>
internal sealed class DataSyncExporter(string root, string accountId, string region) : ItemExporter
{
    // The hashes of the paths of written files, which must not be written a second time.
    private readonly HashSet<long> _written = [];
    private readonly List<InventoryItem> _items = [];

    // The folder of each type, and the folders that are there.
    private readonly Dictionary<string, string> _folderOf = new(StringComparer.Ordinal);
    private HashSet<string>? _folders;
    private string? _path;

    /// <summary>The number of files without a line, whose items have no entries.</summary>
    public int EmptyFiles { get; private set; }

    /// <inheritdoc/>
    public override IEnumerable<string> Add(InventoryItem item)
    {
        ExportedNames.CheckText(item, root);
        string typeName = ExportedNames.TypeOf(item, root);
        string folder = FolderOf(typeName);
        string path = DataSyncLayout.PathOf(root, accountId, region, folder, ExportedNames.NodeOf(item, root));
        Check(item, folder, path);
        List<string> done = path == _path ? [] : [.. Complete()];
        _path = path;

        // Items of one type and node with different compliance types share a file; the last of two equal ones counts.
        // The file is written when the next one begins, and a script may have changed the item for that one.
        _items.RemoveAll(other => other.SubType == item.SubType);
        _items.Add(item.Copy());
        return done;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Complete()
    {
        if (_path is not string path)
        {
            return [];
        }

        InventoryItem[] items = [.. _items];
        _path = null;
        _items.Clear();
        _written.Add(Fnv1aHash.Of(path));
        EmptyFiles += Array.TrueForAll(items, item => item.Content!.Count == 0) ? 1 : 0;
        Write(path, stream =>
        {
            foreach (InventoryItem item in items)
            {
                foreach (InventoryEntry entry in item.Content!)
                {
                    ItemJson.WriteRow(stream, item, entry);
                }
            }
        });
        return [path];
    }

    // A folder that is there is used again, so that the order of the types does not matter to the next export.
    private string FolderOf(string typeName)
    {
        if (!_folderOf.TryGetValue(typeName, out string? folder))
        {
            _folders ??= Directory.Exists(root)
                ? new(new FolderListing(default).Folders(root).Select(path => Path.GetFileName(path)!))
                : [];
            (string usual, string other) = DataSyncLayout.FoldersOf(typeName);
            bool isShared = !_folders.Contains(usual) && _folders.Any(used => FileNames.AreAlike(used, usual));
            folder = isShared || _folders.Contains(other) ? other : usual;
            _folders.Add(folder);
            _folderOf.Add(typeName, folder);
        }

        return folder;
    }

    // The name that has two different texts, in any case of its letters. A row has one place for it.
    private static string? TwiceIn(InventoryItem item, InventoryEntry entry)
    {
        Dictionary<string, string> row = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> pair in entry.Concat(item.Context ?? []))
        {
            if (row.TryGetValue(pair.Key, out string? other) && other != (pair.Value ?? ""))
            {
                return pair.Key;
            }

            row[pair.Key] = pair.Value ?? "";
        }

        return null;
    }

    private void Check(InventoryItem item, string folder, string path)
    {
        string? problem = item.Content is null
            ? "it has no content"
            : item.Content.SelectMany(entry => entry.Keys).FirstOrDefault(DataSyncLayout.IsAdded) is string name
            ? $"it has an attribute '{name}', and the layout adds one of that name to every entry. Give it another name"
            : item.Context is { Count: > 0 } && item.Content.Count == 0
            ? "it has no entries, and the layout has its context in them"
            : item.Content.Select(entry => TwiceIn(item, entry)).FirstOrDefault(one => one is not null) is string twice
            ? $"'{twice}' would be there twice in a row, whose readers do not distinguish names by case"
            : DataSyncLayout.IsTooLong(folder)
            ? "the name of its type is too long for a folder"
            : path != _path && _written.Contains(Fnv1aHash.Of(path))
            ? $"'{path}' was written before with other items of that node and type. Sort the items by node and type, "
                + "as Sort-Object InstanceId, TypeName does"
            : null;
        if (problem is not null)
        {
            throw new InventoryFileException(
                FileProblem.InvalidItem, path, $"The item {item} can't be exported: {problem}.");
        }
    }
}
