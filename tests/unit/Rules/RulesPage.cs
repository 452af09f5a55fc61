using System.Text;
using InventoryTools.Rules;

namespace InventoryTools.Tests.Rules;

/// <summary>Writes the rules page of the documentation from the table that drives the checker.</summary>
internal static class RulesPage
{
    public static string Generate()
    {
        StringBuilder page = new();
        page.Append("# about_InventoryRules\n\n## Short description\n\n")
            .Append("Every documented rule of PutInventory that items are checked against.\n\n## Long description\n\n")
            .Append(
                "This page is generated from the table that drives the checker; "
                + "`Get-InventoryRule` shows the same table.\n")
            .Append("A broken rule of severity Error holds the item back; the fault is what the service answers.\n");
        foreach (IGrouping<RuleScope, InventoryRule> scope in InventoryRules.All.GroupBy(rule => rule.Scope))
        {
            page.Append("\n### ").Append(Title(scope.Key)).Append('\n');
            foreach (InventoryRule rule in scope)
            {
                page.Append("\n#### ").Append(rule.Id).Append("\n\n").Append(rule.Description).Append("\n\n")
                    .Append("- Limit: ").Append(rule.Limit).Append('\n');
                if (rule.Pattern is not null)
                {
                    page.Append("- Pattern: `").Append(rule.Pattern).Append("`\n");
                }

                page.Append("- Severity: ").Append(rule.Severity).Append('\n')
                    .Append("- Fault: ").Append(rule.FaultCode.Length > 0 ? rule.FaultCode : "none").Append('\n')
                    .Append("- What to do: ").Append(rule.Remedy).Append('\n')
                    .Append("- Source: ").Append(rule.Source).Append('\n');
            }
        }

        return page.ToString();
    }

    private static string Title(RuleScope scope) => scope switch
    {
        RuleScope.Node => "The managed node",
        RuleScope.Item => "The item",
        RuleScope.Context => "The context",
        RuleScope.Content => "The content",
        RuleScope.Call => "One call",
        RuleScope.Account => "The account: listed, but only the service can judge it",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
