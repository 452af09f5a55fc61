using System.Management.Automation;
using InventoryTools.Binding;
using InventoryTools.Rules;
using InventoryTools.Writing;

namespace InventoryTools.Cmdlets;

/// <summary>Tells whether the service would take an item, or everything that it has against it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "InventoryItem")]
[OutputType(typeof(bool), typeof(InventoryFinding))]
public sealed class TestInventoryItemCommand : InventoryCmdlet
{
    private readonly ItemBinder _binder = new();

    /// <summary>The items, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Item")]
    [AllowNull]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>True to write the findings, warnings included, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputRows.Of(InputObject))
        {
            if (_binder.Read(input, WriteError) is InventoryItem item)
            {
                IReadOnlyList<InventoryFinding> findings = InventoryChecker.Check(item);
                if (Detailed)
                {
                    WriteObject(findings, enumerateCollection: true);
                }
                else
                {
                    WriteObject(findings.All(finding => finding.Severity != RuleSeverity.Error));
                }
            }
        }
    }
}
