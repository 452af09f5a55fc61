using System.Management.Automation;
using InventoryTools.Model;

namespace InventoryTools.Errors;

/// <summary>Error records for what a comparison was asked for and neither side has.</summary>
internal static class ComparisonErrors
{
    /// <summary>A type or a node that was named and that neither side has.</summary>
    /// <param name="what">The thing, such as "of the type".</param>
    /// <param name="name">Its name.</param>
    /// <param name="sides">The stores that were compared, or the one.</param>
    /// <param name="question">
    /// The sentence that proposes another name or place, with a space before it; empty for none.
    /// </param>
    public static ErrorRecord NotFound(string what, string name, IReadOnlyList<string> sides, string question)
    {
        string where = sides.Count == 1
            ? $"The store '{sides[0]}' has no item"
            : $"Neither the store '{sides[0]}' nor the store '{sides[1]}' has an item";
        return Missing("InventoryNotFound", $"{where} {what} '{name}'.{question}", name);
    }

    /// <summary>The node that others were to be compared with is not among the items.</summary>
    public static ErrorRecord ReferenceNotFound(string id, IEnumerable<string> known) => Missing(
        "InventoryNotFound",
        $"No item is one of the node '{id}', which the others were to be compared with. Nothing was compared.",
        id,
        known);

    /// <summary>An attribute that was named and that no entry has.</summary>
    public static ErrorRecord AttributeNotFound(string parameter, string name, IEnumerable<string> known) => Missing(
        "AttributeNotFound",
        $"No entry of either side has the attribute '{name}' of -{parameter}.",
        name,
        known);

    private static ErrorRecord Missing(string id, string message, string name, IEnumerable<string> known) =>
        Missing(id, message + NearestNames.Question(name, known), name);

    private static ErrorRecord Missing(string id, string message, string name) =>
        new(new ItemNotFoundException(VisibleText.Of(message)), id, ErrorCategory.ObjectNotFound, name);
}
