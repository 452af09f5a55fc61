<#
Building and checking items in one shell, beside a cmdlet that does nothing. Each round runs each job once; a line of
JSON for each.
#>
param([string] $Module, [int] $Objects, [int] $Rounds)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. $PSScriptRoot/NoOp.ps1
Add-Type -TypeDefinition @'
using System.Collections.Generic;
using System.Management.Automation;

public static class Sample
{
    public static IEnumerable<PSObject> Objects(int count, int perNode)
    {
        for (int i = 0; i < count; i++)
        {
            var o = new PSObject();
            o.Properties.Add(new PSNoteProperty("NodeId", "mi-" + (i / perNode).ToString("x17")));
            o.Properties.Add(new PSNoteProperty("Name", "package-" + i));
            o.Properties.Add(new PSNoteProperty("Version", "1.2." + i));
            o.Properties.Add(new PSNoteProperty("Architecture", "amd64"));
            o.Properties.Add(new PSNoteProperty("Size", i));
            o.Properties.Add(new PSNoteProperty("Installed", true));
            yield return o;
        }
    }
}
'@
Import-Module $Module

$list = [System.Collections.Generic.List[psobject]]::new([Sample]::Objects($Objects, 10))
$names = 'Name', 'Version', 'Architecture', 'Size', 'Installed'
$items = @($list | New-InventoryItem Custom:Package -Property $names -InstanceIdProperty NodeId)
$jobs = [ordered]@{
    'no-op, live objects'         = { $list | Invoke-NoOp }
    'New -Property'               = { $list | New-InventoryItem Custom:Package -Property $names }
    'no-op, fresh objects'        = { [Sample]::Objects($Objects, 10) | Invoke-NoOp }
    'New -Property, by node'      = {
        [Sample]::Objects($Objects, 10) | New-InventoryItem Custom:Package -Property $names -InstanceIdProperty NodeId
    }
    'no-op that lists properties' = { $list | Invoke-Listing }
    'New, all properties'         = { $list | New-InventoryItem Custom:Package }
    'Test-InventoryItem'          = { $items | Test-InventoryItem }
}
foreach ($round in 1..$Rounds) {
    foreach ($name in $jobs.Keys) {
        [System.GC]::Collect()
        $allocated = [System.GC]::GetTotalAllocatedBytes($true)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = & $jobs[$name]
        $watch.Stop()
        [ordered]@{
            Name         = $name
            Microseconds = $watch.Elapsed.TotalMilliseconds * 1000 / $Objects
            Bytes        = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / $Objects
            PeakMB       = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 -shr 20
        } | ConvertTo-Json -Compress
    }
}
