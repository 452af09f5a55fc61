using System.Text.Json;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>Reads items from files and folders of every format, one at a time.</summary>
/// <param name="now">The time, which is the capture time of items without one.</param>
/// <param name="report">
/// Receives the files and entries that can't be read or that the SSM agent would drop. Reading continues.
/// </param>
/// <param name="isForced">True to read what the agent would drop, where possible.</param>
internal sealed class InventoryFileReader(DateTimeOffset now, Action<InventoryFileException> report, bool isForced)
{
    private const string Lines = ".jsonl";
    private const string OtherLines = ".ndjson";

    private static readonly Regex s_number = new("[0-9]+");

    private readonly string _now = Timestamp.Format(now);

    /// <summary>Reads the items of a file, or of all files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">The format.</param>
    public IEnumerable<InventoryItem> Read(string path, InventoryFileFormat format)
    {
        if (format == InventoryFileFormat.Auto && FileOperations.IsDatabase(path))
        {
            report(Invalid(path, null, "it is a database; Get-Inventory -Path reads the items of a store"));
            return [];
        }

        InventoryFileFormat actual = format == InventoryFileFormat.Auto ? Find(path) : format;
        if (format == InventoryFileFormat.Auto
            && actual == InventoryFileFormat.Agent
            && Directory.Exists(path)
            && !Files(path, ".json").Any())
        {
            report(Invalid(path, null, "no file in this folder is one of inventory"));
        }

        return (actual, Directory.Exists(path)) switch
        {
            (InventoryFileFormat.Agent, true) => AgentFolderReader.Read(path, _now, report, isForced),
            (InventoryFileFormat.Agent, false) => ReadAgentFile(path),
            (InventoryFileFormat.ResourceDataSync, true) => ReadEach(FilesBelow(path), ReadDataSync),
            (InventoryFileFormat.ResourceDataSync, false) => ReadDataSync(path),
            (InventoryFileFormat.JsonLines, true) => ReadEach(Files(path, Lines, OtherLines), ReadLines),
            (InventoryFileFormat.JsonLines, false) => ReadLines(path),
            (_, true) => ReadEach(Files(path, ".json"), ReadRequest),
            _ => ReadRequest(path),
        };
    }

    private static InventoryFileFormat Find(string path)
    {
        if (Directory.Exists(path))
        {
            return DataSyncLayout.IsRoot(path) ? InventoryFileFormat.ResourceDataSync
                : Files(path, Lines, OtherLines).Any() ? InventoryFileFormat.JsonLines
                : Files(path, ".json").FirstOrDefault() is string first
                    && IsRequest(first) ? InventoryFileFormat.CliInputJson
                : InventoryFileFormat.Agent;
        }

        return IsOne(path, Lines, OtherLines) ? InventoryFileFormat.JsonLines
            : DataSyncLayout.Read(path) is not null ? InventoryFileFormat.ResourceDataSync
            : IsRequest(path) ? InventoryFileFormat.CliInputJson
            : InventoryFileFormat.Agent;
    }

    // Numbers in names are compared by value: the second file of a node is read before the tenth.
    private static IEnumerable<string> Files(string folder, params string[] extensions) => FileOperations
        .Use(folder, () => Directory.GetFiles(folder))
        .Where(path => IsOne(path, extensions))
        .OrderBy(
            path => s_number.Replace(Path.GetFileNameWithoutExtension(path), number => number.Value.PadLeft(20, '0')),
            StringComparer.Ordinal);

    private IEnumerable<string> FilesBelow(string folder)
    {
        IEnumerable<string> files = List(() => Directory.GetFiles(folder, "*" + DataSyncLayout.Extension));
        IEnumerable<string> folders = List(() => Directory.GetDirectories(folder));
        return files.Concat(folders.SelectMany(FilesBelow));

        IEnumerable<string> List(Func<string[]> list) =>
            (FileOperations.TryUse(report, () => FileOperations.Use(folder, list)) ?? [])
            .OrderBy(path => path, StringComparer.Ordinal);
    }

    private IEnumerable<InventoryItem> ReadEach(
        IEnumerable<string> files, Func<string, IEnumerable<InventoryItem>> read)
    {
        foreach (string file in files)
        {
            using IEnumerator<InventoryItem>? items = FileOperations.TryUse(report, () => read(file).GetEnumerator());
            while (items is not null
                && FileOperations.TryUse(report, () => items.MoveNext() ? items : null) is not null)
            {
                yield return items.Current;
            }
        }
    }

