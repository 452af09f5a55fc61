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

    /// <summary>The item; null where the object is not one. <paramref name="report"/> then gets the reason.</summary>
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
        ILookup<bool, (string Name, Func<object?> Value)> found = PSObjectAdapter.Members(input)
            .ToLookup(member => s_members.Contains(member.Name, StringComparer.OrdinalIgnoreCase));
        if (!found[true].Any(
            member => member.Name.Equals(nameof(InventoryItem.TypeName), StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException($"it is of type {input.BaseObject.GetType().Name} and has no TypeName.");
        }

        // What was written by hand may be misspelt; other objects may have more than an item needs.
        IEnumerable<string> others = found[false].Select(member => member.Name)
            .Except(s_ofRemoting, StringComparer.OrdinalIgnoreCase);
        if (others.FirstOrDefault() is string unknown && input.BaseObject is (IDictionary or PSCustomObject))
        {
            throw new FormatException(
                $"'{unknown}' is not a member of an item; the members are {string.Join(", ", s_members)}.");
        }

        Dictionary<string, object?> members = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, Func<object?> value) in found[true])
        {
            members[name] = PSObjectAdapter.Read(name, value);
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

    private static string? Text(Dictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) && PSObjectAdapter.Bare(value) is not null
            ? PSObjectAdapter.Text.Convert(value)
            : null;

    // One entry may stand for a list of one, as the agent's files have it.
    private static InventoryContent? Content(object? value)
    {
        object? content = PSObjectAdapter.Bare(value);
        if (content is null)
        {
            return null;
        }

        IEnumerable<object?> entries = content is IEnumerable list and not IDictionary and not string
            ? list.Cast<object?>()
            : [content];
        return
        [
            .. entries.Select((entry, at) => Map(entry, $"Content[{at}]") ?? throw NotAMap($"Content[{at}]", entry)),
        ];
    }

    private static InventoryEntry? Map(object? value, string path)
    {
        if (PSObjectAdapter.Bare(value) is null or InventoryEntry)
        {
            return PSObjectAdapter.Bare(value) as InventoryEntry;
        }

        InventoryEntry map = [];
        IEnumerable<KeyValuePair<string, object?>> attributes =
            NamedValues(PSObject.AsPSObject(value)) ?? throw NotAMap(path, value);
        foreach (KeyValuePair<string, object?> attribute in attributes)
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
        IDictionary map => PSObjectAdapter.Members(map),
        string or IEnumerable => null,
        object other and not PSCustomObject when PSObjectAdapter.Text.IsScalar(other) => null,
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

    private static FormatException NotAMap(string path, object? value)
    {
        string actual = PSObjectAdapter.Bare(value) is object bare ? $"of type {bare.GetType().Name}" : "null";
        return new FormatException($"{path} is not a map of names to text. It is {actual}.");
    }
}
