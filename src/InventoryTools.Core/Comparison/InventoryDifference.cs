namespace InventoryTools;

/// <summary>The kind of a difference.</summary>
public enum InventoryChange
{
    /// <summary>Only the difference has it.</summary>
    Added,

    /// <summary>Only the reference has it.</summary>
    Removed,

    /// <summary>Both have it, and it is not the same.</summary>
    Changed,
}

/// <summary>
/// One thing that differs: an entry that only one side has, or one attribute of an entry that both have.
/// </summary>
/// <param name="ReferenceInstanceId">The node of the reference.</param>
/// <param name="InstanceId">The node that was compared with it.</param>
/// <param name="TypeName">The type.</param>
/// <param name="Change">The kind of difference.</param>
/// <param name="Key">The values of the key attributes of the entry; empty for the item itself.</param>
/// <param name="Attribute">
/// The attribute that has changed, or the member of the item; null for whole entries and items.
/// </param>
/// <param name="Reference">The reference's value; all of an entry as text where the entry was removed.</param>
/// <param name="Difference">The difference's value; all of an entry as text where the entry was added.</param>
public sealed record InventoryDifference(
    string? ReferenceInstanceId,
    string? InstanceId,
    string TypeName,
    InventoryChange Change,
    string Key,
    string? Attribute,
    string? Reference,
    string? Difference);
