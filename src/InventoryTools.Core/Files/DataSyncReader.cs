using System.Text.Json;
using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>
/// Reads files of a resource data sync. A file is an item; one of AWS:ComplianceItem is an item for each compliance
/// type, with the context that all of its rows have.
/// </summary>
/// <param name="report">Receives the problems.</param>
/// <param name="stop">Ends the reading.</param>
internal sealed class DataSyncReader(FileReport report, CancellationToken stop)
{
    private const string Row = "an object with the attributes of a row";

    private readonly ItemParser _parser = new(report);

    /// <summary>Reads a file.</summary>
    public IReadOnlyList<InventoryItem> Read(string path)
    {
        FilePlace place = new(path);
        if (DataSyncLayout.Read(path) is not (string typeName, string instanceId))
        {
            report.Refuse(place, "its path is not TypeName/accountid=/region=/resourcetype=/node.json");
            return [];
        }

        if (!ModelPattern.TypeName.IsMatch(typeName))
        {
            report.Refuse(
                place,
                $"the folder above accountid= is '{typeName}', and its name should be the type, such as "
                    + "AWS:Application, or AWS%3AApplication on Windows");
            return [];
        }

        byte[] head = FileOperations.ReadHead(path, ForeignFile.HeadLength);
        string? other = head.Length == 0 ? "it is empty"
            : ForeignFile.Describe(path, head) is string foreign ? $"it seems to be {foreign}"
            : !path.EndsWith(DataSyncLayout.Extension, StringComparison.OrdinalIgnoreCase)
            ? $"its name does not end in {DataSyncLayout.Extension}, and so does not tell the node"
            : null;
        if (other is not null)
        {
            report.Refuse(place, other);
            return [];
        }

        // The lines are one item, which would be incomplete without some of them.
        List<DataSyncRow> rows = [];
        bool isWhole = ReadRows(path, instanceId, rows);
        if (isWhole && rows.Count == 0)
        {
            report.Refuse(place, "it is empty");
        }

        return rows.Count > 0 && (isWhole || report.IsForced)
            ? [.. ToItems(typeName, instanceId, rows, place)]
            : [];
    }

    private bool ReadRows(string path, string instanceId, List<DataSyncRow> rows)
    {
        bool isWhole = true;
        long size = 0;
        foreach (FileLine line in FileOperations.ReadLines(path))
        {
            stop.ThrowIfCancellationRequested();
            size += line.Text.Length;
            if (size > FileOperations.MaxBytes)
            {
                throw FileOperations.TooLarge(
                    path, $"it is one item, and has more than {NumberText.Grouped(FileOperations.MaxBytes)} bytes");
            }

            if (line.IsEmpty)
            {
                continue;
            }

            if (ReadRow(line, new FilePlace(path, line.Number), instanceId) is DataSyncRow row)
            {
                rows.Add(row);
            }
            else
            {
                isWhole = false;
            }
        }

        return isWhole;
    }

    private DataSyncRow? ReadRow(FileLine line, FilePlace place, string instanceId)
    {
        if (report.ReadText(place, line.Text, line.Offset) is not byte[] text)
        {
            return null;
        }

        InventoryEntry? read;
        try
        {
            using JsonDocument json = JsonValues.Parse(text, 0, text.Length);
            read = _parser.ReadMap(json.RootElement, place, Row);
        }
        catch (JsonException error)
        {
            report.Refuse(place, $"it is not valid JSON: {AgentJson.Describe(error)}", error);
            return null;
        }

        catch (InvalidOperationException error)
        {
            report.Refuse(place, JsonTexts.BrokenName, error);
            return null;
        }

        if (read is null)
        {
            return null;
        }

        // The attributes that a data sync adds belong to the item.
        DataSyncRow row = new(new InventoryEntry(read.Count), place.Line);
        foreach (KeyValuePair<string, string> attribute in read)
        {
            switch (attribute.Key)
            {
                case DataSyncLayout.NodeName when attribute.Value != instanceId:
                    report.Add(place.Problem(
                        FileProblem.Contradiction,
                        $"{DataSyncLayout.NodeName} is '{attribute.Value}', and the name of the file tells the node "
                            + $"'{instanceId}'"));
                    return null;
                case DataSyncLayout.NodeName:
                    break;
                case DataSyncLayout.TimeName:
                    row = row with { Time = attribute.Value };
                    break;
                case DataSyncLayout.VersionName:
                    row = row with { Version = attribute.Value };
                    break;
                default:
                    row.Entry.AddUnseen(attribute.Key, attribute.Value);
                    break;
            }
        }

        return row;
    }

    private IEnumerable<InventoryItem> ToItems(
        string typeName, string instanceId, List<DataSyncRow> rows, FilePlace place)
    {
        AwsInventoryType? type = AwsInventoryType.Find(typeName);
        string[] contextKeys = [.. type?.ContextKeys ?? []];
        IEnumerable<DataSyncRow[]> groups = contextKeys.Length == 0
            ? [[.. rows]]
            : rows.GroupBy(row => row.Entry.TryGetValue(contextKeys[0], out string value) ? value : "")
                .Select(group => group.ToArray());
        foreach (DataSyncRow[] group in groups)
        {
            if (!Agree(group, row => row.Time, DataSyncLayout.TimeName, place, out string? time)
                || !Agree(group, row => row.Version, DataSyncLayout.VersionName, place, out string? version))
            {
                continue;
            }

            InventoryItem item = new()
            {
                InstanceId = instanceId,
                TypeName = typeName,
                SchemaVersion = version ?? type?.Versions[0] ?? "1.0",
                CaptureTime = time ?? "",
                Content = [.. group.Select(row => row.Entry)],
                Context = TakeContext(group, contextKeys),
            };
            if (report.Identify(item, place))
            {
                yield return item;
            }
        }
    }

    // All rows have the time and the version of the one item.
    private bool Agree(
        DataSyncRow[] rows, Func<DataSyncRow, string?> read, string name, FilePlace place, out string? value)
    {
        string?[] values = [.. rows.Select(read).Distinct().OrderByDescending(one => one, StringComparer.Ordinal)];
        value = values.FirstOrDefault();
        return values.Length < 2 || report.Allow(
            new FilePlace(place.Path, rows.First(row => read(row) != read(rows[0])).Line),
            $"{name} is '{values[0]}' and '{values[1]}' in rows of one item",
            $"-Force takes '{values[0]}'",
            FileProblem.Contradiction);
    }

    // What differs between rows stays with them.
    private static InventoryEntry? TakeContext(DataSyncRow[] rows, string[] keys)
    {
        InventoryEntry context = [];
        foreach (string key in keys)
        {
            string?[] values =
                [.. rows.Select(row => row.Entry.TryGetValue(key, out string value) ? value : null).Distinct()];
            if (values is [string value])
            {
                context.Add(key, value);
                Array.ForEach(rows, row => row.Entry.Remove(key));
            }
        }

        return context.Count == 0 ? null : context;
    }

    private sealed record DataSyncRow(InventoryEntry Entry, int Line, string? Time = null, string? Version = null);
}
