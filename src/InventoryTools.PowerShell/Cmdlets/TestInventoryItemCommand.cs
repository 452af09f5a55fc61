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
    // Each of the two answers is one object.
    private static readonly object s_true = true;
    private static readonly object s_false = false;

    private readonly ItemBinder _binder = new();
    private Action<ErrorRecord>? _writeError;

    /// <summary>The items, or objects that have the shape of one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Item")]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>True to write the findings, warnings included, instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject? input in InputRows.Of(InputObject))
        {
            if (_binder.Read(input, _writeError ??= WriteError) is InventoryItem item)
            {
                IReadOnlyList<InventoryFinding> findings = InventoryChecker.Check(item);
                if (Detailed)
                {
                    WriteObject(findings, enumerateCollection: true);
                }
                else
                {
                    WriteObject(InventoryChecker.FaultOf(findings) is null ? s_true : s_false);
                }
            }
        }
    }
}
