using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Errors;
using InventoryTools.Rules;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Gets the documented rules that items are checked against.</summary>
[Cmdlet(VerbsCommon.Get, "InventoryRule")]
[OutputType(typeof(InventoryRule))]
public sealed class GetInventoryRuleCommand : InventoryCmdlet
{
    /// <summary>The rules' names, or wildcards; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RuleId")]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ValidateWildcard]
    public string[] Id { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string id in Id)
        {
            WildcardPattern pattern = new(id, WildcardOptions.IgnoreCase);
            InventoryRule[] rules = [.. InventoryRules.All.Where(rule => pattern.IsMatch(rule.Id))];
            WriteObject(rules, enumerateCollection: true);
            if (rules.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(id))
            {
                WriteError(ErrorRecords.RuleNotFound(id));
            }
        }
    }
}
