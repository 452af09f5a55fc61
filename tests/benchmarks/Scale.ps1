<#
.SYNOPSIS
What one store carries: fills one with many nodes of ten items each, and times the commands that read it.
.DESCRIPTION
Every command runs in a shell of its own, so that its largest working set is its own.
#>
[CmdletBinding()]
param(
    [int] $Nodes = 100000,

    # An existing store of an earlier run is used as it is.
    [string] $Path = (Join-Path ([System.IO.Path]::GetTempPath()) 'inventory-scale.db')
)

$ErrorActionPreference = 'Stop'
$module = Join-Path $PSScriptRoot '../../InventoryTools.psd1'
$shell = (Get-Process -Id $PID).Path

function Measure-Script([string] $Name, [string] $Script) {
    $text = @"
`$ErrorActionPreference = 'Stop'
`$ProgressPreference = 'SilentlyContinue'
Import-Module '$module'
`$path = '$Path'
Get-Inventory -Path `$path -InstanceId i-00000000000000001 -ErrorAction Ignore | Out-Null
`$watch = [System.Diagnostics.Stopwatch]::StartNew()
`$first = `$null
`$count = 0
& { $Script } | ForEach-Object { if (`$null -eq `$first) { `$first = `$watch.Elapsed.TotalMilliseconds }; `$count++ }
'{0} {1} {2} {3}' -f `$count, [math]::Round(`$first, 1), [math]::Round(`$watch.Elapsed.TotalSeconds, 2), [int] ((Get-Process -Id `$PID).PeakWorkingSet64 / 1MB)
"@
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
    $count, $first, $seconds, $memory = (& $shell -NoProfile -NonInteractive -EncodedCommand $encoded -OutputFormat Text) -split ' '
    [pscustomobject]@{ Command = $Name; Objects = $count; FirstMs = $first; Seconds = $seconds; PeakMB = $memory }
}

if (-not (Test-Path $Path)) {
    Import-Module $module
    $types = 'AWS:Application', 'AWS:Service', 'AWS:Network', 'AWS:AWSComponent', 'AWS:InstanceDetailedInformation',
        'Custom:RackInfo', 'Custom:Disk', 'Custom:Owner', 'Custom:Backup', 'Custom:Certificate'
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    & {
        for ($node = 1; $node -le $Nodes; $node++) {
            $id = 'i-{0:d17}' -f $node
            foreach ($type in $types) {
                $item = [InventoryTools.InventoryItem]::new()
                $item.InstanceId = $id
                $item.TypeName = $type
                $item.SchemaVersion = if ($type -eq 'AWS:Application') { '1.1' } else { '1.0' }
                $item.CaptureTime = '2026-01-31T12:00:00Z'
                $entry = [InventoryTools.InventoryEntry]::new()
                if ($type -eq 'AWS:InstanceDetailedInformation') { $entry['CPUModel'] = "Model $($node % 50)" } else { $entry['Name'] = "name $($node % 1000)" }
                $item.Content = [InventoryTools.InventoryContent]::new()
                $item.Content.Add($entry)
                $item
            }
        }
    } | Write-Inventory -Path $Path
    [pscustomobject]@{ Command = 'fill'; Objects = $Nodes * $types.Count; FirstMs = ''; Seconds = [math]::Round($watch.Elapsed.TotalSeconds, 1); PeakMB = [int] ((Get-Process -Id $PID).PeakWorkingSet64 / 1MB) }
}

$middle = 'i-{0:d17}' -f ($Nodes / 2)
Measure-Script 'entries of one node' "Get-InventoryEntry -InstanceId $middle -Path `$path"
Measure-Script 'entries of one type, all' 'Get-InventoryEntry Custom:RackInfo -Path $path'
Measure-Script 'entries of Custom:*, all' 'Get-InventoryEntry Custom:* -Path $path'
Measure-Script 'entries of Custom:*, the first 5' 'Get-InventoryEntry Custom:* -Path $path | Select-Object -First 5'
Measure-Script 'items of nodes by a filter' "Get-Inventory Custom:RackInfo -Path `$path -Filter 'AWS:Application.Name -eq ""name 7""'"
Measure-Script 'count by an attribute' 'Get-Inventory -Aggregator AWS:Application.Name -Path $path'
Measure-Script 'compare with itself' 'Compare-Inventory -ReferencePath $path -DifferencePath $path'
Measure-Script 'export one type for Athena' "Get-Inventory Custom:RackInfo -Path `$path | Export-Inventory (Join-Path ([System.IO.Path]::GetTempPath()) inventory-scale) ResourceDataSync -PassThru"
