using System.Globalization;
using System.Text;
using InventoryTools.Files;

namespace InventoryTools.Tests.Files;

/// <summary>Exports items and reads files, with all that is reported.</summary>
internal static class InventoryFiles
{
    /// <summary>The capture time of items whose files have none.</summary>
    public const string Now = "2026-03-01T00:00:00Z";

    public static ItemExporter Exporter(InventoryFileFormat format, string path) => format switch
    {
        InventoryFileFormat.Agent => new AgentExporter(path),
        InventoryFileFormat.CliInputJson => new CliInputExporter(path),
        InventoryFileFormat.JsonLines => new JsonLinesExporter(path),
        _ => new DataSyncExporter(path, "123456789012", "eu-west-1"),
    };

    /// <summary>Exports items and returns the files.</summary>
    public static string[] Export(InventoryFileFormat format, string path, params InventoryItem[] items)
    {
        using ItemExporter exporter = Exporter(format, path);
        List<string> files = [];
        foreach (InventoryItem item in items)
        {
            files.AddRange(exporter.Add(item));
        }

        return [.. files, .. exporter.Complete()];
    }

    /// <summary>Exports one item that is refused.</summary>
    public static InventoryFileException Refuse(ItemExporter exporter, InventoryItem item)
    {
        using (exporter)
        {
            return Xunit.Assert.Throws<InventoryFileException>(() => exporter.Add(item).Count());
        }
    }

    public static (InventoryItem[] Items, InventoryFileException[] Problems) Read(
        string path, InventoryFileFormat format = InventoryFileFormat.Auto, bool isForced = false)
    {
        List<InventoryFileException> problems = [];
        InventoryFileReader reader = new(
            DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture), problems.Add, isForced);
        InventoryItem[] items = [.. reader.Read(path, format), .. reader.Complete()];
        return (items, [.. problems]);
    }

    /// <summary>Writes a file in UTF-8 without a byte order mark, and its folder.</summary>
    public static string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    public static InventoryItem Item(string type, string node = Items.Node, string value = "1") => new()
    {
        InstanceId = node,
        TypeName = type,
        SchemaVersion = "1.0",
        CaptureTime = "2026-01-31T12:00:00Z",
        Content = [Items.Entry(("A", value))],
    };

    public static string Text(InventoryItem item) => string.Join(
        "\n",
        [
            item.InstanceId,
            item.TypeName,
            item.SchemaVersion,
            item.CaptureTime,
            item.ContentHash,
            .. (item.Context ?? []).Select(pair => $"{pair.Key} = {pair.Value}"),
            .. item.Content?.Select(entry => entry.ToString()) ?? ["no content"],
        ]);
}
