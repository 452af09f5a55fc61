using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace InventoryTools;

/// <summary>
/// Writes requests for <c>aws ssm put-inventory --cli-input-json file://…</c>: of each node as many files as it takes
/// calls, named by the node and a number.
/// </summary>
/// <param name="folder">The folder of the files.</param>
public sealed class CliInputExporter(string folder) : IItemExporter
{
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private string? _node;
    private CallPlanner? _planner;

    /// <inheritdoc/>
    public IEnumerable<string> Add(InventoryItem item)
    {
        string node = ExportedNames.NodeOf(item, folder);
        List<string> files = node == _node ? [] : [.. Complete()];
        _planner ??= new CallPlanner(node);
        _node = node;
        if (_planner.Add(new PlannedItem(node, new WireItem(item), hashOnly: false)) is PlannedCall full)
        {
            files.Add(Write(full));
        }

        return files;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Complete()
    {
        PlannedCall? last = _planner?.Close();
        _planner = null;
        return last is null ? [] : [Write(last)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private string Write(PlannedCall call)
    {
        _written.TryGetValue(call.InstanceId, out int before);
        _written[call.InstanceId] = before + 1;
        string path = Path.Combine(folder, before == 0 ? $"{call.InstanceId}.json" : $"{call.InstanceId}-{before + 1}.json");
        AtomicFile.Write(path, stream => ItemJson.WriteRequest(stream, call.InstanceId, call.Items.Select(item => item.Item)));
        return path;
    }
}
