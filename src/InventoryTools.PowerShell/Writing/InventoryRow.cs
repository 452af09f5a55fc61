using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace InventoryTools;

/// <summary>
/// The view of rows whose columns depend on the inventory: a table of up to four columns, else a list. Control
/// characters of names and values are shown as codes.
/// </summary>
public static class InventoryRow
{
    private const int MaxColumns = 4;
    private const int Width = 79;
    private const int IdWidth = 20;
    private const string Gap = "  ";

    // Since PowerShell 7.1; null before.
    private static readonly ConstructorInfo? s_sized = typeof(PSObject).GetConstructor([typeof(int)]);

    /// <summary>
    /// Returns the part of a row by which rows stand below one header: its columns, or nothing for a list.
    /// </summary>
    public static string Group(PSObject row) => Columns(row) is { Count: <= MaxColumns } columns
        ? string.Join("\0", columns.Select(column => column.Name))
        : "";

    /// <summary>Returns the header of a table; nothing for a list.</summary>
    public static string Header(PSObject row)
    {
        List<Column> columns = Columns(row);
        return columns.Count > MaxColumns
            ? ""
            : Line(columns, column => column.Name)
                + "\n" + Line(columns, column => new string('-', column.Name.Length));
    }

    /// <summary>Returns the row as a line of a table, whose cells wrap, or as lines of a list.</summary>
    public static string Text(PSObject row)
    {
        List<Column> columns = Columns(row);
        if (columns.Count <= MaxColumns)
        {
            return Line(columns, column => column.Value);
        }

        int longest = columns.Max(column => column.Name.Length);
        return string.Concat(columns.Select(column => $"{column.Name.PadRight(longest)} : {column.Value}\n"));
    }

    /// <summary>Makes a row without columns.</summary>
    internal static PSObject New(int columns)
    {
        // A row that knows the number of its columns holds them; else a weak table does, for 1.5 us and 500 bytes more.
        PSObject row = s_sized is null ? new() : (PSObject)s_sized.Invoke([columns]);
        row.TypeNames.Insert(0, typeof(InventoryRow).FullName!);
        return row;
    }

    // A list shows what the row has a value for; a table has all columns where they are few.
    private static List<Column> Columns(PSObject row)
    {
        KeyValuePair<string, object?>[] values = [.. ValuesOf(row)];
        return
        [
            .. values.Where(column => values.Length <= MaxColumns || column.Value is not null)
                .Select(column => new Column(
                    VisibleText.Of(column.Key),
                    VisibleText.Of(LanguagePrimitives.ConvertTo<string>(column.Value) ?? ""),
                    column.Value is long or double)),
        ];
    }

    // An entry has properties of .NET, too.
    private static IEnumerable<KeyValuePair<string, object?>> ValuesOf(PSObject row) =>
        row.BaseObject is InventoryEntry entry
            ? entry.Select(attribute => new KeyValuePair<string, object?>(attribute.Key, attribute.Value))
            : row.Properties.Select(column => new KeyValuePair<string, object?>(column.Name, column.Value));

    private static string Line(List<Column> columns, Func<Column, string> textOf)
    {
        Queue<string>[] cells = [.. columns.Select((column, at) => Wrap(textOf(column), WidthOf(columns, at)))];
        StringBuilder text = new();
        while (cells.Any(cell => cell.Count > 0))
        {
            StringBuilder line = new();
            for (int at = 0; at < columns.Count; at++)
            {
                string part = cells[at].Count > 0 ? cells[at].Dequeue() : "";
                int width = WidthOf(columns, at);
                line.Append(columns[at].IsNumber ? part.PadLeft(width) : part.PadRight(width)).Append(Gap);
            }

            text.Append(text.Length == 0 ? "" : "\n").Append(line.ToString().TrimEnd());
        }

        return text.ToString();
    }

    private static int WidthOf(List<Column> columns, int at)
    {
        int free = Width - (Gap.Length * (columns.Count - 1));
        bool hasId = columns[0].Name == nameof(InventoryItem.InstanceId) && columns.Count > 1;
        return !hasId ? free / columns.Count
            : at == 0 ? IdWidth
            : (free - IdWidth) / (columns.Count - 1);
    }

    private static Queue<string> Wrap(string text, int width)
    {
        Queue<string> parts = new();
        for (int at = 0; at < text.Length || parts.Count == 0;)
        {
            int length = Math.Min(width, text.Length - at);
            length -= length > 1 && char.IsHighSurrogate(text[at + length - 1]) ? 1 : 0;
            parts.Enqueue(text.Substring(at, length));
            at += length;
        }

        return parts;
    }

    private sealed record Column(string Name, string Value, bool IsNumber);
}
