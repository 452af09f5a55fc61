using System.Collections.Generic;

namespace InventoryTools;

/// <summary>Nodes counted apart: those that match all of the filters, and those that don't.</summary>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="Filters">1 to 5 filters.</param>
public sealed record InventoryGroup(string Name, IReadOnlyList<InventoryFilter> Filters);

/// <summary>What nodes are counted by.</summary>
/// <param name="Expression">The attribute, such as <c>AWS:InstanceInformation.PlatformType</c>; 1 to 1,000 characters.</param>
/// <param name="Aggregators">What each count is divided by further; at most 10.</param>
/// <param name="Groups">At most 15 groups.</param>
public sealed record InventoryAggregator(
    string? Expression,
    IReadOnlyList<InventoryAggregator>? Aggregators = null,
    IReadOnlyList<InventoryGroup>? Groups = null);
