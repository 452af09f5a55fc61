namespace InventoryTools.Files;

/// <summary>Reads a folder of custom inventory as the SSM agent does.</summary>
/// <param name="stop">Ends the reading.</param>
internal sealed class AgentFolderReader(CancellationToken stop)
{
    private readonly FolderListing _listing = new(stop);

    /// <summary>Returns the files that the agent reads, in the order of their names.</summary>
    public IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? [] : _listing.Files(
        folder, path => path.EndsWith(AgentFolder.Extension, StringComparison.Ordinal), path => Path.GetFileName(path));

    /// <summary>Reads the items of a folder.</summary>
    public IEnumerable<InventoryItem> Read(
        string folder, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        foreach (string path in _listing.Files(folder, IsMisspelled))
        {
            report(new InventoryFileException(
                FileProblem.AgentFileDropped,
                path,
                $"The SSM agent does not send '{path}': it reads files that end in {AgentFolder.Extension}, in "
                    + "small letters."));
        }

        int count = Files(folder).Count();
        if (count > AgentFolder.MaxFiles)
        {
            report(new InventoryFileException(
                FileProblem.AgentFolderRefused,
                folder,
                $"With '{folder}' the SSM agent sends no inventory at all, of no type: there are {count} files "
                    + $"in it, and {AgentFolder.MaxFiles} are allowed."));
            if (!isForced)
            {
                yield break;
            }
        }

        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (string path in Files(folder))
        {
            InventoryItem? item =
                FileOperations.TryUse(report, () => AgentFileReader.Read(path, captureTime, report, isForced));
            if (item is null)
            {
                continue;
            }

            if (seen.TryGetValue(item.TypeName, out string? first))
            {
                report(new InventoryFileException(
                    FileProblem.AgentFileDropped,
                    path,
                    $"The SSM agent does not send '{path}': '{Path.GetFileName(first)}' has the same type "
                        + $"{item.TypeName} and comes before it."));
                continue;
            }

            seen.Add(item.TypeName, path);
            item.InstanceId = AgentFolder.NodeOf(folder);
            yield return item;
        }
    }

    private static bool IsMisspelled(string path) =>
        Path.GetExtension(path) is string extension
        && extension != AgentFolder.Extension
        && extension.Equals(AgentFolder.Extension, StringComparison.OrdinalIgnoreCase);
}
