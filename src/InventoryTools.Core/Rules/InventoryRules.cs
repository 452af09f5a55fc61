using System.Runtime.CompilerServices;
using InventoryTools.Model;

namespace InventoryTools.Rules;

/// <summary>
/// The table of documented rules of PutInventory. The checker, Get-InventoryRule, the fault codes and the rules page
/// of the documentation are all driven by it.
/// </summary>
internal static partial class InventoryRules
{
    private const string Model = "service model (botocore ssm 2014-11-06)";
    private const string ApiReference = "API reference, PutInventory";
    private const string Quotas = "AWS General Reference, service quotas for Inventory";
    private const string UserGuide = "AWS Systems Manager User Guide";
    private const string Lengths = Model + "; counted in Unicode code points, as Smithy defines the length of a string";
    private const string Sizes = Quotas
        + "; how the service measures is not documented: UTF-8 bytes of the item's compact JSON, 1 KB = 1,024 bytes";

    private const long Kilobyte = 1024;

    /// <summary>Every rule, in the order in which the checker looks.</summary>
    public static IReadOnlyList<InventoryRule> All =>
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

    private static InventoryRule Rule(
        RuleScope scope,
        string faultCode,
        string limit,
        string description,
        string remedy,
        string source,
        RuleSeverity severity = RuleSeverity.Error,
        string? pattern = null,
        [CallerMemberName] string id = "") => new()
        {
            Id = id,
            Scope = scope,
            Severity = severity,
            Pattern = pattern,
            Limit = limit,
            FaultCode = faultCode,
            Description = description,
            Remedy = remedy,
            Source = source,
        };

    private static InventoryRule Maximum(
        RuleScope scope,
        string faultCode,
        long maximum,
        string unit,
        string description,
        string remedy,
        string source,
        [CallerMemberName] string id = "") =>
        Rule(scope, faultCode, limit: "", description, remedy, source, id: id) with { Maximum = maximum, Unit = unit };

    // The description is the subject and the range.
    private static InventoryRule Range(
        RuleScope scope,
        string faultCode,
        long? minimum,
        long maximum,
        string unit,
        string subject,
        string remedy,
        string source,
        [CallerMemberName] string id = "") =>
        Maximum(scope, faultCode, maximum, unit, description: "", remedy, source, id) with
        {
            Minimum = minimum,
            Describe = () =>
                $"{subject} {(minimum is null ? "at most" : $"{minimum} to")} {NumberText.Grouped(maximum)} {unit}.",
        };
}
