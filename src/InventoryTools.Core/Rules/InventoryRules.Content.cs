using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <content>The rules of the context and of the content.</content>
internal static partial class InventoryRules
{
    public static InventoryRule ContextCount { get; } = Range(
        RuleScope.Context, FaultCode.Validation, null, 50, "names",
        "A context has",
        "Take names out of the context.",
        Model);

    public static InventoryRule ContextNameLength { get; } = Range(
        RuleScope.Context, FaultCode.Validation, 1, 64, "characters",
        "A name in a context has",
        "Shorten the name.",
        Lengths);

    public static InventoryRule ContextValueLength { get; } = Range(
        RuleScope.Context, FaultCode.Validation, null, 4096, "characters",
        "A value in a context has",
        "Shorten the value.",
        Lengths);

    public static InventoryRule ContextNotAllowed { get; } = Rule(
        RuleScope.Context, FaultCode.UnsupportedContext, "no context for this type",
        "Only types such as AWS:ComplianceItem take a context.",
        "Leave -Context out, or put its values into the entries.",
        ApiReference);

    public static InventoryRule ContextName { get; } = Rule(
        RuleScope.Context, FaultCode.InvalidContext, "a name that the type defines for its context",
        "The names in a context are those that the type defines: for AWS:ComplianceItem ComplianceType, "
            + "ExecutionId, ExecutionType and ExecutionTime.",
        "Correct the name, or take it out.",
        ApiReference + " and " + UserGuide + ", metadata collected by inventory");

    public static InventoryRule ContextMissing { get; } = Rule(
        RuleScope.Context, FaultCode.InvalidContext, "a context with ComplianceType and ExecutionTime",
        "An item of AWS:ComplianceItem says in its context which compliance type it is about, "
            + "and when that was checked.",
        "Give -Context @{ ComplianceType = ...; ExecutionId = ...; ExecutionType = ...; ExecutionTime = ... }.",
        "PutComplianceItems requires both; whether PutInventory does is not documented",
        severity: RuleSeverity.Warning);

    public static InventoryRule ContextValue { get; } = Rule(
        RuleScope.Context, FaultCode.InvalidContext,
        "ComplianceType of 1 to 100 characters, ExecutionId of at most 100, ExecutionType of at most 50",
        "The values in the context of AWS:ComplianceItem keep the limits of PutComplianceItems.",
        "Shorten the value.",
        "the shapes of PutComplianceItems; whether PutInventory holds to them is not documented",
        severity: RuleSeverity.Warning);

    public static InventoryRule ContentCount { get; } = Range(
        RuleScope.Content, FaultCode.Validation, null, 10000, "entries",
        "An item has",
        "Filter the input, or split the data into several types.",
        Model);

    public static InventoryRule EntryAttributeCount { get; } = Range(
        RuleScope.Content, FaultCode.Validation, null, 50, "attributes",
        "An entry has",
        "Choose the attributes with New-InventoryItem -Property.",
        Model);

    public static InventoryRule CustomTypeAttributeCount { get; } = Maximum(
        RuleScope.Content, FaultCode.InvalidItemContent, 50, "attributes",
        "All entries of a custom type together have at most 50 different attributes.",
        "Give all entries the same attributes, with New-InventoryItem -Property.",
        Quotas + "; the fault is inferred");

    public static InventoryRule AttributeNameLength { get; } = Range(
        RuleScope.Content, FaultCode.Validation, 1, 64, "characters",
        "The name of an attribute has",
        "Rename it: -Property @{ Name = 'short'; Expression = 'long' }.",
        Lengths);

    public static InventoryRule AttributeValueLength { get; } = Range(
        RuleScope.Content, FaultCode.Validation, null, 4096, "characters",
        "The value of an attribute has",
        "Shorten the value, or leave the attribute out.",
        Lengths);

    public static InventoryRule AttributeNameCase { get; } = Rule(
        RuleScope.Content, FaultCode.InvalidItemContent, "one spelling for an attribute in all entries",
        "No two attribute names of a type differ in case alone.",
        "Spell the name alike everywhere.",
        UserGuide + ", working with custom inventory; the fault is inferred");

    public static InventoryRule TextNotUnicode { get; } = Rule(
        RuleScope.Content, FaultCode.Serialization, "valid Unicode",
        "Names and values are valid Unicode: half of a surrogate pair can't be sent.",
        "Repair the text; it was probably cut in the middle of a character.",
        "RFC 8259, section 8: JSON is exchanged as UTF-8");

    public static InventoryRule AwsAttributeUnknown { get; } = Rule(
        RuleScope.Content, FaultCode.InvalidItemContent, "an attribute that AWS documents for the type",
        "The attributes of a built-in type are documented; the live service knows more of them than the page.",
        "Check the spelling.",
        UserGuide + ", metadata collected by inventory",
        severity: RuleSeverity.Warning);

    public static InventoryRule AwsAttributeNumber { get; } = Rule(
        RuleScope.Content, FaultCode.InvalidItemContent, "a number as text",
        "Attributes that a built-in type defines as NUMBER hold the text of a number.",
        "Give a number.",
        UserGuide + ", metadata collected by inventory; whether the service checks is not documented",
        severity: RuleSeverity.Warning);
}
