<#
The first commands of a new shell: import, the first item, the first write. A line of JSON for each, in microseconds.
#>
param([string] $Module, [string] $Path)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$row = [pscustomobject]@{ Rack = 'R1'; Shelf = '2' }
$jobs = [ordered]@{
    'Import-Module' = { Import-Module $Module }
    'first New'     = { $script:item = $row | New-InventoryItem Custom:RackInfo -InstanceId mi-00000000000000001 }
    'first Write'   = { $item | Write-Inventory -Path $Path }
}
foreach ($name in $jobs.Keys) {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & $jobs[$name]
    $watch.Stop()
    [ordered]@{ Name = $name; Microseconds = $watch.Elapsed.TotalMilliseconds * 1000 } | ConvertTo-Json -Compress
}
