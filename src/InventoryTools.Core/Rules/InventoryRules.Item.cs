using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <content>The rules of the node and of the item.</content>
internal static partial class InventoryRules
{
    public static InventoryRule InstanceIdRequired { get; } = Rule(
        RuleScope.Node, FaultCode.Validation, "one instance ID",
        "An item is written to a managed node.",
        "Give -InstanceId, or build the item with New-InventoryItem -InstanceId or -InstanceIdProperty.",
        Model);

    public static InventoryRule InstanceIdPattern { get; } = Rule(
        RuleScope.Node, FaultCode.Validation, "i- and 8 or 17 letters or digits, or mi- and 17",
        "The ID of a managed node is i- and 8 or 17 characters, or mi- and 17 characters.",
        "Use the node's ID as Systems Manager shows it, not its name or address.",
        Model,
        pattern: ModelPattern.InstanceId.Text);

    public static InventoryRule TypeNameRequired { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, "a type name",
        "An item has a type name.",
        "Name the type, such as Custom:RackInfo.",
        Model);

    public static InventoryRule TypeNameLength { get; } = Range(
        RuleScope.Item, FaultCode.Validation, null, 100, "characters",
        "A type name has",
        "Shorten the type name.",
        Lengths);

    public static InventoryRule TypeNamePattern { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, "AWS: or Custom: and a name, on one line",
        "A type name begins with AWS: or Custom:, in just these letters, and is one line.",
        "Begin the type name with Custom: for a type of your own.",
        Model,
        pattern: ModelPattern.TypeName.Text);

    public static InventoryRule CustomTypeNameCapital { get; } = Rule(
        RuleScope.Item, FaultCode.InvalidTypeName, "a capital letter after Custom:",
        "The name after Custom: begins with a capital letter.",
        "Write it as in Custom:RackInfo.",
        UserGuide + ", working with custom inventory; the fault is inferred");

    public static InventoryRule AwsTypeUnknown { get; } = Rule(
        RuleScope.Item, FaultCode.InvalidTypeName, "a type that AWS defines",
        "A type name that begins with AWS: is one of the built-in types.",
        "Correct the name, or use Custom: for a type of your own.",
        UserGuide + ", metadata collected by inventory; the fault is inferred");

    public static InventoryRule SchemaVersionRequired { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, "a schema version",
        "An item has a schema version.",
        "Give one, such as 1.0.",
        Model);

    public static InventoryRule SchemaVersionPattern { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, "two numbers of at most 6 digits, as in 1.0",
        "A schema version is two numbers of at most six digits with a dot between them.",
        "Write it as in 1.0.",
        Model,
        pattern: ModelPattern.SchemaVersion.Text);

    public static InventoryRule SchemaVersionUnsupported { get; } = Rule(
        RuleScope.Item, FaultCode.UnsupportedSchemaVersion, "a version that AWS defines for the type",
        "The schema version of a built-in type is one that the service knows, where the item has content.",
        "Leave -SchemaVersion out: New-InventoryItem knows the newest one.",
        ApiReference + "; AWS:Application is taken as 1.1 and, seen in public scripts, as 1.0");

    public static InventoryRule CaptureTimeRequired { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, "a capture time",
        "An item has a capture time.",
        "Give the time in UTC, such as 2026-01-31T12:00:00Z.",
        Model);

    public static InventoryRule CaptureTimePattern { get; } = Rule(
        RuleScope.Item, FaultCode.Validation, Timestamp.Form + " in UTC, of the years 2000 to 2099",
        "A capture time is UTC, in whole seconds, of the years 2000 to 2099: " + Timestamp.Form + ".",
        "Write it as in 2026-01-31T12:00:00Z. New-InventoryItem takes a day in local time as "
            + "-CaptureTime (Get-Date 2026-01-31).",
        Model,
        pattern: ModelPattern.CaptureTime.Text);

    public static InventoryRule ContentHashLength { get; } = Range(
        RuleScope.Item, FaultCode.Validation, null, 256, "characters",
        "A content hash has",
        "Leave the hash out: it is computed.",
        Lengths);

    public static InventoryRule ContentOrHashRequired { get; } = Rule(
        RuleScope.Item, FaultCode.InvalidItemContent, "content, or the hash of unchanged content",
        "An item has content, or a content hash that says that nothing has changed.",
        "Give the content; an empty list says that there is nothing of this type.",
        ApiReference + "; what the service answers is not documented");

    public static InventoryRule ItemSize { get; } = Maximum(
        RuleScope.Item, FaultCode.ItemSizeLimitExceeded, ServiceQuotas.CallKilobytes * Kilobyte, "bytes",
        description: "",
        "Record fewer or shorter attributes, or split the data into several types.",
        Sizes) with
    {
        Describe = () => $"An item has at most {NumberText.Grouped(ServiceQuotas.CallKilobytes)} KB.",
    };
}
