using System.Collections.Generic;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <summary>
/// The table of documented rules of PutInventory. The checker, Get-InventoryRule, the fault codes and the rules page
/// of the documentation are all driven by it.
/// </summary>
internal static class InventoryRules
{
    private const string Model = "service model (botocore ssm 2014-11-06)";
    private const string ApiReference = "API reference, PutInventory";
    private const string Quotas = "AWS General Reference, service quotas for Inventory";
    private const string UserGuide = "AWS Systems Manager User Guide";
    private const string Lengths = Model + "; counted in Unicode code points, as Smithy defines the length of a string";
    private const string Sizes =
        Quotas + "; how the service measures is not documented: UTF-8 bytes of the item's compact JSON, 1 KB = 1,024 bytes";

    private const long Kilobyte = 1024;

    /// <summary>A call names a node.</summary>
    public static InventoryRule InstanceIdRequired { get; } = new()
    {
        Id = nameof(InstanceIdRequired),
        Scope = RuleScope.Node,
        Limit = "one instance ID",
        FaultCode = FaultCode.Validation,
        Description = "An item is written to a managed node.",
        Remedy = "Give -InstanceId, or build the item with New-InventoryItem -InstanceId or -InstanceIdProperty.",
        Source = Model,
    };

    /// <summary>The form of an instance ID.</summary>
    public static InventoryRule InstanceIdPattern { get; } = new()
    {
        Id = nameof(InstanceIdPattern),
        Scope = RuleScope.Node,
        Pattern = @"(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)",
        Limit = "i- and 8 or 17 letters or digits, or mi- and 17",
        FaultCode = FaultCode.Validation,
        Description = "The ID of a managed node is i- and 8 or 17 characters, or mi- and 17 characters.",
        Remedy = "Use the node's ID as Systems Manager shows it, not its name or address.",
        Source = Model,
    };

    /// <summary>An item names its type.</summary>
    public static InventoryRule TypeNameRequired { get; } = new()
    {
        Id = nameof(TypeNameRequired),
        Scope = RuleScope.Item,
        Limit = "a type name",
        FaultCode = FaultCode.Validation,
        Description = "An item has a type name.",
        Remedy = "Name the type, such as Custom:RackInfo.",
        Source = Model,
    };

    /// <summary>The length of a type name.</summary>
    public static InventoryRule TypeNameLength { get; } = new()
    {
        Id = nameof(TypeNameLength),
        Scope = RuleScope.Item,
        Maximum = 100,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "A type name has at most 100 characters.",
        Remedy = "Shorten the type name.",
        Source = Lengths,
    };

    /// <summary>The form of a type name.</summary>
    public static InventoryRule TypeNamePattern { get; } = new()
    {
        Id = nameof(TypeNamePattern),
        Scope = RuleScope.Item,
        Pattern = "^(AWS|Custom):.*$",
        Limit = "AWS: or Custom: and a name, on one line",
        FaultCode = FaultCode.Validation,
        Description = "A type name begins with AWS: or Custom:, in just these letters, and is one line.",
        Remedy = "Begin the type name with Custom: for a type of your own.",
        Source = Model,
    };

    /// <summary>How the name of a custom type begins.</summary>
    public static InventoryRule CustomTypeNameCapital { get; } = new()
    {
        Id = nameof(CustomTypeNameCapital),
        Scope = RuleScope.Item,
        Limit = "a capital letter behind Custom:",
        FaultCode = FaultCode.InvalidTypeName,
        Description = "The name behind Custom: begins with a capital letter.",
        Remedy = "Write it as in Custom:RackInfo.",
        Source = UserGuide + ", working with custom inventory; the fault is inferred",
    };

    /// <summary>AWS: types are those of AWS.</summary>
    public static InventoryRule AwsTypeUnknown { get; } = new()
    {
        Id = nameof(AwsTypeUnknown),
        Scope = RuleScope.Item,
        Limit = "a type that AWS defines",
        FaultCode = FaultCode.InvalidTypeName,
        Description = "A type name that begins with AWS: is one of the built-in types.",
        Remedy = "Correct the name, or use Custom: for a type of your own.",
        Source = UserGuide + ", metadata collected by inventory; the fault is inferred",
    };

