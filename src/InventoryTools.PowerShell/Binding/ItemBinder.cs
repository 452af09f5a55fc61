using System.Collections;
using System.Management.Automation;
using InventoryTools.Errors;

namespace InventoryTools.Binding;

/// <summary>
/// Reads an item from an object that has its members: an <see cref="InventoryItem"/>, a hashtable, deserialized JSON,
/// or an object like AWS Tools' InventoryItem.
/// </summary>
internal static class ItemBinder
{
    private static readonly string[] s_members =
    [
        nameof(InventoryItem.InstanceId), nameof(InventoryItem.TypeName), nameof(InventoryItem.SchemaVersion),
        nameof(InventoryItem.CaptureTime), nameof(InventoryItem.Content), nameof(InventoryItem.ContentHash),
        nameof(InventoryItem.Context),
    ];

    // What PowerShell adds to objects that come out of a job or from another computer.
    private static readonly string[] s_ofRemoting =
        ["PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];

    /// <summary>The item, or null where the object is none; then <paramref name="report"/> is told why.</summary>
    public static InventoryItem? Read(PSObject? input, Action<ErrorRecord> report)
    {
        if (input?.BaseObject is InventoryItem item)
        {
            return item;
        }

        try
        {
            return ReadMembers(input ?? throw new FormatException("it is null."));
        }
        catch (FormatException shape)
        {
            report(ErrorRecords.NotAnItem(input, shape.Message));
        }
        catch (AttributeTextException problem)
        {
            report(ErrorRecords.NotAnItem(input, problem.Message));
        }

        return null;
    }

    private static InventoryItem ReadMembers(PSObject input)
    {
        ILookup<bool, (string Name, Func<object?> Value)> found = FindMembers(input)
            .ToLookup(member => s_members.Contains(member.Name, StringComparer.OrdinalIgnoreCase));
        if (!found[true].Any(member => member.Name.Equals(nameof(InventoryItem.TypeName), StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException($"it is of type {input.BaseObject.GetType().Name} and has no TypeName.");
        }

        // What was written by hand may be misspelt; other objects may have more than an item needs.
        IEnumerable<string> others = found[false].Select(member => member.Name)
            .Except(s_ofRemoting, StringComparer.OrdinalIgnoreCase);
        if (others.FirstOrDefault() is string unknown && input.BaseObject is (IDictionary or PSCustomObject))
        {
            throw new FormatException(
                $"'{unknown}' is no member of one; the members are {string.Join(", ", s_members)}.");
        }

        Dictionary<string, object?> members = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Func<object?> value) in found[true])
        {
            members[name] = value();
        }

        return new InventoryItem
        {
            InstanceId = Text(members, nameof(InventoryItem.InstanceId)),
            TypeName = Text(members, nameof(InventoryItem.TypeName)) ?? "",
            SchemaVersion = Text(members, nameof(InventoryItem.SchemaVersion)) ?? "",
            CaptureTime = Text(members, nameof(InventoryItem.CaptureTime)) ?? "",
            ContentHash = Text(members, nameof(InventoryItem.ContentHash)),
            Content = members.TryGetValue(nameof(InventoryItem.Content), out object? content) ? Content(content) : null,
            Context = members.TryGetValue(nameof(InventoryItem.Context), out object? context)
                ? Map(context, "Context")
                : null,
        };
    }

    // A value is read only when it is needed: an object that is not an item may have any getters.
    private static IEnumerable<(string Name, Func<object?> Value)> FindMembers(PSObject input) =>
        input.BaseObject is IDictionary map
        ? Members(map).Select(member => (member.Key, (Func<object?>)(() => member.Value)))
        : PSObjectAdapter.PropertiesOf(input).Select(
            property => (property.Name, (Func<object?>)(() => PSObjectAdapter.ValueOf(property))));

    private static string? Text(Dictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) && Bare(value) is not null
            ? PSObjectAdapter.Text.Convert(value)
            : null;

    // One entry may stand for a list of one, as the agent's files have it.
    private static InventoryContent? Content(object? value)
    {
        object? content = Bare(value);
        if (content is null)
        {
            return null;
        }

        if (content is IEnumerable list and not IDictionary and not string)
        {
            int index = 0;
            return [.. list.Cast<object?>().Select(entry => Map(entry, $"Content[{index++}]") ?? throw NotAMap($"Content[{index - 1}]", entry))];
        }

        return [Map(value, "Content[0]")!];
    }

    private static InventoryEntry? Map(object? value, string path)
    {
        if (Bare(value) is null)
        {
            return null;
        }

        if (Bare(value) is InventoryEntry entry)
        {
            return entry;
        }

        InventoryEntry map = [];
        foreach (KeyValuePair<string, object?> attribute in NamedValues(PSObject.AsPSObject(value)) ?? throw NotAMap(path, value))
        {
            if (map.Any(other => other.Key == attribute.Key))
            {
                throw new FormatException($"{path} has the name '{attribute.Key}' twice.");
            }

            map.Add(attribute.Key, MapText(attribute.Value, $"{path}.{attribute.Key}"));
        }

        return map;
    }

    private static IEnumerable<KeyValuePair<string, object?>>? NamedValues(PSObject value) => value.BaseObject switch
    {
        IDictionary map => Members(map),
        string or IEnumerable => null,
        PSCustomObject => new PSObjectAdapter().GetProperties(value),
        object other when PSObjectAdapter.Text.IsScalar(other) => null,
        _ => new PSObjectAdapter().GetProperties(value),
    };

    private static string MapText(object? value, string path)
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

    /// <summary>The members of a dictionary, their keys as text.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Members(IDictionary map)
    {
        // Only the dictionary's own enumerator promises DictionaryEntry: that of a generic dictionary has other pairs.
        foreach (DictionaryEntry member in map)
        {
            yield return new KeyValuePair<string, object?>(PSObjectAdapter.Text.Convert(member.Key), member.Value);
        }
    }

    private static FormatException NotAMap(string path, object? value) =>
        new($"{path} is no map of names to text but {(Bare(value) is object o ? "of type " + o.GetType().Name : "null")}.");

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper
        ? wrapper.BaseObject
        : value;
}
