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
/// <param name="stop">Ends the reading.</param>
internal sealed class InventoryFileReader(
    DateTimeOffset now, Action<InventoryFileException> report, bool isForced, CancellationToken stop = default)
{
    // 200 times what the service takes.
    private const int MaxAttributes = 10_000;

    private readonly string _now = Timestamp.Format(now);
    private readonly FolderListing _listing = new(stop);
    private readonly FormatFinder _formats = new(stop);

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

        InventoryFileFormat actual = format == InventoryFileFormat.Auto ? _formats.Find(path) : format;
        if (format == InventoryFileFormat.Auto
            && actual == InventoryFileFormat.Agent
            && Directory.Exists(path)
            && !_formats.Documents(path).Any())
        {
            report(Invalid(path, null, "no file in this folder is one of inventory"));
        }

        return (actual, Directory.Exists(path)) switch
        {
            (InventoryFileFormat.Agent, true) => new AgentFolderReader(stop).Read(path, _now, report, isForced),
            (InventoryFileFormat.Agent, false) => ReadAgentFile(path),
            (InventoryFileFormat.ResourceDataSync, true) => ReadEach(FilesBelow(path), ReadDataSync),
            (InventoryFileFormat.ResourceDataSync, false) => ReadDataSync(path),
            (InventoryFileFormat.JsonLines, true) => ReadEach(_formats.Lines(path), ReadLines),
            (InventoryFileFormat.JsonLines, false) => ReadLines(path),
            (_, true) => ReadEach(_formats.Documents(path), ReadRequest),
            _ => ReadRequest(path),
        };
    }

    private IEnumerable<string> FilesBelow(string folder)
    {
        IEnumerable<string> files = _listing.Files(
            folder, path => path.EndsWith(DataSyncLayout.Extension, StringComparison.OrdinalIgnoreCase));
        return Each(files).Concat(Each(_listing.Folders(folder)).SelectMany(FilesBelow));
    }

    // What can't be listed is reported, and the rest is read.
    private IEnumerable<T> Each<T>(IEnumerable<T> elements)
    {
        using IEnumerator<T>? each = FileOperations.TryUse(report, elements.GetEnumerator);
        while (each is not null && FileOperations.TryUse(report, () => each.MoveNext() ? each : null) is not null)
        {
            stop.ThrowIfCancellationRequested();
            yield return each.Current;
        }
    }

    private IEnumerable<InventoryItem> ReadEach(
        IEnumerable<string> files, Func<string, IEnumerable<InventoryItem>> read) =>
        Each(files).SelectMany(file => Each(FileOperations.TryUse(report, () => read(file)) ?? []));

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
        byte[] bytes = FormatFinder.ReadDocument(path);
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
            stop.ThrowIfCancellationRequested();
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
        long size = 0;
        foreach (byte[] line in FileOperations.ReadLines(path))
        {
            stop.ThrowIfCancellationRequested();
            number++;
            size += line.Length;
            if (size > FileOperations.MaxBytes)
            {
                throw FileOperations.TooLarge(
                    path, $"it is one item, and has more than {NumberText.Grouped(FileOperations.MaxBytes)} bytes");
            }

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
            int attributes = EntriesOf(request.Request).Select(entry => entry.Count).DefaultIfEmpty(0).Max();
            if (request.Violations.Count == 0 && attributes <= MaxAttributes)
            {
                return request;
            }

            string why = request.Violations.Count > 0
                ? ConstraintViolation.ToFault(request.Violations).Message!
                : $"an entry has {NumberText.Grouped(attributes)} attributes, and {NumberText.Grouped(MaxAttributes)} "
                    + "are allowed";
            report(Invalid(path, line, why));
        }
        catch (InventoryFaultException fault)
        {
            report(Invalid(path, line, fault.Fault.Message!, fault));
        }

        return null;
    }

    private static IEnumerable<InventoryEntry> EntriesOf(object? read) => read switch
    {
        InventoryEntry entry => [entry],
        InventoryItem item => item.Content ?? [],
        PutInventoryRequest request => request.Items.SelectMany(EntriesOf),
        _ => [],
    };

    private static InventoryFileException Invalid(string path, int? line, string why, Exception? inner = null) => new(
        FileProblem.InvalidFile, path, $"'{path}'{(line is null ? "" : $", line {line}")}: {why.TrimEnd('.')}.", inner);
}
