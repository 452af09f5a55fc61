namespace InventoryTools;

/// <summary>An item was refused. <see cref="Findings"/> says everything that is wrong with it.</summary>
public sealed class InventoryItemException : Exception
{
    /// <summary>Makes the exception for an item with these findings.</summary>
    public InventoryItemException(string message, IReadOnlyList<InventoryFinding> findings)
        : base(VisibleText.Of(message)) => Findings = findings;

    /// <summary>The broken rules, with where and by how much.</summary>
    public IReadOnlyList<InventoryFinding> Findings { get; }
}
