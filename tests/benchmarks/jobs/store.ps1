<#
Objects of one row a node through New-InventoryItem into a store; without -Path, into a cmdlet that does nothing. A line
of JSON.
#>
param([string] $Module, [string] $Name, [int] $Nodes, [switch] $Random, [string] $Path)

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
$allocated = [System.GC]::GetTotalAllocatedBytes($true)
$watch = [System.Diagnostics.Stopwatch]::StartNew()
if ($Path) {
    [Fleet]::Rows($Nodes, $Random) |
        New-InventoryItem Custom:Package -Property Name, Version, Vendor, Arch -InstanceIdProperty NodeId |
        Write-Inventory -Path $Path
}
else {
    $null = [Fleet]::Rows($Nodes, $Random) | Invoke-NoOp
}
$watch.Stop()
[ordered]@{
    Name         = $Name
    Microseconds = $watch.Elapsed.TotalMilliseconds * 1000 / $Nodes
    Bytes        = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / $Nodes
    PeakMB       = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 -shr 20
} | ConvertTo-Json -Compress
