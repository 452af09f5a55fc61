namespace InventoryTools.Model;

/// <summary>The prefixes of type names, and the built-in types that are treated in a way of their own.</summary>
internal static class TypeNames
{
    /// <summary>The prefix of the types that AWS defines.</summary>
    public const string AwsPrefix = "AWS:";

    /// <summary>The prefix of custom types, and of custom compliance types.</summary>
    public const string CustomPrefix = "Custom:";

    /// <summary>The type that every node has.</summary>
    public const string InstanceInformation = "AWS:InstanceInformation";

    /// <summary>The type that GetInventory returns beside <see cref="InstanceInformation"/>.</summary>
    public const string PatchSummary = "AWS:PatchSummary";

    /// <summary>The type of which a node has an item for each compliance type.</summary>
    public const string ComplianceItem = "AWS:ComplianceItem";

    /// <summary>The type that sums up <see cref="ComplianceItem"/>.</summary>
    public const string ComplianceSummary = "AWS:ComplianceSummary";

    /// <summary>The types whose items GetInventory returns.</summary>
    public static IReadOnlyList<string> ResultTypes { get; } = [InstanceInformation, PatchSummary];

    /// <summary>True for the name of a custom type.</summary>
    public static bool IsCustom(string typeName) => typeName.StartsWith(CustomPrefix, StringComparison.Ordinal);
}
