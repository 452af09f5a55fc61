using InventoryTools.Model;

namespace InventoryTools;

/// <summary>
/// An inventory item: the data of one managed node about one inventory type at one time.
/// The members are those of the service's InventoryItem shape, and the node that the item belongs to.
/// </summary>
/// <remarks>
/// An item is not checked when it is made; Test-InventoryItem checks it. It can be changed, so that a refused item can
/// be repaired and sent again.
/// </remarks>
public sealed class InventoryItem
{
    /// <summary>
    /// The managed node (i-… or mi-…) that the item describes; null when the command that writes it names the node.
    /// </summary>
    public string? InstanceId { get; set; }

    /// <summary>The inventory type, such as <c>AWS:Application</c> or <c>Custom:RackInfo</c>.</summary>
    public string TypeName { get; set; } = "";

    /// <summary>The version of the type's schema, such as <c>1.0</c>.</summary>
    public string SchemaVersion { get; set; } = "";

    /// <summary>When the data was collected, as text: UTC, whole seconds, <c>yyyy-MM-ddTHH:mm:ssZ</c>.</summary>
    public string CaptureTime { get; set; } = "";

    /// <summary>
    /// The entries, in the order in which they were given; null for an item whose
    /// <see cref="ContentHash"/> alone reports that nothing has changed.
    /// </summary>
    public InventoryContent? Content { get; set; }

    /// <summary>
    /// The token by which the service recognises unchanged content. It is computed from
    /// <see cref="Content"/> when an item is written; it counts only for an item without content.
    /// </summary>
    public string? ContentHash { get; set; }

    /// <summary>
    /// Names and values that qualify the whole item; only types such as AWS:ComplianceItem take them.
    /// </summary>
    public InventoryEntry? Context { get; set; }

    /// <summary>
    /// The sub-type; empty for types without sub-types. A node has an item of AWS:ComplianceItem for each compliance
    /// type, which is in the context; no other type with sub-types is documented.
    /// </summary>
    internal string SubType =>
        TypeName == TypeNames.ComplianceItem ? Context?.FindExactly("ComplianceType") ?? "" : "";

    /// <summary>The key of the item at its node: the type, and the sub-type if it has one.</summary>
    internal string Key => SubType is { Length: > 0 } subType ? $"{TypeName} {subType}" : TypeName;

    /// <summary>A copy, which stays as it is when this item is changed.</summary>
    internal InventoryItem Copy() => new()
    {
        InstanceId = InstanceId,
        TypeName = TypeName,
        SchemaVersion = SchemaVersion,
        CaptureTime = CaptureTime,
        Content = Content?.Copy(),
        ContentHash = ContentHash,
        Context = Context?.Copy(),
    };

    /// <summary>The type and, where known, the node.</summary>
    public override string ToString()
    {
        string type = string.IsNullOrEmpty(TypeName) ? "without a type name" : TypeName;
        return string.IsNullOrEmpty(InstanceId) ? type : $"{type} of {InstanceId}";
    }
}
