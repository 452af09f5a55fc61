using System.Collections;
using System.Management.Automation;

namespace InventoryTools.Binding;

/// <summary>Reads a map of names to text: an entry, or a context.</summary>
internal static class MapBinder
{
    private const string CutByJson = "It is text: ConvertTo-Json makes text of maps that lie deeper than its -Depth, "
        + "which is 2 where it is not given. Use ConvertTo-Json -Depth 5.";

    /// <summary>The map; null for null.</summary>
    /// <param name="value">A dictionary, a map of another kind, or an object with properties.</param>
    /// <param name="path">The place of the map, for sentences.</param>
    /// <exception cref="FormatException">The value is not a map, or not all of it can be recorded.</exception>
    public static InventoryEntry? Read(object? value, string path)
    {
        object? plain = Plain(value, path);
        if (plain is null or InventoryEntry)
        {
            return plain as InventoryEntry;
        }

        InventoryEntry map = [];
        IEnumerable<KeyValuePair<string, object?>> attributes = NamedValues(plain) ?? throw NotAMap(path, plain);
        foreach (KeyValuePair<string, object?> attribute in attributes)
        {
            if (map.FindExactly(attribute.Key) is not null)
            {
                throw new FormatException($"{path} has the name '{attribute.Key}' twice.");
            }

            map.AddUnseen(attribute.Key, Text(attribute.Value, $"{path}.{attribute.Key}"));
        }

        return map;
    }

    /// <summary>The maps of a list; one map stands for a list of one, as in the agent's files. Null for null.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    public static InventoryContent? ReadList(object? value, string path)
    {
        object? content = Plain(value, path);
        return content switch
        {
            null => null,
            InventoryContent entries => entries,
            string or IDictionary => [Element(content, 0)],
            IEnumerable list when !IsMap(content) => [.. list.Cast<object?>().Select(ElementOfList)],
            _ => [Element(content, 0)],
        };

        InventoryEntry Element(object? entry, int at) =>
            Read(entry, $"{path}[{at}]") ?? throw NotAMap($"{path}[{at}]", null);

        // ConvertTo-Json makes lists of such texts of lists of maps.
        InventoryEntry ElementOfList(object? entry, int at) =>
            PSObjectAdapter.Bare(entry) is string text && (text.IndexOf('=') > 0 || IsNameOfType(text))
                ? throw Problem($"{path}[{at}]", CutByJson)
                : Element(entry, at);
    }

    private static bool IsMap(object value) =>
        value is IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<object, object?>>;

    private static IEnumerable<KeyValuePair<string, object?>>? NamedValues(object value) => value switch
    {
        IDictionary map => PSObjectAdapter.Text.Members(map),
        IEnumerable<KeyValuePair<string, object?>> map => map,
        IEnumerable<KeyValuePair<object, object?>> map => map.Select(pair =>
            new KeyValuePair<string, object?>(PSObjectAdapter.Text.NameOf(pair.Key), pair.Value)),
        IEnumerable => null,
        _ when PSObjectAdapter.Text.IsScalar(value) => null,
        PSObject row when InputRows.IsEntryRow(row) =>
            new PSObjectAdapter().GetProperties(row).Where(column => column.Value is not null),
        _ => new PSObjectAdapter().GetProperties(value),
    };

    private static object? Plain(object? value, string path)
    {
        try
        {
            return PSObjectAdapter.Text.Plain(value);
        }
        catch (AttributeTextException problem)
        {
            throw new FormatException($"{path}: {problem.Message}", problem);
        }
    }

    private static string Text(object? value, string path)
    {
        try
        {
            return PSObjectAdapter.Text.Convert(value);
        }
        catch (AttributeTextException problem)
        {
            throw new FormatException($"{path}: {problem.Message}", problem);
        }
    }

    private static FormatException NotAMap(string path, object? value) => Problem(path, value switch
    {
        null => "It is null.",
        string text when text.StartsWith("@{", StringComparison.Ordinal) => CutByJson,
        string text when IsNameOfType(text) => text.IndexOf(' ') > 0
            ? CutByJson // Of a list it makes the texts of the elements with spaces between them.
            : $"It is '{text}', the name of a type: the program that wrote it left the content out. "
                + "Instead of Export-Csv use Export-Inventory, or Get-InventoryEntry | Export-Csv.",
        string => "It is text. A hashtable is needed, such as @{ Rack = 'A1' }, or an object with properties.",
        _ => $"It is of type {value.GetType().Name}.",
    });

    private static FormatException Problem(string path, string what) =>
        new($"{path} is not a map of names to text. {what}");

    private static bool IsNameOfType(string text) => Transport.IsTypeName(text.Split(' ')[0]);
}
