namespace InventoryTools;

/// <summary>A group of nodes: those that match all of the filters are counted, and those that don't.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Filters">1 to 5 filters.</param>
public sealed record InventoryGroup(string Name, IReadOnlyList<InventoryFilter> Filters);

/// <summary>An attribute that nodes are counted by, or groups of nodes.</summary>
/// <param name="Expression">
/// The attribute, such as <c>AWS:InstanceInformation.PlatformType</c>; 1 to 1,000 characters.
/// </param>
/// <param name="Aggregators">The aggregators that divide each count; at most 10.</param>
/// <param name="Groups">At most 15 groups.</param>
public sealed record InventoryAggregator(
    string? Expression,
    IReadOnlyList<InventoryAggregator>? Aggregators = null,
    IReadOnlyList<InventoryGroup>? Groups = null);
