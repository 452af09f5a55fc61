using InventoryTools.Model;

namespace InventoryTools;

/// <summary>The object that a rule applies to.</summary>
public enum RuleScope
{
    /// <summary>The managed node that is written to.</summary>
    Node,

    /// <summary>One item as a whole.</summary>
    Item,

    /// <summary>The context of an item.</summary>
    Context,

    /// <summary>The entries of an item and their attributes.</summary>
    Content,

    /// <summary>All items of one PutInventory call.</summary>
    Call,

    /// <summary>
    /// The data that the account or the node has stored already. Only the service can check it, so the rule is
    /// listed, but no item breaks it.
    /// </summary>
    Account,
}

/// <summary>The severity of a broken rule.</summary>
public enum RuleSeverity
{
    /// <summary>The service may accept the item.</summary>
    Warning,

    /// <summary>The service refuses the item.</summary>
    Error,
}

/// <summary>One documented rule of the PutInventory API.</summary>
public sealed record InventoryRule
{
    /// <summary>The rule's name, such as <c>AttributeValueLength</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The object that the rule applies to.</summary>
    public required RuleScope Scope { get; init; }

    /// <summary>The severity when the rule is broken.</summary>
    public RuleSeverity Severity { get; init; } = RuleSeverity.Error;

    /// <summary>The minimum, in <see cref="Unit"/>; null for none.</summary>
    public long? Minimum { get; init; }

    /// <summary>The maximum, in <see cref="Unit"/>; null for none.</summary>
    public long? Maximum { get; init; }

    /// <summary>The unit of <see cref="Minimum"/> and <see cref="Maximum"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>The regular expression of the service's model for the whole text; null for none.</summary>
    public string? Pattern { get; init; }

    /// <summary>The limit in words.</summary>
    public string Limit
    {
        get => field.Length > 0 ? field : Range();
        init;
    } = "";

    /// <summary>The code of the fault that the service returns.</summary>
    public required string FaultCode { get; init; }

    /// <summary>The rule in one sentence.</summary>
    public required string Description
    {
        get => Describe is null ? field : Describe();
        init;
    }

    /// <summary>The remedy, as a sentence.</summary>
    public required string Remedy { get; init; }

    /// <summary>The documentation of the rule, and the parts of it that are inferred.</summary>
    public required string Source { get; init; }

    /// <summary>Makes a description that tells a number; null for another description.</summary>
    internal Func<string>? Describe { get; init; }

    /// <summary>The rule's name.</summary>
    public override string ToString() => Id;

    private string Range() => (Minimum, Maximum) switch
    {
        (null, null) => "",
        (null, long maximum) => $"at most {NumberText.Of(maximum)} {Unit}",
        (long minimum, null) => $"at least {NumberText.Of(minimum)} {Unit}",
        (long minimum, long maximum) => $"{NumberText.Of(minimum)} to {NumberText.Of(maximum)} {Unit}",
    };
}
