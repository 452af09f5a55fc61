using InventoryTools.Model;

namespace InventoryTools.Files;

/// <summary>
/// Reads items from files and folders of every format, one at a time. Those whose answers have pages come at the end.
/// </summary>
/// <param name="now">The time, which is the capture time of items without one.</param>
/// <param name="report">
/// Receives the files and entries that can't be read or that the SSM agent would drop. Reading continues.
/// </param>
/// <param name="isForced">True to read what the agent would drop, where possible.</param>
/// <param name="instanceId">The node of items whose file has none.</param>
/// <param name="tell">Receives the format of each file or folder.</param>
/// <param name="stop">Ends the reading.</param>
internal sealed class InventoryFileReader(
    DateTimeOffset now,
    Action<InventoryFileException> report,
    bool isForced,
    string? instanceId = null,
    Action<string>? tell = null,
    CancellationToken stop = default)
{
    private readonly FileReport _report = new(Timestamp.Format(now), report, isForced, instanceId);
    private readonly EntryPages _pages = new();
    private readonly FolderListing _listing = new(stop);
    private readonly FormatFinder _formats = new(stop);

    /// <summary>Reads the items of a file, or of all files of a folder.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="format">The format.</param>
    public IEnumerable<InventoryItem> Read(string path, InventoryFileFormat format) =>
        Each(FileOperations.TryUse(report, () => ReadAny(path, format)) ?? []);

    /// <summary>Takes note of a file that was reported as missing or as one that can't be read.</summary>
    public void Miss(string path) => _pages.AddUnknown(path);

    /// <summary>Ends the import: returns the items that were read in pages, and reports missing pages.</summary>
    public IEnumerable<InventoryItem> Complete() => _pages.Complete(_report);

    private IEnumerable<InventoryItem> ReadAny(string path, InventoryFileFormat format)
    {
        bool isFolder = Directory.Exists(path);
        if (format == InventoryFileFormat.Auto && !isFolder && FileOperations.IsDatabase(path))
        {
            _report.Refuse(new FilePlace(path), "it is a database; Get-Inventory -Path reads the items of a store");
            return [];
        }

        InventoryFileFormat actual = format == InventoryFileFormat.Auto ? _formats.Find(path) : format;
        string? description = actual switch
        {
            InventoryFileFormat.Agent => "custom inventory of the SSM agent",
            InventoryFileFormat.ResourceDataSync => "a resource data sync",
            _ => null,
        };
        if (description is not null)
        {
            Tell(path, description);
        }

        return (actual, isFolder) switch
        {
            (InventoryFileFormat.Agent, true) => ReadAgentFolder(path),
            (InventoryFileFormat.Agent, false) => ReadAgentFile(path),
            (InventoryFileFormat.ResourceDataSync, true) => ReadBucket(path),
            (InventoryFileFormat.ResourceDataSync, false) => ReadDataSync(path),
            (_, true) => ReadFolder(path, actual),
            _ => ReadValues(path, actual),
        };
    }

    private IEnumerable<InventoryItem> ReadFolder(string path, InventoryFileFormat format)
    {
        if (format == InventoryFileFormat.Auto && !_formats.Files(path, format).Any())
        {
            _report.Refuse(
                new FilePlace(path), "no file in this folder is one of inventory (.json, .jsonl or .ndjson)");
        }

        return ReadEach(_formats.Files(path, format), file => Read(file, format));
    }

    // A bucket can hold other files too. They are told once, since one may be at a wrong place.
    private IEnumerable<InventoryItem> ReadBucket(string path)
    {
        int count = 0;
        string? first = null;
        foreach (InventoryItem item in ReadEach(FilesBelow(path).Where(IsInLayout), ReadDataSync))
        {
            yield return item;
        }

        if (first is not null)
        {
            _report.Warn(
                new FilePlace(path),
                $"{NumberText.Grouped(count)} files are not at TypeName/accountid=/region=/resourcetype=/node.json and "
                    + $"were not read; the first is '{first}'");
        }

        bool IsInLayout(string file)
        {
            bool isIn = DataSyncLayout.Read(file) is not null;
            count += isIn ? 0 : 1;
            first ??= isIn ? null : file;
            return isIn;
        }
    }

    private IReadOnlyList<InventoryItem> ReadDataSync(string path) => new DataSyncReader(_report, stop).Read(path);

    private IEnumerable<string> FilesBelow(string folder)
    {
        IEnumerable<string> files = _listing.Files(folder, FormatFinder.IsDocument);
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

    private IEnumerable<InventoryItem> ReadAgentFolder(string path) => new AgentFolderReader(stop)
        .Read(path, _report.Now, report, isForced)
        .Where(item => _report.Identify(item, new FilePlace(path), AgentFolder.NodeOf(path)));

    private IEnumerable<InventoryItem> ReadAgentFile(string path)
    {
        bool isMisspelled = AgentFolderReader.IsMisspelled(path);
        if (isMisspelled)
        {
            report(AgentFolderReader.NotSent(path, isForced));
        }

        InventoryItem? item = isMisspelled && !isForced
            ? null
            : AgentFileReader.Read(path, _report.Now, report, isForced);
        string? node = AgentFolder.NodeOf(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return item is not null && _report.Identify(item, new FilePlace(path), node) ? [item] : [];
    }

    private IEnumerable<InventoryItem> ReadValues(string path, InventoryFileFormat format)
    {
        FilePlace place = new(path);
        byte[] head = FileOperations.ReadHead(path, ForeignFile.HeadLength);
        if (ForeignFile.Describe(path, head) is string foreign)
        {
            _report.Refuse(place, $"it seems to be {foreign}");
            return [];
        }

        // A line of UTF-16 can't be told from the others; a mark tells how to read it.
        bool isLines = format == InventoryFileFormat.JsonLines || FormatFinder.IsLines(path);
        bool canBeLines = TextDamage.MarkOf(head) is not null || TextDamage.Find(head) is not { Value: < 0x80 };
        bool beginsWithOne = canBeLines && isLines && BeginsWithLine(path);
        byte[]? whole = beginsWithOne ? null : FileOperations.TryReadAllBytes(path);
        if (whole is null)
        {
            return beginsWithOne || (canBeLines && (isLines || BeginsWithLine(path)))
                ? ReadLines(path, format)
                : throw FileOperations.TooLarge(
                    path, $"it has more than {NumberText.Grouped(FileOperations.MaxBytes)} bytes");
        }

        return ReadDocument(path, format, whole, isLines, canBeLines);
    }

    private IEnumerable<InventoryItem> ReadDocument(
        string path, InventoryFileFormat format, byte[] whole, bool isLines, bool canBeLines)
    {
        FilePlace place = new(path);
        bool isText = TextDamage.MarkOf(whole) is not null || TextDamage.Find(whole) is null;
        if (!isText && canBeLines && (isLines || BeginsWithLine(path)))
        {
            // A line that is not UTF-8 costs no other.
            return ReadLines(path, format);
        }

        if (_report.ReadText(place, whole) is not byte[] text)
        {
            return [];
        }

        if (JsonValues.TryFind(text, out List<(int Start, int Length, int Line)> values) is not string error)
        {
            if (values.Count == 0 && !isLines)
            {
                _report.Refuse(place, "it is empty");
            }

            return ReadDocument(path, format, text, values);
        }

        if (canBeLines && (isLines || BeginsWithLine(path)))
        {
            return ReadLines(path, format);
        }

        _report.Refuse(place, $"it is not valid JSON: {error}");
        return [];
    }

    private IEnumerable<InventoryItem> ReadDocument(
        string path, InventoryFileFormat format, byte[] text, List<(int Start, int Length, int Line)> values)
    {
        ValueReader reader = new(_report, _pages, format, what => Tell(path, what));
        foreach ((int start, int length, int line) in values)
        {
            stop.ThrowIfCancellationRequested();
            FilePlace place = new(path, values.Count == 1 ? 0 : line);
            foreach (InventoryItem item in reader.Read(text, start, length, place))
            {
                yield return item;
            }
        }

        reader.Complete(new FilePlace(path));
    }

    private IEnumerable<InventoryItem> ReadLines(string path, InventoryFileFormat format)
    {
        ValueReader reader = new(_report, _pages, format, what => Tell(path, $"JSON Lines: {what}"));
        foreach (FileLine line in FileOperations.ReadLines(path))
        {
            stop.ThrowIfCancellationRequested();
            FilePlace place = new(path, line.Number);
            if (line.IsEmpty || _report.ReadText(place, line.Text, line.Offset) is not byte[] text)
            {
                continue;
            }

            foreach (InventoryItem item in reader.Read(text, 0, text.Length, place))
            {
                yield return item;
            }
        }

        reader.Complete(new FilePlace(path));
    }

    // True for a file whose first line with text is a whole value: then each line is read for itself.
    private static bool BeginsWithLine(string path)
    {
        try
        {
            return FileOperations.ReadLines(path).FirstOrDefault(line => !line.IsEmpty).Text is byte[] first
                && JsonValues.IsOne(first);
        }
        catch (InventoryFileException error) when (error.Problem != FileProblem.FileFailed)
        {
            return false;
        }
    }

    private void Tell(string path, string what) => tell?.Invoke($"'{path}' is read as {what}.");
}