    /// <summary>An item says its schema version.</summary>
    public static InventoryRule SchemaVersionRequired { get; } = new()
    {
        Id = nameof(SchemaVersionRequired),
        Scope = RuleScope.Item,
        Limit = "a schema version",
        FaultCode = FaultCode.Validation,
        Description = "An item has a schema version.",
        Remedy = "Give one, such as 1.0.",
        Source = Model,
    };

    /// <summary>The form of a schema version.</summary>
    public static InventoryRule SchemaVersionPattern { get; } = new()
    {
        Id = nameof(SchemaVersionPattern),
        Scope = RuleScope.Item,
        Pattern = @"^([0-9]{1,6})(\.[0-9]{1,6})$",
        Limit = "two numbers of at most 6 digits, as in 1.0",
        FaultCode = FaultCode.Validation,
        Description = "A schema version is two numbers of at most six digits with a dot between them.",
        Remedy = "Write it as in 1.0.",
        Source = Model,
    };

    /// <summary>The schema version of a built-in type.</summary>
    public static InventoryRule SchemaVersionUnsupported { get; } = new()
    {
        Id = nameof(SchemaVersionUnsupported),
        Scope = RuleScope.Item,
        Limit = "a version that AWS defines for the type",
        FaultCode = FaultCode.UnsupportedSchemaVersion,
        Description =
            "The schema version of a built-in type is one that the service knows, where the item has content.",
        Remedy = "Leave -SchemaVersion out: New-InventoryItem knows the newest one.",
        Source = ApiReference + "; AWS:Application is taken as 1.1 and, seen in public scripts, as 1.0",
    };

    /// <summary>An item says when it was collected.</summary>
    public static InventoryRule CaptureTimeRequired { get; } = new()
    {
        Id = nameof(CaptureTimeRequired),
        Scope = RuleScope.Item,
        Limit = "a capture time",
        FaultCode = FaultCode.Validation,
        Description = "An item has a capture time.",
        Remedy = "Give the time in UTC, such as 2026-01-31T12:00:00Z.",
        Source = Model,
    };

    /// <summary>The form of a capture time.</summary>
    public static InventoryRule CaptureTimePattern { get; } = new()
    {
        Id = nameof(CaptureTimePattern),
        Scope = RuleScope.Item,
        Pattern =
            "^(20)[0-9][0-9]-(0[1-9]|1[012])-([12][0-9]|3[01]|0[1-9])(T)(2[0-3]|[0-1][0-9])(:[0-5][0-9])(:[0-5][0-9])(Z)$",
        Limit = "yyyy-MM-ddTHH:mm:ssZ in UTC",
        FaultCode = FaultCode.Validation,
        Description = "A capture time is UTC, in whole seconds, of the years 2000 to 2099: yyyy-MM-ddTHH:mm:ssZ.",
        Remedy = "Write it as in 2026-01-31T12:00:00Z, or give New-InventoryItem -CaptureTime a date.",
        Source = Model,
    };

    /// <summary>The length of a content hash.</summary>
    public static InventoryRule ContentHashLength { get; } = new()
    {
        Id = nameof(ContentHashLength),
        Scope = RuleScope.Item,
        Maximum = 256,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "A content hash has at most 256 characters.",
        Remedy = "Leave the hash out: it is computed.",
        Source = Lengths,
    };

    /// <summary>An item says something.</summary>
    public static InventoryRule ContentOrHashRequired { get; } = new()
    {
        Id = nameof(ContentOrHashRequired),
        Scope = RuleScope.Item,
        Limit = "content, or the hash of unchanged content",
        FaultCode = FaultCode.InvalidItemContent,
        Description = "An item has content, or a content hash that says that nothing has changed.",
        Remedy = "Give the content; an empty list says that there is nothing of this type.",
        Source = ApiReference + "; what the service answers is not documented",
    };

