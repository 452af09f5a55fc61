using InventoryTools.Model;
using InventoryTools.Service;

namespace InventoryTools.Rules;

/// <content>The rules of the call and of the account.</content>
internal static partial class InventoryRules
{
    public static InventoryRule CallItemCount { get; } = Range(
        RuleScope.Call, FaultCode.Validation, 1, 30, "items",
        "A PutInventory call has",
        "Send the rest in further calls.",
        Model);

    public static InventoryRule CallSize { get; } = Maximum(
        RuleScope.Call, FaultCode.TotalSizeLimitExceeded, ServiceQuotas.CallKilobytes * Kilobyte, "bytes",
        $"The items of a PutInventory call have at most {ServiceQuotas.CallKilobytes / 1024} MB together.",
        "Send the rest in further calls.",
        Sizes);

    public static InventoryRule NodeDailySize { get; } = Maximum(
        RuleScope.Account, FaultCode.TotalSizeLimitExceeded, ServiceQuotas.NodeDailyKilobytes * Kilobyte, "bytes a day",
        description: "",
        "Write less often, or only what has changed.",
        Quotas) with
    {
        Describe = () => $"A node reports at most {NumberText.Grouped(ServiceQuotas.NodeDailyKilobytes)} KB a day; "
            + "beyond that nothing new is collected.",
    };

    public static InventoryRule CustomTypeCount { get; } = Range(
        RuleScope.Account, FaultCode.CustomSchemaCountLimitExceeded, null, ServiceQuotas.CustomTypes, "custom types",
        "An account has",
        "Delete an unused custom type.",
        Quotas);

    public static InventoryRule CustomTypeSize { get; } = Maximum(
        RuleScope.Account, FaultCode.TotalSizeLimitExceeded, 200 * Kilobyte, "bytes",
        "A custom type, not the data collected for it, has at most 200 KB. "
            + "No type with 50 names of 64 characters comes near.",
        "Use fewer attributes.",
        Quotas + "; the fault is inferred");

    public static InventoryRule Retention { get; } = Rule(
        RuleScope.Account, "", $"{ServiceQuotas.RetentionDays} days after the last update",
        $"The service forgets an item {ServiceQuotas.RetentionDays} days after its last update.",
        "Write again before that.",
        Quotas,
        severity: RuleSeverity.Warning);
}
