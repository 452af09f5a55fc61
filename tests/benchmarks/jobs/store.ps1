<#
Objects of one row a node through New-InventoryItem into a store; without -Path, into a cmdlet that does nothing. A line
of JSON. -Warm does the same with 20,000 nodes before, which are not counted.
#>
param([string] $Module, [string] $Name, [int] $Nodes, [switch] $Random, [string] $Path, [switch] $Warm)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $Module
. $PSScriptRoot/NoOp.ps1
Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

public static class Fleet
{
    private static readonly string s_text = new string('x', 240);

    public static IEnumerable<PSObject> Rows(int nodes, bool random)
    {
        int[] order = Enumerable.Range(0, nodes).ToArray();
        if (random) { new Random(7).Shuffle(order); }

        foreach (int node in order)
        {
            var o = new PSObject();
            o.Properties.Add(new PSNoteProperty("NodeId", "mi-" + node.ToString("x17")));
            o.Properties.Add(new PSNoteProperty("Name", s_text));
            o.Properties.Add(new PSNoteProperty("Version", "1.2.3"));
            o.Properties.Add(new PSNoteProperty("Vendor", "v"));
            o.Properties.Add(new PSNoteProperty("Arch", "amd64"));
            yield return o;
        }
    }
}
'@
function Write-Fleet([int] $Nodes, [string] $Path) {
    [Fleet]::Rows($Nodes, $Random) |
        New-InventoryItem Custom:Package -Property Name, Version, Vendor, Arch -InstanceIdProperty NodeId |
        Write-Inventory -Path $Path
}

if ($Warm) {
    Write-Fleet 20000 "$Path-warm"
    Remove-Item "$Path-warm*"
}

$allocated = [System.GC]::GetTotalAllocatedBytes($true)
$cpu = [System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime
$watch = [System.Diagnostics.Stopwatch]::StartNew()
if ($Path) {
    Write-Fleet $Nodes $Path
}
else {
    $null = [Fleet]::Rows($Nodes, $Random) | Invoke-NoOp
}
$watch.Stop()
[ordered]@{
    Name            = $Name
    Microseconds    = $watch.Elapsed.TotalMilliseconds * 1000 / $Nodes
    CpuMicroseconds = ([System.Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime - $cpu).TotalMilliseconds * 1000 / $Nodes
    Bytes           = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / $Nodes
    PeakMB          = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 -shr 20
} | ConvertTo-Json -Compress
