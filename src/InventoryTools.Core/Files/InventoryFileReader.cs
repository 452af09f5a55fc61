using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace InventoryTools;

/// <summary>Reads items from files and folders of every format, as they are asked for.</summary>
/// <param name="now">The time; items whose files tell none were captured now.</param>
/// <param name="report">Told of what can't be read, and of what the SSM agent would drop; reading goes on behind it.</param>
/// <param name="isForced">Whether what the agent would drop is read all the same, where it can be.</param>
public sealed class InventoryFileReader(DateTimeOffset now, Action<InventoryFileException> report, bool isForced)
{
    private const string Lines = ".jsonl";
    private const string OtherLines = ".ndjson";

    private readonly string _now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The items of a file, or of all files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">What is there.</param>
    public IEnumerable<InventoryItem> Read(string path, InventoryFileFormat format)
    {
        InventoryFileFormat actual = format == InventoryFileFormat.Auto ? Find(path) : format;
        return (actual, Directory.Exists(path)) switch
        {
            (InventoryFileFormat.Agent, true) => AgentFolderReader.Read(path, _now, report, isForced),
            (InventoryFileFormat.Agent, false) => ReadAgentFile(path),
            (InventoryFileFormat.ResourceDataSync, true) => Directory
                .EnumerateFiles(path, "*" + DataSyncLayout.Extension, SearchOption.AllDirectories)
                .OrderBy(file => file, StringComparer.Ordinal).SelectMany(ReadDataSync),
            (InventoryFileFormat.ResourceDataSync, false) => ReadDataSync(path),
            (InventoryFileFormat.JsonLines, true) => Files(path, Lines, OtherLines).SelectMany(ReadLines),
            (InventoryFileFormat.JsonLines, false) => ReadLines(path),
            (_, true) => Files(path, ".json").SelectMany(ReadRequest),
            _ => ReadRequest(path),
        };
    }

    private static InventoryFileFormat Find(string path)
    {
        if (Directory.Exists(path))
        {
            return DataSyncLayout.IsRoot(path) ? InventoryFileFormat.ResourceDataSync
                : Files(path, Lines, OtherLines).Any() ? InventoryFileFormat.JsonLines
                : Files(path, ".json").FirstOrDefault() is string first && IsRequest(first) ? InventoryFileFormat.CliInputJson
                : InventoryFileFormat.Agent;
        }

        return IsOne(path, Lines, OtherLines) ? InventoryFileFormat.JsonLines
            : DataSyncLayout.Read(path) is not null ? InventoryFileFormat.ResourceDataSync
            : IsRequest(path) ? InventoryFileFormat.CliInputJson
            : InventoryFileFormat.Agent;
    }

    private static IEnumerable<string> Files(string folder, params string[] extensions) =>
        FileOperations.Use(folder, () => Directory.GetFiles(folder)).Where(path => IsOne(path, extensions)).OrderBy(path => path, StringComparer.Ordinal);

    private static bool IsOne(string path, params string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    // A request has Items; whatever is no JSON at all is told when it is read.
    private static bool IsRequest(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(WithoutMark(FileOperations.ReadAllBytes(path)));
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
        WireRequest<PutInventoryRequest>? read = Try(path, null, () => ItemReader.Read(bytes), request => request.Violations);
        if (read is null)
        {
            return [];
        }

        if (read.Request.Items is null)
        {
            report(Invalid(path, null, "it has no Items, as a request of PutInventory has"));
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
        foreach (string line in FileOperations.ReadLines(path))
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            byte[] bytes = Encoding.UTF8.GetBytes(line);
            if (Try(path, number, () => ItemReader.ReadOne(bytes), item => item.Violations) is WireRequest<InventoryItem> read)
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
        foreach (string line in FileOperations.ReadLines(path))
        {
            number++;
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            if (line.Trim().Length > 0 && Try(path, number, () => ItemReader.ReadEntry(bytes), entry => entry.Violations) is WireRequest<InventoryEntry> read)
            {
                item.Content.Add(TakeAdded(item, read.Request));
            }
        }

        yield return item;
    }

    // What a data sync adds to each entry belongs to the item.
    private static InventoryEntry TakeAdded(InventoryItem item, InventoryEntry entry)
    {
        item.CaptureTime = entry.FindExactly("captureTime") is { Length: > 0 } time ? time : item.CaptureTime;
        item.SchemaVersion = entry.FindExactly("schemaVersion") is { Length: > 0 } version ? version : item.SchemaVersion;
        InventoryEntry own = new(entry.Count);
        foreach (KeyValuePair<string, string> attribute in entry)
        {
            if (attribute.Key is not ("resourceId" or "captureTime" or "schemaVersion"))
            {
                own.AddUnseen(attribute.Key, attribute.Value);
            }
        }

        return own;
    }

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

    private static byte[] WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3).ToArray() : bytes;

    private static InventoryFileException Invalid(string path, int? line, string why, Exception? inner = null) => new(
        FileProblem.InvalidFile, path, $"'{path}'{(line is null ? "" : $", line {line}")}: {why.TrimEnd('.')}.", inner);
}
