<#
Defines two cmdlets that do nothing, which are the floor of a cmdlet: Invoke-NoOp takes each object, Invoke-Listing
reads its properties as well.
#>
Add-Type -PassThru -TypeDefinition @'
using System.Management.Automation;

[Cmdlet("Invoke", "NoOp")]
public sealed class InvokeNoOp : PSCmdlet
{
    private long _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; }

    protected override void ProcessRecord() { _count++; }

    protected override void EndProcessing() { WriteObject(_count); }
}

[Cmdlet("Invoke", "Listing")]
public sealed class InvokeListing : PSCmdlet
{
    private long _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSPropertyInfo property in InputObject.Properties) { if (property.Value != null) { _count++; } }
    }

    protected override void EndProcessing() { WriteObject(_count); }
}
'@ | Select-Object -First 1 | ForEach-Object { Import-Module $_.Assembly }
