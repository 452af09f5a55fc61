using InventoryTools.Submission;

namespace InventoryTools.Files;

/// <summary>
/// Writes requests for <c>aws ssm put-inventory --cli-input-json file://…</c>: a file for each call, named by the
/// node and a number.
/// </summary>
/// <param name="folder">The folder of the files.</param>
internal sealed class CliInputExporter(string folder) : ItemExporter
{
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private string? _node;
    private PlannedCall? _call;

    /// <inheritdoc/>
    public override IEnumerable<string> Add(InventoryItem item)
    {
        ExportedNames.CheckText(item, folder);
        string node = ExportedNames.NodeOf(item, folder);
        List<string> files = node == _node ? [] : [.. Complete()];
        _node = node;
        PlannedItem planned = new(node, new ItemPayload(item), hashOnly: false);
        if (_call?.TryAdd(planned) == true)
        {
            return files;
        }

        if (_call is not null)
        {
            files.Add(Write(_call));
        }

        _call = new PlannedCall(planned);
        return files;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> Complete()
    {
        if (_call is not PlannedCall last)
        {
            return [];
        }

        _call = null;
        string path = Write(last);
        if (!IsTrial)
        {
            RemoveRest(last.InstanceId);
        }

        return [path];
    }

    private string Write(PlannedCall call)
    {
        _written.TryGetValue(call.InstanceId, out int before);
        _written[call.InstanceId] = before + 1;
        string path = PathOf(call.InstanceId, before + 1);
        Write(path, stream =>
             ItemJson.WriteRequest(stream, call.InstanceId, call.Items.Select(item => item.Payload.Item)));
        return path;
    }

    // Deletes the files that an earlier export of the node has left.
    private void RemoveRest(string instanceId)
    {
        for (int number = _written[instanceId] + 1; File.Exists(PathOf(instanceId, number)); number++)
        {
            string path = PathOf(instanceId, number);
            CheckReplaced(path);
            FileOperations.Write(path, () => File.Delete(path));
        }
    }

    private string PathOf(string instanceId, int number) => Path.Combine(
        folder, FileNames.EscapeCase(instanceId) + (number == 1 ? "" : $"-{number}") + ".json");
}
