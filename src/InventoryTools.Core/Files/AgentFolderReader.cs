namespace InventoryTools.Files;

/// <summary>Reads a folder of custom inventory as the SSM agent does.</summary>
/// <param name="stop">Ends the reading.</param>
internal sealed class AgentFolderReader(CancellationToken stop)
{
    private readonly FolderListing _listing = new(stop);

    /// <summary>
    /// Returns what the agent takes for files, in the order of their names. Folders count too.
    /// </summary>
    public IEnumerable<string> Files(string folder) =>
        !Directory.Exists(folder) ? [] : _listing.All(folder, AgentFolder.IsSent, path => Path.GetFileName(path));

    /// <summary>Returns true for a file whose extension the agent would read in small letters.</summary>
    public static bool IsMisspelled(string path) =>
        !AgentFolder.IsSent(path) && path.EndsWith(AgentFolder.Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the problem of a file with a name that the agent does not read.</summary>
    public static InventoryFileException NotSent(string path, bool isRead) => new(
        FileProblem.AgentFileDropped,
        path,
        $"The SSM agent does not send '{path}': it reads files that end in {AgentFolder.Extension}, in small letters.")
    {
        IsWarning = isRead,
        IsWhole = isRead,
    };

    /// <summary>Reads the items of a folder.</summary>
    public IEnumerable<InventoryItem> Read(
        string folder, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        foreach (string path in _listing.Files(folder, IsMisspelled))
        {
            report(NotSent(path, isRead: false));
        }

        int count = Files(folder).Count();
        if (count > AgentFolder.MaxFiles)
        {
            report(new InventoryFileException(
                FileProblem.AgentFolderRefused,
                folder,
                $"With '{folder}' the SSM agent sends no inventory at all, of no type: there are {count} files "
                    + $"in it, and {AgentFolder.MaxFiles} are allowed.")
            {
                IsWarning = isForced,
                IsWhole = isForced,
            });
            if (!isForced)
            {
                yield break;
            }
        }

        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (string path in Files(folder))
        {
            if (Directory.Exists(path))
            {
                // There is nothing in it that -Force could read.
                report(Dropped(path, "it is a folder, and counts as a file", isRead: isForced));
                continue;
            }

            InventoryItem? item =
                FileOperations.TryUse(report, () => AgentFileReader.Read(path, captureTime, report, isForced));
            if (item is null)
            {
                continue;
            }

            if (seen.TryGetValue(item.TypeName, out string? first))
            {
                report(Dropped(
                    path,
                    $"'{Path.GetFileName(first)}' has the same type {item.TypeName} and comes before it",
                    isRead: false));
                continue;
            }

            seen.Add(item.TypeName, path);
            yield return item;
        }
    }

    private static InventoryFileException Dropped(string path, string why, bool isRead) =>
        new(FileProblem.AgentFileDropped, path, $"The SSM agent does not send '{path}': {why}.")
        {
            IsWarning = isRead,
            IsWhole = isRead,
        };
}
