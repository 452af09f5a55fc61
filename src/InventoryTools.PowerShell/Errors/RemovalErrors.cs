using System.Management.Automation;
using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Errors;

/// <summary>Error records for what Remove-Inventory does not remove.</summary>
internal static class RemovalErrors
{
    /// <summary>Neither a parameter nor the pipeline names a type.</summary>
    public static ErrorRecord TypeNameMissing() => Invalid(
        "TypeNameMissing",
        "Nothing was removed: name the types with -TypeName, or pipe types or items to the command.",
        null);

    /// <summary>An object that is neither an item nor the name of a type.</summary>
    public static ErrorRecord InputNotRemovable(object? input, string why) => Invalid(
        "InputNotRemovable", $"Nothing was removed for this object: {why}", input);

    /// <summary>A text that can't be the name of a type.</summary>
    /// <param name="name">The text.</param>
    /// <param name="known">Lists the names that there are.</param>
    public static ErrorRecord NotAType(string name, Func<IEnumerable<string>> known)
    {
        string node = SwappedNames.NodeAsType(name);
        string why = node == ""
            ? $" '{name}' is not the name of a custom type, which begins with 'Custom:'. Case matters."
                + NearestNames.Question(name, known().Where(TypeNames.IsCustom))
                + " Get-InventorySchema lists the types."
            : $"{node} To remove the item of a node, name the node with -InstanceId, and the type with -TypeName.";
        string message = VisibleText.Of($"Nothing was removed:{why}");
        return new ErrorRecord(
            new InventoryFaultException(FaultFactory.Of(FaultCode.InvalidTypeName, message), sentence: message),
            FaultCode.InvalidTypeName,
            ErrorCategory.InvalidData,
            name);
    }

    /// <summary>An object that does not say of which node it is.</summary>
    public static ErrorRecord InstanceIdMissing(object input) => Invalid(
        "InstanceIdMissing",
        "Nothing was removed: the object does not name its node, and to delete the type of all nodes is another "
            + "thing. Give the node, as InstanceId of the object or with -InstanceId. To remove the type with the "
            + "items of all nodes, give its name as -TypeName, and no object.",
        input);

    /// <summary>An argument, or a text of the pipeline, that names no node.</summary>
    /// <param name="input">The text of the pipeline; null for none.</param>
    /// <param name="nodes">The nodes as they were given.</param>
    public static ErrorRecord InstanceIdEmpty(object? input, string?[]? nodes)
    {
        string what = nodes switch
        {
            null => "-InstanceId is null",
            [] => "-InstanceId is an empty list",
            _ when input is null => "-InstanceId has a name that is null or empty",
            _ => "-InstanceId, or the text of the pipeline, has a name that is null or empty",
        };
        return Invalid(
            "InstanceIdMissing",
            $"Nothing was removed: {what}. Check the variable or the command that gives it. To remove the type with "
                + "the items of all nodes, leave -InstanceId out.",
            input);
    }

    /// <summary>The item of one node at AWS.</summary>
    public static ErrorRecord NodeItemAtAws(object? input) => new(
        new NotSupportedException(
            "Nothing was removed: AWS deletes a custom type of all nodes of the account (DeleteInventory), and has no "
                + "way to delete the item of one node. To delete the type of all nodes, name it with -TypeName and "
                + "without items or -InstanceId. To empty the item of one node, write it without entries: "
                + "$item.Content.Clear(); $item | Write-Inventory. On a store (-Path), the item of one node goes."),
        "NodeItemNotSupported",
        ErrorCategory.NotImplemented,
        input);

    /// <summary>A parameter that concerns a whole type, beside the item of one node.</summary>
    public static ErrorRecord ForTypesOnly(string parameter, object? value) => ErrorRecords.InvalidArgument(
        parameter, value, "It belongs to the deletion of a type of all nodes, not to the item of one node.");

    /// <summary>An item that is not there.</summary>
    public static ErrorRecord NotFound(string typeName, string instanceId, string where, string question)
    {
        bool hasWildcard = WildcardPattern.ContainsWildcardCharacters(typeName)
            || WildcardPattern.ContainsWildcardCharacters(instanceId);
        string remedy = hasWildcard
            ? " Wildcards are not expanded here: pipe the items of Get-Inventory to this command."
            : question;
        ErrorRecord error =
            ErrorRecords.InventoryNotFound("for the node", instanceId, $" of the type {typeName}", where);
        error.ErrorDetails = new ErrorDetails(error.Exception.Message + remedy);
        return error;
    }

    private static ErrorRecord Invalid(string id, string message, object? target) =>
        new(new ArgumentException(VisibleText.Of(message)), id, ErrorCategory.InvalidArgument, target);
}
