namespace InventoryTools.Files;

/// <summary>Reads a folder of custom inventory as the SSM agent does.</summary>
internal static class AgentFolderReader
{
    /// <summary>Returns the files that the agent reads, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. FileOperations.Use(folder, () => Directory.GetFiles(folder))
            .Where(path => path.EndsWith(AgentFolder.Extension, StringComparison.Ordinal))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal),
    ];

    /// <summary>Reads the items of a folder.</summary>
    public static IEnumerable<InventoryItem> Read(
        string folder, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        string[] all = FileOperations.Use(folder, () => Directory.GetFiles(folder));
        foreach (string path in all.OrderBy(path => path, StringComparer.Ordinal))
        {
            string extension = Path.GetExtension(path);
            if (extension != AgentFolder.Extension
                && extension.Equals(AgentFolder.Extension, StringComparison.OrdinalIgnoreCase))
            {
                report(new InventoryFileException(
                    FileProblem.AgentFileDropped,
                    path,
                    $"The SSM agent does not send '{path}': it reads files that end in {AgentFolder.Extension}, in "
                        + "small letters."));
            }
        }

        IReadOnlyList<string> files = Files(folder);
        if (files.Count > AgentFolder.MaxFiles)
        {
            report(new InventoryFileException(
                FileProblem.AgentFolderRefused,
                folder,
                $"With '{folder}' the SSM agent sends no inventory at all, of no type: there are {files.Count} files "
                    + $"in it, and {AgentFolder.MaxFiles} are allowed."));
            if (!isForced)
            {
                yield break;
            }
        }

        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (string path in files)
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
}