    /// <summary>The size of an item.</summary>
    public static InventoryRule ItemSize { get; } = new()
    {
        Id = nameof(ItemSize),
        Scope = RuleScope.Item,
        Maximum = 1024 * Kilobyte,
        Unit = "bytes",
        FaultCode = FaultCode.ItemSizeLimitExceeded,
        Description = "An item has at most 1,024 KB.",
        Remedy = "Record fewer or shorter attributes, or split the data into several types.",
        Source = Sizes,
    };

    /// <summary>The number of names in a context.</summary>
    public static InventoryRule ContextCount { get; } = new()
    {
        Id = nameof(ContextCount),
        Scope = RuleScope.Context,
        Maximum = 50,
        Unit = "names",
        FaultCode = FaultCode.Validation,
        Description = "A context has at most 50 names.",
        Remedy = "Take names out of the context.",
        Source = Model,
    };

    /// <summary>The length of a name in a context.</summary>
    public static InventoryRule ContextNameLength { get; } = new()
    {
        Id = nameof(ContextNameLength),
        Scope = RuleScope.Context,
        Minimum = 1,
        Maximum = 64,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "A name in a context has 1 to 64 characters.",
        Remedy = "Shorten the name.",
        Source = Lengths,
    };

    /// <summary>The length of a value in a context.</summary>
    public static InventoryRule ContextValueLength { get; } = new()
    {
        Id = nameof(ContextValueLength),
        Scope = RuleScope.Context,
        Maximum = 4096,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "A value in a context has at most 4,096 characters.",
        Remedy = "Shorten the value.",
        Source = Lengths,
    };

    /// <summary>Which types take a context.</summary>
    public static InventoryRule ContextNotAllowed { get; } = new()
    {
        Id = nameof(ContextNotAllowed),
        Scope = RuleScope.Context,
        Limit = "no context for this type",
        FaultCode = FaultCode.UnsupportedContext,
        Description = "Only types such as AWS:ComplianceItem take a context.",
        Remedy = "Leave -Context out, or put its values into the entries.",
        Source = ApiReference,
    };

    /// <summary>Which names a context has.</summary>
    public static InventoryRule ContextName { get; } = new()
    {
        Id = nameof(ContextName),
        Scope = RuleScope.Context,
        Limit = "a name that the type defines for its context",
        FaultCode = FaultCode.InvalidContext,
        Description =
            "The names in a context are those that the type defines: for AWS:ComplianceItem ComplianceType, ExecutionId, ExecutionType and ExecutionTime.",
        Remedy = "Correct the name, or take it out.",
        Source = ApiReference + " and " + UserGuide + ", metadata collected by inventory",
    };

    /// <summary>AWS:ComplianceItem needs its context.</summary>
    public static InventoryRule ContextMissing { get; } = new()
    {
        Id = nameof(ContextMissing),
        Scope = RuleScope.Context,
        Severity = RuleSeverity.Warning,
        Limit = "a context with ComplianceType and ExecutionTime",
        FaultCode = FaultCode.InvalidContext,
        Description =
            "An item of AWS:ComplianceItem says in its context which compliance type it is about, and when that was checked.",
        Remedy =
            "Give -Context @{ ComplianceType = ...; ExecutionId = ...; ExecutionType = ...; ExecutionTime = ... }.",
        Source = "PutComplianceItems requires both; whether PutInventory does is not documented",
    };

    /// <summary>The values in the context of a compliance item.</summary>
    public static InventoryRule ContextValue { get; } = new()
    {
        Id = nameof(ContextValue),
        Scope = RuleScope.Context,
        Severity = RuleSeverity.Warning,
        Limit = "ComplianceType of 1 to 100 characters, ExecutionId of at most 100, ExecutionType of at most 50",
        FaultCode = FaultCode.InvalidContext,
        Description = "The values in the context of AWS:ComplianceItem keep the limits of PutComplianceItems.",
        Remedy = "Shorten the value.",
        Source = "the shapes of PutComplianceItems; whether PutInventory holds to them is not documented",
    };

    /// <summary>The number of entries.</summary>
    public static InventoryRule ContentCount { get; } = new()
    {
        Id = nameof(ContentCount),
        Scope = RuleScope.Content,
        Maximum = 10000,
        Unit = "entries",
        FaultCode = FaultCode.Validation,
        Description = "An item has at most 10,000 entries.",
        Remedy = "Filter the input, or split the data into several types.",
        Source = Model,
    };

