using System.Collections;
using System.Management.Automation;
using InventoryTools.Errors;

namespace InventoryTools.Binding;

/// <summary>
/// Reads items from objects that have their members: an <see cref="InventoryItem"/>, a hashtable, deserialized JSON, an
/// item that comes out of a job, or an object like AWS Tools' InventoryItem.
/// </summary>
internal sealed class ItemBinder
{
    private static readonly string[] s_members =
    [
        nameof(InventoryItem.InstanceId), nameof(InventoryItem.TypeName), nameof(InventoryItem.SchemaVersion),
        nameof(InventoryItem.CaptureTime), nameof(InventoryItem.Content), nameof(InventoryItem.ContentHash),
        nameof(InventoryItem.Context),
    ];

    private string? _part;

    /// <summary>The number of the object that was read last, from 1.</summary>
    public long Position { get; private set; }

    /// <summary>True when an object was not an item.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>The item; null where the object is not one. <paramref name="report"/> then gets the reason.</summary>
    public InventoryItem? Read(PSObject? input, Action<ErrorRecord> report)
    {
        Position++;
        if (input?.BaseObject is InventoryItem item)
        {
            return item;
        }

        string? part = input is null ? null
            : InputRows.IsMember(input.BaseObject) ? InputErrors.IsMember
            : InputRows.IsEntryRow(input) ? InputErrors.IsRow
            : null;
        if (part is not null && part == _part)
        {
            return null; // The whole is missing once.
        }

        _part = part ?? _part;
        Dictionary<string, object?> members = new(StringComparer.OrdinalIgnoreCase);
        try
        {
            return part is not null
                ? throw new FormatException(part)
                : ReadMembers(input ?? throw new FormatException(InputErrors.IsNull), members);
        }
        catch (Exception problem) when (problem is FormatException or AttributeTextException)
        {
            HasRefused = true;
            report(InputErrors.NotAnItem(
                input,
                SafeText(members, nameof(InventoryItem.TypeName)),
                SafeText(members, nameof(InventoryItem.InstanceId)),
                Position,
                problem.Message));
        }

        return null;
    }

    private static InventoryItem ReadMembers(PSObject input, Dictionary<string, object?> members)
    {
        input = PSObjectAdapter.AsRow(input) ?? input;
        ILookup<bool, ObjectMember> found = PSObjectAdapter.Members(input)
            .ToLookup(member => s_members.Contains(member.Name, StringComparer.OrdinalIgnoreCase));
        foreach (ObjectMember member in found[true])
        {
            members[member.Name] = PSObjectAdapter.Read(member);
        }

        if (!members.ContainsKey(nameof(InventoryItem.TypeName)))
        {
            throw new FormatException($"it is of type {input.BaseObject.GetType().Name} and has no TypeName.");
        }

        // What was written by hand may be misspelt; other objects may have more than an item needs.
        string? unknown = found[false].Select(member => member.Name).FirstOrDefault(name => !Transport.IsAdded(name));
        if (unknown is not null && IsWrittenByHand(input))
        {
            throw new FormatException(
                $"'{unknown}' is not a member of an item; the members are {string.Join(", ", s_members)}.");
        }

        return new InventoryItem
        {
            InstanceId = Text(members, nameof(InventoryItem.InstanceId)),
            TypeName = Text(members, nameof(InventoryItem.TypeName)) ?? "",
            SchemaVersion = Text(members, nameof(InventoryItem.SchemaVersion)) ?? "",
            CaptureTime = Text(members, nameof(InventoryItem.CaptureTime)) ?? "",
            ContentHash = Text(members, nameof(InventoryItem.ContentHash)),
            Content = members.TryGetValue(nameof(InventoryItem.Content), out object? content)
                ? MapBinder.ReadList(content, nameof(InventoryItem.Content))
                : null,
            Context = members.TryGetValue(nameof(InventoryItem.Context), out object? context)
                ? MapBinder.Read(context, nameof(InventoryItem.Context))
                : null,
        };
    }

    private static bool IsWrittenByHand(PSObject input) => input.BaseObject is IDictionary
        || (input.BaseObject is PSCustomObject && !Transport.IsObjectOfNet(input));

    private static string? Text(Dictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) && PSObjectAdapter.Bare(value) is not null
            ? PSObjectAdapter.Text.Convert(value)
            : null;

    private static string? SafeText(Dictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) ? PSObjectAdapter.Bare(value) as string : null;
}
