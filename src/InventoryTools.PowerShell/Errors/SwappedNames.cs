using InventoryTools.Model;
using InventoryTools.Rules;

namespace InventoryTools.Errors;

/// <summary>Finds the ID of a node in the place of a type's name, and the name of a type in that of an ID.</summary>
internal static class SwappedNames
{
    /// <summary>
    /// The sentence about a name in the place of another, with a space before it; empty where there is none.
    /// </summary>
    /// <param name="typeNames">What was given as names of types; null for nothing.</param>
    /// <param name="instanceIds">What was given as IDs of nodes; null for nothing.</param>
    public static string Sentence(IEnumerable<string>? typeNames, IEnumerable<string>? instanceIds) =>
        (typeNames?.FirstOrDefault(IsNode), instanceIds?.FirstOrDefault(IsType)) switch
        {
            (string node, string type) =>
                $" The node and the type are swapped: '{type}' is a type, and '{node}' is a node.",
            (string node, null) => $"{NodeAsType(node)} Give it to -InstanceId.",
            (null, string type) =>
                $" '{type}' is the name of a type, and not the ID of a node. Give it to -TypeName.",
            _ => "",
        };

    /// <summary>The sentence about the ID of a node as the name of a type; empty where it is none.</summary>
    public static string NodeAsType(string name) =>
        IsNode(name) ? $" '{name}' is the ID of a node, and not the name of a type." : "";

    /// <summary>True for the ID of a node, which no type has as its name.</summary>
    public static bool IsNode(string name) => ModelPattern.InstanceId.IsMatch(name);

    /// <summary>True for the name of a type, in any case of its prefix, which no node has as its ID.</summary>
    public static bool IsType(string name) =>
        name.StartsWith(TypeNames.AwsPrefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(TypeNames.CustomPrefix, StringComparison.OrdinalIgnoreCase);
}