    /// <summary>The number of attributes of an entry.</summary>
    public static InventoryRule EntryAttributeCount { get; } = new()
    {
        Id = nameof(EntryAttributeCount),
        Scope = RuleScope.Content,
        Maximum = 50,
        Unit = "attributes",
        FaultCode = FaultCode.Validation,
        Description = "An entry has at most 50 attributes.",
        Remedy = "Choose the attributes with New-InventoryItem -Property.",
        Source = Model,
    };

    /// <summary>The number of attributes of a custom type.</summary>
    public static InventoryRule CustomTypeAttributeCount { get; } = new()
    {
        Id = nameof(CustomTypeAttributeCount),
        Scope = RuleScope.Content,
        Maximum = 50,
        Unit = "attributes",
        FaultCode = FaultCode.InvalidItemContent,
        Description = "All entries of a custom type together have at most 50 different attributes.",
        Remedy = "Give all entries the same attributes, with New-InventoryItem -Property.",
        Source = Quotas + "; the fault is inferred",
    };

    /// <summary>The length of an attribute's name.</summary>
    public static InventoryRule AttributeNameLength { get; } = new()
    {
        Id = nameof(AttributeNameLength),
        Scope = RuleScope.Content,
        Minimum = 1,
        Maximum = 64,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "The name of an attribute has 1 to 64 characters.",
        Remedy = "Rename it: -Property @{ Name = 'short'; Expression = 'long' }.",
        Source = Lengths,
    };

    /// <summary>The length of an attribute's value.</summary>
    public static InventoryRule AttributeValueLength { get; } = new()
    {
        Id = nameof(AttributeValueLength),
        Scope = RuleScope.Content,
        Maximum = 4096,
        Unit = "characters",
        FaultCode = FaultCode.Validation,
        Description = "The value of an attribute has at most 4,096 characters.",
        Remedy = "Shorten the value, or leave the attribute out.",
        Source = Lengths,
    };

    /// <summary>Attribute names that differ in case alone.</summary>
    public static InventoryRule AttributeNameCase { get; } = new()
    {
        Id = nameof(AttributeNameCase),
        Scope = RuleScope.Content,
        Limit = "one spelling for an attribute in all entries",
        FaultCode = FaultCode.InvalidItemContent,
        Description = "No two attribute names of a type differ in case alone.",
        Remedy = "Spell the name alike everywhere.",
        Source = UserGuide + ", working with custom inventory; the fault is inferred",
    };

    /// <summary>Text that can't be sent as it is.</summary>
    public static InventoryRule TextNotUnicode { get; } = new()
    {
        Id = nameof(TextNotUnicode),
        Scope = RuleScope.Content,
        Limit = "valid Unicode",
        FaultCode = FaultCode.Serialization,
        Description = "Names and values are valid Unicode: half of a surrogate pair can't be sent.",
        Remedy = "Repair the text; it was probably cut in the middle of a character.",
        Source = "RFC 8259, section 8: JSON is exchanged as UTF-8",
    };

    /// <summary>Attributes of built-in types.</summary>
    public static InventoryRule AwsAttributeUnknown { get; } = new()
    {
        Id = nameof(AwsAttributeUnknown),
        Scope = RuleScope.Content,
        Severity = RuleSeverity.Warning,
        Limit = "an attribute that AWS documents for the type",
        FaultCode = FaultCode.InvalidItemContent,
        Description =
            "The attributes of a built-in type are documented; the live service knows more of them than the page.",
        Remedy = "Check the spelling.",
        Source = UserGuide + ", metadata collected by inventory",
    };

    /// <summary>Numbers in built-in types.</summary>
    public static InventoryRule AwsAttributeNumber { get; } = new()
    {
        Id = nameof(AwsAttributeNumber),
        Scope = RuleScope.Content,
        Severity = RuleSeverity.Warning,
        Limit = "a number as text",
        FaultCode = FaultCode.InvalidItemContent,
        Description = "Attributes that a built-in type defines as NUMBER hold the text of a number.",
        Remedy = "Give a number.",
        Source = UserGuide + ", metadata collected by inventory; whether the service checks is not documented",
    };

