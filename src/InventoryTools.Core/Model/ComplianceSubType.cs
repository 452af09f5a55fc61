using System;

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

    /// <summary>The type that has sub-types.</summary>
    public const string TypeName = "AWS:ComplianceItem";

    private const string Key = "ComplianceType";
    private const string Custom = "Custom:";

    /// <summary>The sub-type that the item is of; empty where its type has none.</summary>
    public static string Of(InventoryItem item) =>
        item.TypeName == TypeName && item.Context is not null && item.Context.TryGetValue(Key, out string? subType)
            ? subType ?? ""
            : "";

    /// <summary>Whether the sub-type counts against <see cref="MostCustom"/>.</summary>
    public static bool IsCustom(string subType) => subType.StartsWith(Custom, StringComparison.Ordinal);
}
