namespace InventoryTools.Model;

/// <summary>
/// The types and attributes that nodes can be counted by, with the name for people: those that GetInventorySchema lists
/// for aggregators. Source: AWS Systems Manager User Guide, aggregating inventory data.
/// </summary>
internal sealed record AggregatorType(string TypeName, string DisplayName, IReadOnlyList<string> Attributes)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AggregatorType> All { get; } =
    [
        new("AWS:Application", "Application", ["Name", "Version"]),
        new("AWS:InstanceInformation", "Platform", ["PlatformName", "PlatformType", "PlatformVersion"]),
        new("AWS:ResourceGroup", "ResourceGroup", ["Name"]),
        new("AWS:Service", "Service", ["Name", "DisplayName", "ServiceType", "Status", "StartType"]),
        new("AWS:WindowsRole", "WindowsRole", ["Name", "DisplayName", "FeatureType", "Installed"]),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{TypeName} ({string.Join(", ", Attributes)})";

    /// <summary>The type of exactly that name, or null.</summary>
    public static AggregatorType? Find(string typeName) =>
        All.FirstOrDefault(type => type.TypeName.Equals(typeName, StringComparison.Ordinal));
}
