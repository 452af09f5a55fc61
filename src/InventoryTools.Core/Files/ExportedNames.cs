using InventoryTools.Rules;

namespace InventoryTools.Files;

/// <summary>Checks of items for files: names become parts of paths, and text becomes UTF-8.</summary>
internal static class ExportedNames
{
    /// <summary>Checks that all text can be written unchanged.</summary>
    /// <exception cref="InventoryFileException">The text has half of a surrogate pair.</exception>
    public static void CheckText(InventoryItem item, string folder)
    {
        if (Broken(item).FirstOrDefault() is InventoryFinding finding)
        {
            throw new InventoryFileException(
                FileProblem.InvalidItem, folder, $"The item {item} can't be exported. {finding.Message}");
        }
    }

    /// <summary>Returns the node of an item.</summary>
    /// <exception cref="InventoryFileException">The item has no node, or an invalid one.</exception>
    public static string NodeOf(InventoryItem item, string folder) => item.InstanceId switch
    {
        null or "" => throw new InventoryFileException(
            FileProblem.InstanceIdMissing,
            folder,
            $"The item {item} names no node, and the place of its file depends on that. Give New-InventoryItem "
                + "-InstanceId."),
        string id when ModelPattern.InstanceId.IsMatch(id) => id,
        string other => throw new InventoryFileException(
            FileProblem.InvalidItem,
            folder,
            $"The item {item} can't be exported: '{other}' is not an instance ID. It is i- and 8 or 17 characters, or "
                + "mi- and 17."),
    };

    /// <summary>Returns the type of an item.</summary>
    /// <exception cref="InventoryFileException">The name of the type is invalid.</exception>
    public static string TypeOf(InventoryItem item, string folder) => ModelPattern.TypeName.IsMatch(item.TypeName)
        ? item.TypeName
        : throw new InventoryFileException(
            FileProblem.InvalidItem,
            folder,
            $"The item {item} can't be exported: '{item.TypeName}' is not an inventory type. It begins with AWS: or "
                + "Custom:.");

    private static IEnumerable<InventoryFinding> Broken(InventoryItem item) =>
        UnicodeText.Check(nameof(InventoryItem.TypeName), item.TypeName)
        .Concat(Broken(nameof(InventoryItem.Context), item.Context ?? []))
        .Concat(
            (item.Content ?? []).SelectMany((entry, at) => Broken($"{nameof(InventoryItem.Content)}[{at}]", entry)));

    private static IEnumerable<InventoryFinding> Broken(string path, IEnumerable<KeyValuePair<string, string>> pairs) =>
        pairs
        .Where(pair => !UnicodeText.IsWhole(pair.Key) || !UnicodeText.IsWhole(pair.Value ?? ""))
        .SelectMany(pair => new[] { pair.Key, pair.Value ?? "" }
            .SelectMany(text => UnicodeText.Check(AttributePath.Of(path, pair.Key), text)));
}
