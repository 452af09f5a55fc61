using System.Collections.Generic;
using System.Linq;

namespace InventoryTools;

/// <summary>What items must be to stand in files: their names become parts of paths, and their text is UTF-8.</summary>
internal static class ExportedNames
{
    /// <summary>Makes sure that all text can be written as it is.</summary>
    /// <exception cref="InventoryFileException">Half of a surrogate pair would become another character.</exception>
    public static void CheckText(InventoryItem item, string folder)
    {
        foreach ((string place, string text) in Texts(item))
        {
            if (UnicodeText.Check(place, text).FirstOrDefault() is InventoryFinding finding)
            {
                throw new InventoryFileException(FileProblem.InvalidItem, folder, $"The item {item} can't be exported. {finding.Message}");
            }
        }
    }

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

    private static IEnumerable<(string Place, string Text)> Texts(InventoryItem item)
    {
        yield return (nameof(InventoryItem.TypeName), item.TypeName);
        foreach (KeyValuePair<string, string> pair in item.Context ?? new Dictionary<string, string>())
        {
            yield return ($"{nameof(InventoryItem.Context)}.{pair.Key}", pair.Key);
            yield return ($"{nameof(InventoryItem.Context)}.{pair.Key}", pair.Value);
        }

        for (int at = 0; at < (item.Content?.Count ?? 0); at++)
        {
            foreach (KeyValuePair<string, string> attribute in item.Content![at])
            {
                yield return ($"{nameof(InventoryItem.Content)}[{at}].{attribute.Key}", attribute.Key);
                yield return ($"{nameof(InventoryItem.Content)}[{at}].{attribute.Key}", attribute.Value);
            }
        }
    }
}
