using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace InventoryTools.Files;

/// <summary>Reads a folder of custom inventory as the SSM agent does.</summary>
internal static class AgentFolderReader
{
    /// <summary>The files that the agent reads, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. FileOperations.Use(folder, () => Directory.GetFiles(folder))
            .Where(path => path.EndsWith(AgentFolder.Extension, StringComparison.Ordinal))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal),
    ];

    /// <summary>The items of a folder.</summary>
    public static IEnumerable<InventoryItem> Read(
        string folder, string captureTime, Action<InventoryFileException> report, bool isForced)
    {
        foreach (string path in FileOperations.Use(folder, () => Directory.GetFiles(folder)).OrderBy(path => path, StringComparer.Ordinal))
        {
            string extension = Path.GetExtension(path);
            if (extension != AgentFolder.Extension
                && extension.Equals(AgentFolder.Extension, StringComparison.OrdinalIgnoreCase))
            {
                report(new InventoryFileException(
                    FileProblem.AgentFileDropped, path, $"The SSM agent does not send '{path}': it reads files that end in {AgentFolder.Extension}, in small letters."));
            }
        }

        IReadOnlyList<string> files = Files(folder);
        if (files.Count > AgentFolder.MostFiles)
        {
            report(new InventoryFileException(
                FileProblem.AgentFolderRefused, folder, $"With '{folder}' the SSM agent sends no inventory at all, of no type: there are {files.Count} files in it, and {AgentFolder.MostFiles} are allowed."));
            if (!isForced)
            {
                yield break;
            }
        }

        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (string path in files)
        {
            if (FileOperations.TryUse(report, () => AgentFileReader.Read(path, captureTime, report, isForced)) is not InventoryItem item)
            {
                continue;
            }

            if (seen.TryGetValue(item.TypeName, out string? first))
            {
                report(new InventoryFileException(
                    FileProblem.AgentFileDropped, path, $"The SSM agent does not send '{path}': '{Path.GetFileName(first)}' has the same type {item.TypeName} and comes before it."));
                continue;
            }

            seen.Add(item.TypeName, path);
            item.InstanceId = AgentFolder.NodeOf(folder);
            yield return item;
        }
    }
}
