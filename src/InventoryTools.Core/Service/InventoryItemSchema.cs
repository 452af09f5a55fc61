namespace InventoryTools;

/// <summary>A version of an inventory type.</summary>
/// <param name="TypeName">The type.</param>
/// <param name="Version">The version of its schema.</param>
/// <param name="DisplayName">The display name; only types that nodes can be counted by have one.</param>
/// <param name="Attributes">The attributes.</param>
public sealed record InventoryItemSchema(
    string TypeName,
    string? Version,
    string? DisplayName,
    IReadOnlyList<InventoryItemAttribute> Attributes);

/// <summary>An attribute of an inventory type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Its data type as the service spells it: STRING or NUMBER.</param>
public sealed record InventoryItemAttribute(string Name, string DataType)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({DataType})";
}
