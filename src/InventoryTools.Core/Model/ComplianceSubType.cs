namespace InventoryTools.Model;

/// <summary>
/// The types of which a node has several items, told apart by their context. AWS:ComplianceItem is the only one that
/// is documented: its compliance type is part of its context.
/// </summary>
internal static class ComplianceSubType
{
    /// <summary>
    /// How many custom compliance types a node may have.
    /// Source: AWS Systems Manager User Guide, about compliance; that this is the limit of sub-types is inferred.
    /// </summary>
    public const int MostCustom = 10;

    private const string Key = "ComplianceType";

    /// <summary>The sub-type that the item is of; empty where its type has none.</summary>
    public static string Of(InventoryItem item) =>
        item.TypeName == TypeNames.ComplianceItem
        && item.Context is not null && item.Context.TryGetValue(Key, out string? subType)
            ? subType ?? ""
            : "";

    /// <summary>Whether the sub-type counts against <see cref="MostCustom"/>.</summary>
    public static bool IsCustom(string subType) => TypeNames.IsCustom(subType);
}
