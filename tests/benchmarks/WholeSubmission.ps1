<#
The whole job to a service: items made in a script, three a node, through Write-Inventory to an endpoint. Prints the
summary and the largest working set of the process. Runs in pwsh and in Windows PowerShell.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [uri] $EndpointUrl,

    [int] $Nodes = 10000,
    [int] $ThrottleLimit = 16
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../InventoryTools.psd1"
& {
    for ($node = 0; $node -lt $Nodes; $node++) {
        foreach ($type in 'Package', 'Service', 'Rack') {
            $entry = [InventoryTools.InventoryEntry]::new()
            $entry['Name'] = "$type-$node"
            $entry['Version'] = "1.$node"
            $item = [InventoryTools.InventoryItem]::new()
            $item.InstanceId = 'i-{0:x17}' -f $node
            $item.TypeName = "Custom:$type"
            $item.SchemaVersion = '1.0'
            $item.CaptureTime = '2026-01-31T12:00:00Z'
            $item.Content = [InventoryTools.InventoryContent]::new()
            $item.Content.Add($entry)
            $item
        }
    }
} | Write-Inventory -EndpointUrl $EndpointUrl -ThrottleLimit $ThrottleLimit -Force -Summary
'{0} MB at most' -f [math]::Round([System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB)
