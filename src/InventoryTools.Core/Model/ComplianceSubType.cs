namespace InventoryTools.Model;

/// <summary>
/// The sub-type of an item. A node has an item of AWS:ComplianceItem for each compliance type, which is in the context;
/// no other type with sub-types is documented.
/// </summary>
internal static class ComplianceSubType
{
    /// <summary>
    /// The maximum number of custom compliance types of a node.
    /// Source: AWS Systems Manager User Guide, about compliance; that this is the limit of sub-types is inferred.
    /// </summary>
    public const int MostCustom = 10;

    private const string Key = "ComplianceType";

    /// <summary>The sub-type that the item is of; empty when its type has none.</summary>
    public static string Of(InventoryItem item) =>
        item.TypeName == TypeNames.ComplianceItem
        && item.Context is not null && item.Context.TryGetValue(Key, out string? subType)
            ? subType ?? ""
            : "";

    /// <summary>The key of the item at its node: the type, and the sub-type if it has one.</summary>
    public static string KeyOf(InventoryItem item) =>
        Of(item) is { Length: > 0 } subType ? $"{item.TypeName} {subType}" : item.TypeName;

    /// <summary>True when the sub-type counts toward <see cref="MostCustom"/>.</summary>
    public static bool IsCustom(string subType) => TypeNames.IsCustom(subType);
}
