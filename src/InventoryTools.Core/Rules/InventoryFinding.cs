namespace InventoryTools;

/// <summary>One broken rule at one place of one item.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Path">The place in the item, such as <c>Content[17].Serial</c>.</param>
/// <param name="Actual">The actual value, with the unit of the limit.</param>
public sealed record InventoryFinding(InventoryRule Rule, string Path, string Actual)
{
    /// <summary>The broken rule's name.</summary>
    public string RuleId => Rule.Id;

    /// <summary>The severity of the rule. An error means that the item is refused.</summary>
    public RuleSeverity Severity => Rule.Severity;

    /// <summary>The allowed values.</summary>
    public string Limit => Rule.Limit;

    /// <summary>The code of the fault that the service returns.</summary>
    public string FaultCode => Rule.FaultCode;

    /// <summary>The node of the item, if it names one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The type name of the item.</summary>
    public string TypeName { get; init; } = "";

    /// <summary>The place, the actual value, the limit and the remedy, as one text.</summary>
    public string Message => $"{Path}: {Actual}, allowed: {Limit}. {Rule.Remedy}{Question}";

    /// <summary>The question that proposes a name, with a space before it; empty for none.</summary>
    internal string Question { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Message;
}
