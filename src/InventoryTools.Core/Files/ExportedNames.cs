namespace InventoryTools;

/// <summary>The names of items that become parts of paths. What is no such name could lead anywhere.</summary>
internal static class ExportedNames
{
    /// <summary>The node of an item.</summary>
    /// <exception cref="InventoryFileException">It names none, or none that can be one.</exception>
    public static string NodeOf(InventoryItem item, string folder) => item.InstanceId switch
    {
        null or "" => throw new InventoryFileException(
            FileProblem.InstanceIdMissing, folder, $"The item {item} names no node, and the place of its file depends on that. Give New-InventoryItem -InstanceId."),
        string id when ModelPatterns.InstanceId.IsMatch(id) => id,
        string other => throw new InventoryFileException(
            FileProblem.InvalidItem, folder, $"The item {item} can't be exported: '{other}' is no instance ID. It is i- and 8 or 17 characters, or mi- and 17."),
    };

    /// <summary>The type of an item.</summary>
    /// <exception cref="InventoryFileException">It is no type's name.</exception>
    public static string TypeOf(InventoryItem item, string folder) => ModelPatterns.TypeName.IsMatch(item.TypeName)
        ? item.TypeName
        : throw new InventoryFileException(
            FileProblem.InvalidItem, folder, $"The item {item} can't be exported: '{item.TypeName}' is no inventory type. It begins with AWS: or Custom:.");
}
