using System.Collections;
using System.Management.Automation;
using InventoryTools.Model;

namespace InventoryTools.Binding;

/// <summary>Makes rows of what the pipeline did not take apart, or took apart too far.</summary>
internal static class InputRows
{
    private const string EntryRow = "InventoryTools.InventoryRow";

    /// <summary>
    /// The objects of a parameter of one object, of which a list is its elements. PowerShell makes an array of each
    /// object for a parameter that is one, which takes 600 bytes and a tenth of the time of a pipeline.
    /// </summary>
    public static PSObject?[] Of(PSObject? input) => input?.BaseObject is IList list && !Transport.IsMap(input)
        ? Of([.. list.Cast<object?>().Select(one => one is null ? null : PSObject.AsPSObject(one))])
        : Of([input]);

    /// <summary>The objects, each list of rows that is one object, such as a table, as its rows.</summary>
    public static PSObject?[] Of(PSObject?[]? inputs)
    {
        if (inputs is null or [{ BaseObject: PSCustomObject or InventoryItem or IDictionary }])
        {
            return inputs ?? [null];
        }

        // PowerShell makes an array of the properties of a JObject.
        if (inputs.Length > 0 && Array.TrueForAll(inputs, input => JsonReader.IsProperty(input?.BaseObject)))
        {
            return [PSObjectAdapter.MapOf(inputs.SelectMany(input => Pairs(input!.BaseObject)))];
        }

        return Array.Exists(inputs, input => RowsOf(input) is not null)
            ? [.. inputs.SelectMany(input => RowsOf(input) ?? [input])]
            : inputs;
    }

    /// <summary>True for a member of a map of a JSON library.</summary>
    public static bool IsMember(object value)
    {
        Type type = value.GetType();
        return (type.IsGenericType || type.FullName?.StartsWith("Newtonsoft.", StringComparison.Ordinal) == true)
            && JsonReader.IsMember(value);
    }

    /// <summary>
    /// True for a row of an entry, also for what a job or Import-Csv makes of it: each puts a word before the name of
    /// the type. Select-Object does not keep the name.
    /// </summary>
    public static bool IsEntryRow(PSObject input) =>
        input.BaseObject is PSCustomObject && input.TypeNames.Any(name =>
            name.EndsWith(EntryRow, StringComparison.Ordinal)
            && (name.Length == EntryRow.Length || name[name.Length - EntryRow.Length - 1] is '.' or ':'));

    /// <summary>True for a pair of a key and a value.</summary>
    public static bool IsPair(PSObject input) => input.BaseObject is PSCustomObject
        ? Transport.IsPair(input)
        : input.BaseObject.GetType() is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static IEnumerable<PSObject?>? RowsOf(PSObject? input) =>
        input is { BaseObject: not (PSCustomObject or InventoryItem or IDictionary or string) }
        && Read(input.BaseObject) is IEnumerable rows and not (string or IEnumerable<KeyValuePair<object, object?>>)
        && !ReferenceEquals(rows, input.BaseObject)
            ? rows.Cast<object?>().Select(row => row is null ? null : PSObject.AsPSObject(row))
            : null;

    // What can't be read is reported where it is read as an entry.
    private static object? Read(object value)
    {
        try
        {
            return MapReader.Read(value);
        }
        catch (AttributeTextException)
        {
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<object, object?>> Pairs(object property) =>
        (IEnumerable<KeyValuePair<object, object?>>)MapReader.Read(property)!;
}
