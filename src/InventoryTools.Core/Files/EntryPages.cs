namespace InventoryTools.Files;

/// <summary>
/// Puts the pages of answers together, over all files of an import. The items of ListInventoryEntries are given when
/// all files are read: a page can come before the one that shows it to be a part.
/// </summary>
internal sealed class EntryPages
{
    private const string Remedy =
        "Read all its pages with one command, in their order; -Force reads what is there";

    private readonly Dictionary<(string? InstanceId, string TypeName), Pages> _pagesOf = [];
    private readonly List<Pages> _all = [];

    // Those of which a further page is awaited.
    private readonly HashSet<Pages> _open = [];

    // The last page of GetInventory, where it tells a next one.
    private FilePlace? _entities;

    /// <summary>Adds a page of ListInventoryEntries.</summary>
    public void Add(InventoryItem page, FilePlace place, string? nextToken)
    {
        Pages pages = PagesOf(page.InstanceId, page.TypeName);
        pages.Files.Add(place.Path);
        Answer? before = pages.Open.FindLast(answer => IsNext(answer.Item, page));
        Answer answer = before ?? new Answer(page);
        answer.Place = place;
        if (before is null)
        {
            pages.Answers.Add(answer);
            pages.Open.Add(answer);
        }
        else
        {
            Append(answer.Item, page);
        }

        if (string.IsNullOrEmpty(nextToken))
        {
            pages.Open.Remove(answer);
        }

        _ = pages.Open.Count > 0 ? _open.Add(pages) : _open.Remove(pages);
    }

    /// <summary>Takes note of what can't be read, which was reported. It may be the page that is awaited.</summary>
    public void AddUnknown(string path)
    {
        foreach (Pages pages in _open)
        {
            pages.Broken ??= new FilePlace(path);
        }

        _open.Clear();
    }

    /// <summary>Takes note of a page of ListInventoryEntries that can't be read, which was reported.</summary>
    public void AddBroken(string? instanceId, string typeName, FilePlace place) =>
        PagesOf(instanceId, typeName).Broken ??= place;

    /// <summary>Takes note of a page of GetInventory.</summary>
    public void Note(FilePlace place, string? nextToken) => _entities = string.IsNullOrEmpty(nextToken) ? null : place;

    /// <summary>Returns the items at the end of the import, and reports pages that are missing.</summary>
    public IEnumerable<InventoryItem> Complete(FileReport report)
    {
        if (_entities is not null)
        {
            report.Warn(
                _entities,
                "the answer of GetInventory tells a further page (NextToken), which is not in the file: nodes are "
                    + "missing",
                isWhole: true);
        }

        return _all.SelectMany(pages => ItemsOf(pages, report));
    }

    private static IEnumerable<InventoryItem> ItemsOf(Pages pages, FileReport report)
    {
        if (pages.Answers.Count == 0)
        {
            return [];
        }

        Answer? open = pages.Open.FirstOrDefault();
        bool isWhole = open is null && pages.Broken is null;
        IEnumerable<Answer> answers = isWhole ? pages.Answers
            : Allow(pages, open, report) ? Joined(pages.Answers)
            : [];
        return answers.Where(answer => report.Identify(answer.Item, answer.Place!)).Select(answer => answer.Item);
    }

    // A part of an item would replace the whole one, and a page has no number that tells which answers are parts.
    private static bool Allow(Pages pages, Answer? open, FileReport report)
    {
        InventoryItem item = pages.Answers[0].Item;
        string[] times = [.. pages.Answers.Select(answer => answer.Item.CaptureTime).Distinct()];
        string why = open is null
            ? $"what can't be read may be a page of {item}, which would be incomplete without it"
            : $"the answer of ListInventoryEntries tells a further page (NextToken), and {item} would be incomplete "
                + "without it";
        string others = times.Length == 1 ? ""
            : $". Its pages have the capture times {string.Join(", ", times.Take(5))}: list all of them anew where the "
                + "node has sent inventory in between";
        FilePlace place = open?.Place ?? pages.Broken!;
        string remedy = report.IsForced ? "" : $". {Remedy}";
        InventoryFileException problem = place.Problem(
            FileProblem.PageMissing, why + others + remedy, isWarning: report.IsForced, isWhole: report.IsForced);
        problem.OtherFiles = [.. pages.Files];
        report.Add(problem);
        return report.IsForced;
    }

    // What is read by force of one time is one item.
    private static List<Answer> Joined(List<Answer> answers)
    {
        List<Answer> joined = [];
        foreach (Answer answer in answers)
        {
            if (joined.Find(one => IsNext(one.Item, answer.Item)) is Answer before)
            {
                Append(before.Item, answer.Item);
            }
            else
            {
                joined.Add(answer);
            }
        }

        return joined;
    }

    private Pages PagesOf(string? instanceId, string typeName)
    {
        if (!_pagesOf.TryGetValue((instanceId, typeName), out Pages? pages))
        {
            pages = new Pages();
            _pagesOf.Add((instanceId, typeName), pages);
            _all.Add(pages);
        }

        return pages;
    }

    private static void Append(InventoryItem item, InventoryItem page)
    {
        foreach (InventoryEntry entry in page.Content!)
        {
            item.Content!.Add(entry);
        }
    }

    private static bool IsNext(InventoryItem item, InventoryItem page) =>
        (page.SchemaVersion, page.CaptureTime) == (item.SchemaVersion, item.CaptureTime);

    // What was read of one type of a node.
    private sealed class Pages
    {
        public List<Answer> Answers { get; } = [];

        // Those that tell a further page.
        public List<Answer> Open { get; } = [];

        public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

        // The first page that can't be read.
        public FilePlace? Broken { get; set; }
    }

    // An item, of one page or of several, with the place of the last.
    private sealed class Answer(InventoryItem item)
    {
        public InventoryItem Item => item;

        public FilePlace? Place { get; set; }
    }
}
