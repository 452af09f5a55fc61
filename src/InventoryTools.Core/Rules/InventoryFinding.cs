namespace InventoryTools;

/// <summary>One broken rule at one place of one item.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Path">Where in the item, such as <c>Content[17].Serial</c>.</param>
/// <param name="Actual">What is there, with the unit of the limit.</param>
public sealed record InventoryFinding(InventoryRule Rule, string Path, string Actual)
{
    /// <summary>The broken rule's name.</summary>
    public string RuleId => Rule.Id;

    /// <summary>Whether the item is refused for it.</summary>
    public RuleSeverity Severity => Rule.Severity;

    /// <summary>What is allowed.</summary>
    public string Limit => Rule.Limit;

    /// <summary>The code of the fault that the service answers.</summary>
    public string FaultCode => Rule.FaultCode;

    /// <summary>The node of the item that was judged, where it carries one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The type name of the item that was judged.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>What is wrong, where, by how much, and what to do, as one text.</summary>
    public string Message => $"{Path}: {Actual}, allowed: {Limit}. {Rule.Remedy}";

    /// <inheritdoc/>
    public override string ToString() => Message;
}
