using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>Writes custom inventory files of the SSM agent. Items that the agent would drop are refused.</summary>
/// <param name="folder">The folder of one node; null for the agent's own folder of each node.</param>
internal sealed class AgentExporter(string? folder) : ItemExporter
{
    private readonly Dictionary<string, Dictionary<string, string>> _filesByFolder = new(StringComparer.Ordinal);
    private string? _node;

    /// <inheritdoc/>
    public override IEnumerable<string> Add(InventoryItem item)
    {
        string target = folder ?? AgentFolder.Of(ExportedNames.NodeOf(item, ""));
        ExportedNames.CheckText(item, target);
        Check(item, target);
        Dictionary<string, string> files = FilesOf(target);
        if (!files.TryGetValue(item.TypeName, out string? path))
        {
            path = NewFile(item, target, files);
        }

        Write(path, stream => ItemJson.WriteAgent(stream, item));
        files[item.TypeName] = path;
        _node = item.InstanceId;
        return [path];
    }

    private void Check(InventoryItem item, string target)
    {
        if (folder is not null && _node is not null && item.InstanceId != _node)
        {
            throw NotForAgent(item, target, $"the folder holds what {_node} has. Export each node to its own folder");
        }

        string? problem = AgentRules.CheckTypeName(item.TypeName)
            ?? AgentRules.CheckSchemaVersion(item.SchemaVersion)
            ?? (item.Content is null ? "it has no content" : null)
            ?? (item.Context is { Count: > 0 } ? "it has a context, which such a file can't hold" : null);
        for (int at = 0; problem is null && at < item.Content!.Count; at++)
        {
            problem = AgentRules.CheckEntry(item.Content[at]) is string ofEntry ? $"Content[{at}]: {ofEntry}" : null;
        }

        if (problem is not null)
        {
            throw NotForAgent(item, target, problem);
        }
    }

    private static string NewFile(InventoryItem item, string target, Dictionary<string, string> files)
    {
        if (files.Count >= AgentFolder.MaxFiles)
        {
            throw NotForAgent(
                item,
                target,
                $"there are {files.Count} files in the folder, and with more than {AgentFolder.MaxFiles} the agent "
                    + "sends no inventory at all");
        }

        char[] invalid = ['<', '>', ':', '"', '/', '\\', '|', '?', '*', '.', .. Path.GetInvalidFileNameChars()];
        IEnumerable<char> letters = item.TypeName.Substring(TypeNames.CustomPrefix.Length)
            .Select(letter => invalid.Contains(letter) || char.IsControl(letter) ? '_' : letter);
        string name = new([.. letters]);
        name = name.Length == 0 || FileNames.IsReserved(name) ? $"_{name}" : name;
        string path = Path.Combine(target, name + AgentFolder.Extension);
        for (int number = 2; files.Values.Any(other => FileNames.AreAlike(other, path)); number++)
        {
            path = Path.Combine(target, $"{name}-{number}{AgentFolder.Extension}");
        }

        return path;
    }

    // Returns the existing files by their types: two files must not have the same type.
    private Dictionary<string, string> FilesOf(string target)
    {
        if (_filesByFolder.TryGetValue(target, out Dictionary<string, string>? files))
        {
            return files;
        }

        files = new(StringComparer.Ordinal);
        foreach (string path in new AgentFolderReader(default).Files(target).Take(AgentFolder.MaxFiles + 1))
        {
            // A folder counts as a file, and has no type.
            string? typeName = Directory.Exists(path) ? null : AgentFileReader.TypeOf(path);
            files.Add(typeName is null || files.ContainsKey(typeName) ? $"\0{path}" : typeName, path);
        }

        _filesByFolder.Add(target, files);
        return files;
    }

    private static InventoryFileException NotForAgent(InventoryItem item, string target, string why) => new(
        FileProblem.NotForAgent, target, $"The item {item} can't go to the SSM agent by '{target}': {why}.");
}
