using System.Globalization;

namespace InventoryTools;

/// <summary>What a rule is judged on.</summary>
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
    /// What the account or the node has stored already. Only the service can judge it, so the rule is listed
    /// but no item is held back by it.
    /// </summary>
    Account,
}

/// <summary>How much a broken rule matters.</summary>
public enum RuleSeverity
{
    /// <summary>The item is worth a look, but it may be accepted.</summary>
    Warning,

    /// <summary>The service refuses the item.</summary>
    Error,
}

/// <summary>One documented rule of the PutInventory API.</summary>
public sealed record InventoryRule
{
    /// <summary>The rule's name, such as <c>AttributeValueLength</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What the rule is judged on.</summary>
    public required RuleScope Scope { get; init; }

    /// <summary>Whether breaking the rule is an error or a warning.</summary>
    public RuleSeverity Severity { get; init; } = RuleSeverity.Error;

    /// <summary>The smallest allowed number, in <see cref="Unit"/>; null where there is none.</summary>
    public long? Minimum { get; init; }

    /// <summary>The largest allowed number, in <see cref="Unit"/>; null where there is none.</summary>
    public long? Maximum { get; init; }

    /// <summary>What <see cref="Minimum"/> and <see cref="Maximum"/> count.</summary>
    public string? Unit { get; init; }

    /// <summary>The regular expression of the service's model that the whole text must match; null where there is none.</summary>
    public string? Pattern { get; init; }

    /// <summary>The limit in words.</summary>
    public string Limit
    {
        get => field ?? Range();
        init;
    }

    /// <summary>The code of the fault that the service answers.</summary>
    public required string FaultCode { get; init; }

    /// <summary>The rule in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where the rule is documented, and what about it is not.</summary>
    public required string Source { get; init; }

    /// <summary>The rule's name.</summary>
    public override string ToString() => Id;

    private string Range() => (Minimum, Maximum) switch
    {
        (null, null) => "",
        (null, long most) => $"at most {Number(most)} {Unit}",
        (long least, null) => $"at least {Number(least)} {Unit}",
        (long least, long most) => $"{Number(least)} to {Number(most)} {Unit}",
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
