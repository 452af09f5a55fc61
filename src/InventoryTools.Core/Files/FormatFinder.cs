using System.Text.Json;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>Finds the format of a file or folder, and the files of a format in a folder.</summary>
/// <param name="stop">Ends the search.</param>
internal sealed class FormatFinder(CancellationToken stop)
{
    private const string DocumentExtension = ".json";

    private static readonly string[] s_lines = [".jsonl", ".ndjson"];
    private static readonly Regex s_number = new("[0-9]+");

    private readonly FolderListing _listing = new(stop);

    /// <summary>Returns the files of a folder that have one document each.</summary>
    public IEnumerable<string> Documents(string folder) => Files(folder, DocumentExtension);

    /// <summary>Returns the files of a folder that have one item a line.</summary>
    public IEnumerable<string> Lines(string folder) => Files(folder, s_lines);

    /// <summary>Reads a document without its byte order mark.</summary>
    public static byte[] ReadDocument(string path)
    {
        byte[] bytes = FileOperations.ReadAllBytes(path);
        return bytes is [0xEF, 0xBB, 0xBF, ..] ? [.. bytes.Skip(3)] : bytes;
    }

    /// <summary>Returns the format of a file or folder.</summary>
    public InventoryFileFormat Find(string path)
    {
        if (Directory.Exists(path))
        {
            return DataSyncLayout.IsRoot(path, stop) ? InventoryFileFormat.ResourceDataSync
                : Lines(path).Any() ? InventoryFileFormat.JsonLines
                : Documents(path).Select(TryIsRequest).FirstOrDefault(isRequest => isRequest is not null) == true
                    ? InventoryFileFormat.CliInputJson
                : InventoryFileFormat.Agent;
        }

        return IsOne(path, s_lines) ? InventoryFileFormat.JsonLines
            : DataSyncLayout.Read(path) is not null ? InventoryFileFormat.ResourceDataSync
            : IsRequest(path) ? InventoryFileFormat.CliInputJson
            : InventoryFileFormat.Agent;
    }

    // Numbers in names are compared by value: the second file of a node is read before the tenth.
    private IEnumerable<string> Files(string folder, params string[] extensions) => _listing.Files(
        folder,
        path => IsOne(path, extensions),
        path => s_number.Replace(Path.GetFileNameWithoutExtension(path), number => number.Value.PadLeft(20, '0')));

    private static bool IsOne(string path, params string[] extensions) =>
        extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    // A file that can't be read is reported when it is read; others show the format.
    private static bool? TryIsRequest(string path)
    {
        try
        {
            return IsRequest(path);
        }
        catch (InventoryFileException)
        {
            return null;
        }
    }

    // A request has Items. A file that is not JSON is reported when it is read.
    private static bool IsRequest(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(new MemoryStream(ReadDocument(path)));
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("Items", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
