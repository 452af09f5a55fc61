using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>Finds the format of a file or folder by its place, and the files of a folder.</summary>
/// <param name="stop">Ends the search.</param>
internal sealed class FormatFinder(CancellationToken stop)
{
    private const string DocumentExtension = ".json";

    private static readonly string[] s_lines = [".jsonl", ".ndjson"];
    private static readonly string[] s_documents = [DocumentExtension];
    private static readonly string[] s_any = [DocumentExtension, ".jsonl", ".ndjson"];
    private static readonly string[] s_compressed = [".gz", ".bz2", ".zst", ".xz", ".zip", ".7z"];
    private static readonly Regex s_number = new("[0-9]+");

    private readonly FolderListing _listing = new(stop);

    /// <summary>Returns true for a file that should have one item a line.</summary>
    public static bool IsLines(string path) => IsOne(path, s_lines);

    /// <summary>Returns true for a document, also for one that was compressed, which is told when it is read.</summary>
    public static bool IsDocument(string path) => IsOne(Expanded(path), DocumentExtension);

    /// <summary>
    /// Returns the files of a folder that can have items: documents, files of one item a line, and both compressed.
    /// </summary>
    public IEnumerable<string> Files(string folder, InventoryFileFormat format) => Files(
        folder,
        format switch
        {
            InventoryFileFormat.JsonLines => s_lines,
            InventoryFileFormat.Auto => s_any,
            _ => s_documents,
        });

    /// <summary>Returns the format that a place tells; Auto for a place that tells none.</summary>
    public InventoryFileFormat Find(string path)
    {
        bool isFolder = Directory.Exists(path);
        return AgentFolder.NodeOf(isFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!) is not null
            && (isFolder || IsOne(path, DocumentExtension)) ? InventoryFileFormat.Agent
            : (isFolder ? DataSyncLayout.IsPart(path, stop) : DataSyncLayout.Read(path) is not null)
            ? InventoryFileFormat.ResourceDataSync
            : InventoryFileFormat.Auto;
    }

    /// <summary>
    /// Returns the text by which names are sorted. Numbers are compared by value: the second page is read before the
    /// tenth.
    /// </summary>
    public static string OrderOf(string name) => s_number.Replace(name, number => number.Value.PadLeft(20, '0'));

    private IEnumerable<string> Files(string folder, params string[] extensions) => _listing.Files(
        folder,
        path => IsOne(Expanded(path), extensions),
        path => OrderOf(Path.GetFileNameWithoutExtension(path)));

    private static string Expanded(string path) =>
        IsOne(path, s_compressed) ? path.Substring(0, path.Length - Path.GetExtension(path).Length) : path;

    private static bool IsOne(string path, params string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
