using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using InventoryTools.Model;
using InventoryTools.Rules;
using InventoryTools.Service;

namespace InventoryTools.Files;

/// <summary>Reads items from files and folders of every format, as they are asked for.</summary>
/// <param name="now">The time; items whose files tell none were captured now.</param>
/// <param name="report">Told of what can't be read, and of what the SSM agent would drop; reading goes on behind it.</param>
/// <param name="isForced">Whether what the agent would drop is read all the same, where it can be.</param>
internal sealed class InventoryFileReader(DateTimeOffset now, Action<InventoryFileException> report, bool isForced)
{
    private const string Lines = ".jsonl";
    private const string OtherLines = ".ndjson";

    private static readonly Regex s_number = new("[0-9]+");

    private readonly string _now = now.UtcDateTime.ToString(
        "yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The items of a file, or of all files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">What is there.</param>
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

    // The second file of a node comes behind its first, and the tenth behind the second.
    private static IEnumerable<string> Files(string folder, params string[] extensions) => FileOperations
        .Use(folder, () => Directory.GetFiles(folder))
        .Where(path => IsOne(path, extensions))
        .OrderBy(
            path => s_number.Replace(Path.GetFileNameWithoutExtension(path), number => number.Value.PadLeft(20, '0')),
            StringComparer.Ordinal);

    private IEnumerable<string> FilesBelow(string folder)
    {
        string[] files =
            FileOperations.TryUse(report, () => FileOperations.Use(folder, () => Directory.GetFiles(folder, "*" + DataSyncLayout.Extension))) ?? [];
        string[] folders =
            FileOperations.TryUse(report, () => FileOperations.Use(folder, () => Directory.GetDirectories(folder))) ?? [];
        return files.OrderBy(path => path, StringComparer.Ordinal)
            .Concat(folders.OrderBy(path => path, StringComparer.Ordinal).SelectMany(FilesBelow));
    }

    private IEnumerable<InventoryItem> ReadEach(
        IEnumerable<string> files, Func<string, IEnumerable<InventoryItem>> read)
    {
        foreach (string file in files)
        {
            using IEnumerator<InventoryItem>? items = FileOperations.TryUse(report, () => read(file).GetEnumerator());
            while (items is not null && FileOperations.TryUse(report, () => items.MoveNext() ? items : null) is not null)
            {
                yield return items.Current;
            }
        }
    }

    private static bool IsOne(string path, params string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    // A request has Items; whatever is no JSON at all is told when it is read.
    private static bool IsRequest(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(
                new MemoryStream(WithoutMark(FileOperations.ReadAllBytes(path))));
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Items", out _);
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
        ParsedRequest<PutInventoryRequest>? read = Try(
            path, null, () => PutInventoryReader.Read(bytes), request => request.Violations);
        if (read is null)
        {
            return [];
        }

        if (read.Request.Items is null || read.Request.Items.Contains(null!))
        {
            report(
                Invalid(path, null, read.Request.Items is null ? "it has no Items, as a request of PutInventory has" : "one of its Items is null"));
            return [];
        }

        foreach (InventoryItem item in read.Request.Items)
        {
            Complete(item, read.Request.InstanceId);
        }

        return read.Request.Items;
    }

    private IEnumerable<InventoryItem> ReadLines(string path)
    {
        int number = 0;
        foreach (byte[] line in FileOperations.ReadLines(path))
        {
            number++;
            if (!IsEmpty(line) && Try(path, number, () => PutInventoryReader.ReadOne(line), item => item.Violations) is ParsedRequest<InventoryItem> read)
            {
                Complete(read.Request, read.Request.InstanceId);
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

            if (Try(path, number, () => PutInventoryReader.ReadEntry(line), entry => entry.Violations) is ParsedRequest<InventoryEntry> read)
            {
                item.Content.Add(TakeAdded(item, read.Request));
            }
            else
            {
                isWhole = false;
            }
        }

        // The lines are one item: without some of them it would say that the node has less.
        if (isWhole || isForced)
        {
            yield return item;
        }
    }

    // What a data sync adds to each entry belongs to the item; what only has such a name is the entry's own.
    private static InventoryEntry TakeAdded(InventoryItem item, InventoryEntry entry)
    {
        InventoryEntry own = new(entry.Count);
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            switch (attribute.Key)
            {
                case DataSyncLayout.NodeName when attribute.Value == item.InstanceId:
                    break;
                case DataSyncLayout.TimeName when ModelPatterns.CaptureTime.IsMatch(attribute.Value):
                    item.CaptureTime = attribute.Value;
                    break;
                case DataSyncLayout.VersionName when ModelPatterns.SchemaVersion.IsMatch(attribute.Value):
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

    private void Complete(InventoryItem item, string? instanceId)
    {
        item.InstanceId = instanceId;
        item.TypeName ??= "";
        item.SchemaVersion ??= "";
        item.CaptureTime ??= _now;
    }

    private T? Try<T>(string path, int? line, Func<T> read, Func<T, IReadOnlyList<ConstraintViolation>> violations)
        where T : class
    {
        try
        {
            T value = read();
            IReadOnlyList<ConstraintViolation> found = violations(value);
            if (found.Count == 0)
            {
                return value;
            }

            report(Invalid(path, line, ConstraintViolation.ToFault(found).Message!));
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
