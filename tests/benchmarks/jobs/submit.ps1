<#
Write-Inventory to an endpoint: 15 types a node, ten rows of five attributes each. A line of JSON.
#>
param([string] $Module, [string] $Name, [string] $Url, [int] $Calls, [int] $Connections)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Import-Module $Module
$env:AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
$env:AWS_SECRET_ACCESS_KEY = 'secret'
$env:AWS_REGION = 'us-east-1'
$env:XDG_DATA_HOME = Join-Path ([System.IO.Path]::GetTempPath()) "ledger-$PID"
$core = Join-Path (Split-Path $Module) bin/net8.0/InventoryTools.Core.dll
Add-Type -IgnoreWarnings -ReferencedAssemblies $core, System.Runtime, System.Collections -TypeDefinition @'
using System.Collections.Generic;
using InventoryTools;

public static class Fleet
{
    public static IEnumerable<InventoryItem> Items(int first, int nodes)
    {
        for (int node = first; node < first + nodes; node++)
        {
            for (int type = 0; type < 15; type++)
            {
                var content = new InventoryContent();
                for (int row = 0; row < 10; row++)
                {
                    var entry = new InventoryEntry();
                    entry.Add("Name", "package-" + row);
                    entry.Add("Version", "1.2." + node);
                    entry.Add("Architecture", "amd64");
                    entry.Add("Publisher", "Debian");
                    entry.Add("Section", "utils");
                    content.Add(entry);
                }

                yield return new InventoryItem
                {
                    InstanceId = "mi-" + node.ToString("x17"),
                    TypeName = "Custom:T" + type,
                    SchemaVersion = "1.0",
                    CaptureTime = "2026-01-31T12:00:00Z",
                    Content = content,
                };
            }
        }
    }
}
'@
try {
    [Fleet]::Items(0, 50) | Write-Inventory -EndpointUrl $Url -ThrottleLimit $Connections
    $allocated = [System.GC]::GetTotalAllocatedBytes($true)
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    [Fleet]::Items(1000, $Calls) | Write-Inventory -EndpointUrl $Url -ThrottleLimit $Connections
    $watch.Stop()
    [ordered]@{
        Name         = $Name
        Microseconds = $watch.Elapsed.TotalMilliseconds * 1000 / $Calls
        Bytes        = ([System.GC]::GetTotalAllocatedBytes($true) - $allocated) / $Calls
        PeakMB       = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 -shr 20
    } | ConvertTo-Json -Compress
}
finally {
    if (Test-Path $env:XDG_DATA_HOME) { Remove-Item -Recurse -Force $env:XDG_DATA_HOME }
}
