<#
One job over a store that grows: fill a store with items of 15 types a node, of one row of five attributes each; sync
it; read the rows of one node, or of all. A line of JSON.
#>
param(
    [string] $Module,
    [ValidateSet('Fill', 'Sync', 'One node', 'All rows')] [string] $Job,
    [int] $Count,
    [string] $Path,
    [string] $Url)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $Module
if ($Job -eq 'Fill') {
    $assembly = [InventoryTools.InventoryItem].Assembly.Location
    $references = @($assembly) + ([System.AppContext]::GetData('TRUSTED_PLATFORM_ASSEMBLIES') -split
        [System.IO.Path]::PathSeparator -match '(System\.Runtime|System\.Collections|netstandard)\.dll$')
    Add-Type -IgnoreWarnings -WarningAction Ignore -ReferencedAssemblies $references -TypeDefinition @'
using System.Collections.Generic;
using InventoryTools;

public static class Fleet
{
    public static IEnumerable<InventoryItem> Items(int count)
    {
        for (int i = 0; i < count; i++)
        {
            var entry = new InventoryEntry(5);
            entry.Add("Name", "package-" + i);
            entry.Add("Version", "1.2." + i % 100);
            entry.Add("Architecture", "amd64");
            entry.Add("Publisher", "Debian");
            entry.Add("Section", "utils");
            yield return new InventoryItem
            {
                InstanceId = "mi-" + (i / 15).ToString("x17"),
                TypeName = "Custom:T" + i % 15,
                SchemaVersion = "1.0",
                CaptureTime = "2026-01-31T12:00:00Z",
                Content = new InventoryContent(new[] { entry }),
            };
        }
    }
}
'@
}

# Each call reads another node.
function Read-Node([int] $Calls) {
    foreach ($call in 1..$Calls) {
        $node = 'mi-{0:x17}' -f [int] [math]::Floor(($call * 0.618033988749 % 1) * $Count)
        $before = $clock::GetTimestamp()
        Get-InventoryEntry -InstanceId $node -Path $Path > $null
        $clock::GetElapsedTime($before).TotalMilliseconds * 1000
    }
}

$clock = [System.Diagnostics.Stopwatch]
$calls = 1000

# What counts is the job in a session that has compiled what it needs: the second of two reads, and the other 14 of the
# types to sync.
switch ($Job) {
    'All rows' { Get-InventoryEntry Custom:* -Path $Path > $null }
    'One node' { $null = Read-Node (2 * $calls) }
    'Sync' { $null = Sync-Inventory $Path -TypeName Custom:T0 -EndpointUrl $Url -ThrottleLimit 16 }
}

$process = [System.Diagnostics.Process]::GetCurrentProcess()
$cpu = $process.TotalProcessorTime
$allocated = [System.GC]::GetTotalAllocatedBytes($true)
$start = $clock::GetTimestamp()
$divisor = switch ($Job) { 'Sync' { $Count * 14 / 15 } 'One node' { $calls } default { $Count } }
switch ($Job) {
    'Fill' { [Fleet]::Items($Count) | Write-Inventory -Path $Path }
    'Sync' { $null = Sync-Inventory $Path -EndpointUrl $Url -ThrottleLimit 16 }
    'All rows' { Get-InventoryEntry Custom:* -Path $Path > $null }
    'One node' { $times = Read-Node $calls }
}

$microseconds = $clock::GetElapsedTime($start).TotalMilliseconds * 1000 / $divisor
$process.Refresh()
[ordered]@{
    Name            = $Job
    Microseconds    = if ($Job -eq 'One node') { ($times | Sort-Object)[$calls / 2] } else { $microseconds }
    CpuMicroseconds = ($process.TotalProcessorTime - $cpu).TotalMilliseconds * 1000 / $divisor
    Bytes           = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / $divisor
    PeakMB          = $process.PeakWorkingSet64 -shr 20
} | ConvertTo-Json -Compress