    private static bool IsOne(string path, params string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    // A request has Items. A file that is not JSON is reported when it is read.
    private static bool IsRequest(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(
                new MemoryStream(WithoutMark(FileOperations.ReadAllBytes(path))));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("Items", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<InventoryItem> ReadAgentFile(string path)
    {
        InventoryItem? item = AgentFileReader.Read(path, _now, report, isForced);
        if (item is null)
        {
            return [];
        }

        item.InstanceId = AgentFolder.NodeOf(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return [item];
    }

    private IReadOnlyList<InventoryItem> ReadRequest(string path)
    {
        byte[] bytes = WithoutMark(FileOperations.ReadAllBytes(path));
        ParsedRequest<PutInventoryRequest>? read = Try(path, null, () => PutInventoryReader.Read(bytes));
        if (read is null)
        {
            return [];
        }

        IReadOnlyList<InventoryItem> items = read.Request.Items;
        string[] elements = [.. items.Select((_, index) => ConstraintCollector.Element("items", index))];
        if (read.Missing.Contains("items") || elements.Any(element => read.Missing.Contains(element)))
        {
            string why = read.Missing.Contains("items")
                ? "it has no Items, as a request of PutInventory has"
                : "one of its Items is null";
            report(Invalid(path, null, why));
            return [];
        }

        string? instanceId = read.Missing.Contains("instanceId") ? null : read.Request.InstanceId;
        for (int at = 0; at < items.Count; at++)
        {
            items[at].InstanceId = instanceId;
            SetTime(items[at], isMissing: read.Missing.Contains($"{elements[at]}.captureTime"));
        }

        return items;
    }

    private IEnumerable<InventoryItem> ReadLines(string path)
    {
        int number = 0;
        foreach (byte[] line in FileOperations.ReadLines(path))
        {
            number++;
            if (!IsEmpty(line)
                && Try(path, number, () => PutInventoryReader.ReadOne(line)) is ParsedRequest<InventoryItem> read)
            {
                SetTime(read.Request, isMissing: read.Missing.Contains("captureTime"));
                yield return read.Request;
            }
        }
    }

    private IEnumerable<InventoryItem> ReadDataSync(string path)
    {
        if (DataSyncLayout.Read(path) is not (string typeName, string instanceId))
        {
            report(Invalid(path, null, "its path is not TypeName/accountid=/region=/resourcetype=/node.json"));
            yield break;
        }

        InventoryItem item = new()
        {
            InstanceId = instanceId,
            TypeName = typeName,
            SchemaVersion = AwsInventoryType.Find(typeName)?.Versions[0] ?? "1.0",
            CaptureTime = _now,
            Content = [],
        };
        int number = 0;
        bool isWhole = true;
        foreach (byte[] line in FileOperations.ReadLines(path))
        {
            number++;
            if (IsEmpty(line))
            {
                continue;
            }

            if (Try(path, number, () => PutInventoryReader.ReadEntry(line)) is ParsedRequest<InventoryEntry> read)
            {
                item.Content.Add(TakeAdded(item, read.Request));
            }
            else
            {
                isWhole = false;
            }
        }

        // The lines are one item, which would be incomplete without some of them.
        if (isWhole || isForced)
        {
            yield return item;
        }
    }

    // The attributes that a data sync adds belong to the item. Another value of such a name belongs to the entry.
    private static InventoryEntry TakeAdded(InventoryItem item, InventoryEntry entry)
    {
        InventoryEntry own = new(entry.Count);
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            switch (attribute.Key)
            {
                case DataSyncLayout.NodeName when attribute.Value == item.InstanceId:
                    break;
                case DataSyncLayout.TimeName when ModelPattern.CaptureTime.IsMatch(attribute.Value):
                    item.CaptureTime = attribute.Value;
                    break;
                case DataSyncLayout.VersionName when ModelPattern.SchemaVersion.IsMatch(attribute.Value):
                    item.SchemaVersion = attribute.Value;
                    break;
                default:
                    own.AddUnseen(attribute.Key, attribute.Value);
                    break;
            }
        }

        return own;
    }

    private static bool IsEmpty(byte[] line) =>
        Array.TrueForAll(line, one => one is (byte)' ' or (byte)'\t' or (byte)'\r');

    private void SetTime(InventoryItem item, bool isMissing) => item.CaptureTime = isMissing ? _now : item.CaptureTime;

    private ParsedRequest<T>? Try<T>(string path, int? line, Func<ParsedRequest<T>> read)
    {
        try
        {
            ParsedRequest<T> request = read();
            if (request.Violations.Count == 0)
            {
                return request;
            }

            report(Invalid(path, line, ConstraintViolation.ToFault(request.Violations).Message!));
        }
        catch (InventoryFaultException fault)
        {
            report(Invalid(path, line, fault.Fault.Message!, fault));
        }

        return null;
    }

    private static byte[] WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? [.. bytes.Skip(3)] : bytes;

    private static InventoryFileException Invalid(string path, int? line, string why, Exception? inner = null) => new(
        FileProblem.InvalidFile, path, $"'{path}'{(line is null ? "" : $", line {line}")}: {why.TrimEnd('.')}.", inner);
}