    /// <summary>The number of items of a call.</summary>
    public static InventoryRule CallItemCount { get; } = new()
    {
        Id = nameof(CallItemCount),
        Scope = RuleScope.Call,
        Minimum = 1,
        Maximum = 30,
        Unit = "items",
        FaultCode = FaultCode.Validation,
        Description = "A PutInventory call has 1 to 30 items.",
        Remedy = "Send the rest in further calls.",
        Source = Model,
    };

    /// <summary>The size of a call.</summary>
    public static InventoryRule CallSize { get; } = new()
    {
        Id = nameof(CallSize),
        Scope = RuleScope.Call,
        Maximum = 1024 * Kilobyte,
        Unit = "bytes",
        FaultCode = FaultCode.TotalSizeLimitExceeded,
        Description = "The items of a PutInventory call have at most 1 MB together.",
        Remedy = "Send the rest in further calls.",
        Source = Sizes,
    };

    /// <summary>The data of a node a day.</summary>
    public static InventoryRule NodeDailySize { get; } = new()
    {
        Id = nameof(NodeDailySize),
        Scope = RuleScope.Account,
        Maximum = 5000 * Kilobyte,
        Unit = "bytes a day",
        FaultCode = FaultCode.TotalSizeLimitExceeded,
        Description = "A node reports at most 5,000 KB a day; beyond that nothing new is collected.",
        Remedy = "Write less often, or only what has changed.",
        Source = Quotas,
    };

    /// <summary>The number of custom types.</summary>
    public static InventoryRule CustomTypeCount { get; } = new()
    {
        Id = nameof(CustomTypeCount),
        Scope = RuleScope.Account,
        Maximum = 20,
        Unit = "custom types",
        FaultCode = FaultCode.CustomSchemaCountLimitExceeded,
        Description = "An account has at most 20 custom types.",
        Remedy = "Delete a custom type that is no longer used.",
        Source = Quotas,
    };

    /// <summary>The size of a custom type.</summary>
    public static InventoryRule CustomTypeSize { get; } = new()
    {
        Id = nameof(CustomTypeSize),
        Scope = RuleScope.Account,
        Maximum = 200 * Kilobyte,
        Unit = "bytes",
        FaultCode = FaultCode.TotalSizeLimitExceeded,
        Description =
            "A custom type, not the data collected for it, has at most 200 KB. No type with 50 names of 64 characters comes near.",
        Remedy = "Use fewer attributes.",
        Source = Quotas + "; the fault is inferred",
    };

    /// <summary>How long data is kept.</summary>
    public static InventoryRule Retention { get; } = new()
    {
        Id = nameof(Retention),
        Scope = RuleScope.Account,
        Severity = RuleSeverity.Warning,
        Limit = "30 days after the last update",
        FaultCode = "",
        Description = "The service forgets an item 30 days after its last update.",
        Remedy = "Write again before that.",
        Source = Quotas,
    };

    /// <summary>Every rule, in the order in which the checker looks.</summary>
    public static IReadOnlyList<InventoryRule> All { get; } =
    [
        InstanceIdRequired, InstanceIdPattern,
        TypeNameRequired, TypeNameLength, TypeNamePattern, CustomTypeNameCapital, AwsTypeUnknown,
        SchemaVersionRequired, SchemaVersionPattern, SchemaVersionUnsupported,
        CaptureTimeRequired, CaptureTimePattern, ContentHashLength, ContentOrHashRequired, ItemSize,
        ContextCount, ContextNameLength, ContextValueLength, ContextNotAllowed, ContextName, ContextMissing,
        ContextValue, ContentCount, EntryAttributeCount, CustomTypeAttributeCount, AttributeNameLength,
        AttributeValueLength, AttributeNameCase, TextNotUnicode, AwsAttributeUnknown, AwsAttributeNumber,
        CallItemCount, CallSize, NodeDailySize, CustomTypeCount, CustomTypeSize, Retention,
    ];
}
