namespace InventoryTools;

/// <summary>The comparison of one type of two nodes, in numbers.</summary>
/// <param name="ReferenceInstanceId">The node of the reference.</param>
/// <param name="InstanceId">The node that was compared with it.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Change">
/// The kind of difference: Added or Removed where only one side has an item; null where both have the same.
/// </param>
/// <param name="Added">The number of entries that only the difference has.</param>
/// <param name="Removed">The number of entries that only the reference has.</param>
/// <param name="Changed">The number of entries that both have, with other values.</param>
/// <param name="Unchanged">The number of entries that are the same.</param>
public sealed record InventoryComparison(
    string? ReferenceInstanceId,
    string? InstanceId,
    string TypeName,
    InventoryChange? Change,
    int Added,
    int Removed,
    int Changed,
    int Unchanged)
{
    /// <summary>True when nothing differs.</summary>
    public bool IsEqual => Change is null;
}
