namespace InventoryTools.Files;

/// <summary>Lists folders of any size in little memory.</summary>
/// <param name="stop">Ends a listing.</param>
internal sealed class FolderListing(CancellationToken stop)
{
    /// <summary>The number of names that are sorted at once. Larger folders are sorted in such parts.</summary>
    public const int Window = 10_000;

    /// <summary>Lists the files of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isListed">Returns true for the files that are listed.</param>
    /// <param name="key">Returns the text that a file is sorted by; null for its path.</param>
    public IEnumerable<string> Files(string folder, Func<string, bool> isListed, Func<string, string>? key = null) =>
        List(folder, () => Directory.EnumerateFiles(folder), isListed, key ?? (path => path));

    /// <summary>Lists the files and folders of a folder.</summary>
    public IEnumerable<string> All(string folder, Func<string, bool> isListed, Func<string, string> key) =>
        List(folder, () => Directory.EnumerateFileSystemEntries(folder), isListed, key);

    /// <summary>Lists the folders of a folder.</summary>
    public IEnumerable<string> Folders(string folder) =>
        List(folder, () => Directory.EnumerateDirectories(folder), _ => true, path => path);

    private IEnumerable<string> List(
        string folder, Func<IEnumerable<string>> list, Func<string, bool> isListed, Func<string, string> key)
    {
        using IEnumerator<string> paths = FileOperations.Use(folder, () => list().GetEnumerator());
        List<string> window = [];
        bool isMore = true;
        while (isMore)
        {
            window.Clear();
            while (window.Count < Window && (isMore = FileOperations.Use(folder, paths.MoveNext)))
            {
                stop.ThrowIfCancellationRequested();
                if (isListed(paths.Current))
                {
                    window.Add(paths.Current);
                }
            }

            foreach (string path in window.OrderBy(key, StringComparer.Ordinal))
            {
                yield return path;
            }
        }
    }
}
