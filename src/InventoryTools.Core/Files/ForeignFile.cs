using System.Text;
using System.Text.RegularExpressions;

namespace InventoryTools.Files;

/// <summary>Tells what a file that is not JSON seems to be, and which command reads it.</summary>
internal static class ForeignFile
{
    /// <summary>
    /// The length of a beginning that is enough for a line of a table, and for the name of a part of a workbook.
    /// </summary>
    public const int HeadLength = 4096;

    private const string ToItems = "New-InventoryItem makes items of";

    // The first bytes of formats, and what to do with them.
    private static readonly (byte[] Start, string Description)[] s_binary =
    [
        ([0x1F, 0x8B], "a file that gzip has compressed. Expand it first, as gzip -d does"),
        ([0x42, 0x5A, 0x68], "a file that bzip2 has compressed. Expand it first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a file that zstd has compressed. Expand it first"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "a file that xz has compressed. Expand it first"),
        ([0x37, 0x7A, 0xBC, 0xAF], "an archive of 7-Zip. Expand it first"),
        ([0x50, 0x41, 0x52, 0x31], "a Parquet file. Read the objects of the resource data sync from which it was made"),
        ([0x4F, 0x62, 0x6A, 0x01], "an Avro file"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "a file of an older Office. Save it as CSV, which Import-Csv reads"),
    ];

    private static readonly string[] s_yaml = [".yaml", ".yml"];
    private static readonly string[] s_tables = [".csv", ".tsv"];
    private static readonly string[] s_json = [".json", ".jsonl", ".ndjson"];
    private static readonly Regex s_yamlLine = new(@"\A\s*(- )?[\w:.-]+:( |\s*\z)", RegexOptions.CultureInvariant);
    private static readonly Regex s_tableLine = new(@"\A(\+--|-{8})", RegexOptions.CultureInvariant);
    private static readonly Regex s_textOutput = new(@"\A(ENTITIES|ENTRIES|CONTENT|DATA|ITEMS)\t");
    private static readonly Regex s_field = new("\"(?:[^\"]|\"\")*\"|[^\"]");

    /// <summary>Returns the format, as it goes after "it seems to be", and what to do; null if unknown.</summary>
    /// <param name="path">The file.</param>
    /// <param name="head">The beginning of the file.</param>
    public static string? Describe(string path, byte[] head)
    {
        string? binary = s_binary.FirstOrDefault(format => head.Take(format.Start.Length).SequenceEqual(format.Start))
            .Description;
        return binary ?? (head is [0x50, 0x4B, 0x03, 0x04, ..] ? Archive(path, head)
            : Text(
                Path.GetExtension(path).ToLowerInvariant(),
                path,
                Encoding.UTF8.GetString(FileText.Read(head, damage => damage.Encoding is not null) ?? head)));
    }

    private static string Archive(string path, byte[] head) =>
        Path.GetExtension(path).Equals(".xlsx", StringComparison.OrdinalIgnoreCase)
        || Encoding.ASCII.GetString(head).Contains("xl/")
            ? "a workbook of Excel. Save it as CSV, which Import-Csv reads, or use Import-Excel of the module "
                + $"ImportExcel; {ToItems} the rows"
            : "a ZIP archive. Expand-Archive expands it";

    private static string? Text(string extension, string path, string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0)];
        if (lines.Length == 0 || "{[".IndexOf(lines[0].TrimStart()[0]) >= 0)
        {
            return lines.Length > 0 && s_tables.Contains(extension) && lines[0].TrimStart()[0] == '['
                ? Table(path, lines) : null;
        }

        string first = lines[0].TrimStart();
        return first[0] == '<' ? Markup(first, lines)
            : first.StartsWith("@{", StringComparison.Ordinal)
            ? "a data file of PowerShell. Import-PowerShellDataFile reads it"
            : s_tableLine.IsMatch(first)
            ? "a table. Make the output again with --output json, or with ConvertTo-Json -Depth 10"
            : s_yaml.Contains(extension) || first == "---" ? Yaml()
            : lines.Take(5).Any(line => s_textOutput.IsMatch(line))
            ? "text output of the AWS CLI. Make it again with --output json"
            : s_json.Contains(extension) ? null
            : Table(path, lines)
            ?? (s_tables.Contains(extension) ? $"a CSV file of one column. {Csv(path, ",")}"
                : s_yamlLine.IsMatch(lines[0]) && lines.Take(5).All(line => s_yamlLine.IsMatch(line)) ? Yaml()
                : null);
    }

    private static string Markup(string first, string[] lines) =>
        lines.Take(2).Any(line => line.Contains("<Objs"))
            ? "a file of Export-Clixml. Import-Clixml reads it, and its items can be piped to each command"
            : first.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
                || first.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "a page of HTML, such as the answer of a proxy or a sign-in page"
            : $"an XML file. Select-Xml reads it; {ToItems} the objects that are made of it";

    private static string Yaml() =>
        "a YAML file. Make it again as JSON: the AWS CLI writes it with --output json, and other tools convert it";

    // The delimiter that the lines have alike.
    private static string? Table(string path, string[] lines)
    {
        if (lines.Length == 1 && !s_tables.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            return null;
        }

        string[] whole = [.. lines.Take(Math.Max(1, Math.Min(lines.Length - 1, 20)))];
        foreach (char delimiter in new[] { ',', ';', '\t', '|' })
        {
            int[] counts = [.. whole.Select(line => s_field.Matches(line).Cast<Match>()
                .Count(field => field.Value == delimiter.ToString()))];
            if (counts[0] > 0 && Array.TrueForAll(counts, count => count == counts[0]))
            {
                string shown = delimiter == '\t' ? "`t" : delimiter.ToString();
                return $"a CSV file. {Csv(path, shown)}";
            }
        }

        return null;
    }

    private static string Csv(string path, string delimiter)
    {
        string quote = delimiter == "`t" ? "\"" : "'";
        string parameter = delimiter == "," ? "" : $" -Delimiter {quote}{delimiter}{quote}";
        return $"Import-Csv '{path.Replace("'", "''")}'{parameter} | New-InventoryItem Custom:Name makes an item of it";
    }
}
