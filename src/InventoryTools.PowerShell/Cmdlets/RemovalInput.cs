using System.Collections;
using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Model;

namespace InventoryTools.Cmdlets;

/// <summary>Judges what an object of the pipeline names: a type of all nodes, or the item of one.</summary>
internal static class RemovalInput
{
    private static readonly string[] s_ofNames = [nameof(InventoryItem.TypeName), nameof(InventoryItem.InstanceId)];

    /// <summary>
    /// Checks what was named by parameters and by an object of the pipeline, which never stands for more than it names,
    /// nor for something else. Null when it can be removed.
    /// </summary>
    /// <param name="input">The object of the pipeline; null when there is none.</param>
    /// <param name="typeNames">The types.</param>
    /// <param name="nodes">The nodes; null when none were named.</param>
    /// <param name="isOfNodes">True when items of nodes are meant, and not types of all nodes.</param>
    /// <param name="isAllNamed">True when parameters name types and nodes.</param>
    public static ErrorRecord? FindFault(
        PSObject? input, string[] typeNames, string?[]? nodes, bool isOfNodes, bool isAllNamed)
    {
        bool isText = input?.BaseObject is string;
        bool isNodeMissing = isOfNodes && (nodes is null or [] || Array.Exists(nodes, string.IsNullOrEmpty));
        if (isNodeMissing && input is not null && IsMapOfType(input))
        {
            return RemovalErrors.InstanceIdMissing(input);
        }

        string? why = input is null ? null
            : isText ? (isAllNamed ? "-TypeName and -InstanceId name all that is removed." : null)
            : FindFault(input);
        if (why is not null)
        {
            return RemovalErrors.InputNotRemovable(input, why);
        }

        if (typeNames.Length == 0)
        {
            return input is null
                ? RemovalErrors.TypeNameMissing()
                : RemovalErrors.InputNotRemovable(input, "it has no TypeName. Pipe items of Get-Inventory, or types.");
        }

        if (isNodeMissing)
        {
            return input is null || isText
                ? RemovalErrors.InstanceIdEmpty(input, nodes)
                : RemovalErrors.InstanceIdMissing(input);
        }

        bool isOther = input is not null && !isText && (
            IsOther(input, nameof(InventoryItem.TypeName), typeNames)
            || IsOther(input, nameof(InventoryItem.InstanceId), nodes ?? []));
        return isOther
            ? RemovalErrors.InputNotRemovable(
                input, "-TypeName or -InstanceId names another item. Leave the parameter out, or the pipeline.")
            : null;
    }

    /// <summary>
    /// True for a text and for a schema, which stand for the type of all nodes. Any other object with a type, such as
    /// columns of an item, may have lost its node.
    /// </summary>
    public static bool NamesType(PSObject input) => input.BaseObject is string
        || (Is<InventoryItemSchema>(input) && input.Properties[nameof(InventoryItem.InstanceId)] is null);

    /// <summary>The text of a property; null when the object does not have it, or it is empty.</summary>
    public static string? Text(PSObject input, string property) =>
        input.Properties[property]?.Value is object value
        && LanguagePrimitives.ConvertTo<string>(value) is { Length: > 0 } text
            ? text
            : null;

    /// <summary>
    /// The sub-type of an item of a type; null when the object does not have one, so that all of its type are meant.
    /// </summary>
    /// <exception cref="FormatException">
    /// The context can't be read, so that the object does not say which sub-type it is of.
    /// </exception>
    public static string? SubTypeOf(PSObject input, string typeName)
    {
        if (typeName != TypeNames.ComplianceItem
            || input.Properties[nameof(InventoryItem.Context)] is not PSPropertyInfo context)
        {
            return null;
        }

        try
        {
            InventoryEntry? map = MapBinder.Read(
                PSObjectAdapter.Read(new ObjectMember(input, context)), nameof(InventoryItem.Context));
            return new InventoryItem { TypeName = typeName, Context = map }.SubType;
        }
        catch (AttributeTextException problem)
        {
            throw new FormatException(problem.Message, problem);
        }
    }

    private static string? FindFault(PSObject input) => input switch
    {
        _ when Is<InventoryDifference>(input) => "it is one difference, and an item is removed as a whole. "
            + "Pipe items of Get-Inventory.",
        _ when Is<InventoryDeletion>(input) => "it is a deletion that was made before. Name its type to delete that "
            + "again.",
        _ when InputRows.IsEntryRow(input) && HasOthers(input, s_ofNames) =>
            "it is one entry, and an item is removed as a whole. Pipe items of Get-Inventory; or take the entry out of "
            + "its item ($item.Content.RemoveAt) and write that with Write-Inventory.",
        { BaseObject: IDictionary } => "it is a hashtable. Make it an object with [pscustomobject].",
        _ => null,
    };

    // A hashtable has no properties, so that its type is not bound.
    private static bool IsMapOfType(PSObject input) => input.BaseObject is IDictionary
        && PSObjectAdapter.Find(input, nameof(InventoryItem.TypeName)) is not null
        && PSObjectAdapter.Find(input, nameof(InventoryItem.InstanceId)) is null;

    private static bool IsOther(PSObject input, string property, string?[] named) =>
        Text(input, property) is string own && named.Length > 0 && !named.Contains(own, StringComparer.Ordinal);

    // Objects of a job, or with chosen columns, have a prefix before the name of their type.
    private static bool Is<T>(PSObject input) => Is(input, typeof(T).FullName!);

    private static bool Is(PSObject input, string typeName) =>
        input.TypeNames.Any(name => name == typeName || name.EndsWith("." + typeName, StringComparison.Ordinal));

    private static bool HasOthers(PSObject input, string[] names) => PSObjectAdapter.Members(input)
        .Any(member => !names.Contains(member.Name, StringComparer.OrdinalIgnoreCase)
            && !Transport.IsAdded(member.Name));
}
