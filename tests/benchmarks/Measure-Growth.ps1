<#
.SYNOPSIS
Measures how each job grows with the store: 10,000 to 1,000,000 nodes or items.
.DESCRIPTION
Each measurement runs in a process of its own, which does the same in small before. The stores are new, and each is
deleted after its last measurement.

- New and Write: New-InventoryItem and Write-Inventory -Path, one row a node, microseconds a node.
- Sync: Sync-Inventory of items of 15 types a node to an endpoint on this machine, microseconds an item.
- One node: Get-InventoryEntry -InstanceId out of the nodes, microseconds a call, the median of 1,000 warm calls.
- All rows: Get-InventoryEntry Custom:* of the items of 15 types a node, microseconds a row.

PeakMB is the largest working set of the process, which PowerShell itself has the most of. Times on a busy machine are
too long; CpuMicroseconds is the processor time.

Build the module before: dotnet build -c Release.
.EXAMPLE
./tests/benchmarks/Measure-Growth.ps1 -Svg docs/growth.svg -Markdown

Measures all steps, draws the curves, and prints the table of docs/performance.md.
.EXAMPLE
./tests/benchmarks/Measure-Growth.ps1 -Nodes 1000, 3000 -Job 'One node' | Format-Table

Tries two short steps of one job.
#>
[CmdletBinding()]
param(
    [ValidateSet('New and Write', 'Sync', 'One node', 'All rows')]
    [string[]] $Job = @('New and Write', 'Sync', 'One node', 'All rows'),

    # The nodes, or items, of each step.
    [int[]] $Nodes = @(10000, 30000, 100000, 300000, 1000000),

    # The file into which the curves are drawn.
    [string] $Svg,

    # Prints a table for a document instead of objects.
    [switch] $Markdown,

    # The checkout whose module is measured.
    [string] $Root = (Join-Path $PSScriptRoot ../..)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. $PSScriptRoot/common.ps1
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "inventory-growth-$PID"
$units = @{ 'New and Write' = 'a node'; Sync = 'an item'; 'One node' = 'a call'; 'All rows' = 'a row' }

function Write-Step([string] $Name, [int] $Count, [string[]] $Lines) {
    $result = $Lines -like '{*' | Select-Object -Last 1 | ConvertFrom-Json
    [pscustomobject]@{
        Job             = $Name
        Nodes           = $Count
        Microseconds    = [math]::Round($result.Microseconds, 2)
        CpuMicroseconds = [math]::Round($result.CpuMicroseconds, 2)
        PerSecond       = [math]::Round(1000000 / $result.Microseconds)
        PeakMB          = $result.PeakMB
        Bytes           = [math]::Round($result.Bytes)
    }
}

function Measure-Step([int] $Count) {
    # One row a node.
    $store = Join-Path $folder "nodes-$Count.db"
    if ($Job -contains 'New and Write' -or $Job -contains 'One node') {
        $lines = Invoke-Job store.ps1 'New and Write', $Count, '-Path', $store, '-Warm'
        if ($Job -contains 'New and Write') { Write-Step 'New and Write' $Count $lines }
        if ($Job -contains 'One node') { Write-Step 'One node' $Count (Invoke-Job growth.ps1 'One node', $Count, $store) }
        Remove-Item "$store*"
    }

    # 15 items a node.
    $store = Join-Path $folder "items-$Count.db"
    if ($Job -contains 'Sync' -or $Job -contains 'All rows') {
        $null = Invoke-Job growth.ps1 Fill, $Count, $store
        if ($Job -contains 'All rows') { Write-Step 'All rows' $Count (Invoke-Job growth.ps1 'All rows', $Count, $store) }
        if ($Job -contains 'Sync') {
            $endpoint = Start-Endpoint "$store-endpoint"
            try {
                Write-Step Sync $Count (Invoke-Job growth.ps1 Sync, $Count, $store, $endpoint.Url)
            }
            finally {
                Stop-Endpoint $endpoint
            }
        }

        Remove-Item "$store*"
    }
}

function Get-Chart([object[]] $Steps) {
    # A panel a job: microseconds over the logarithm of the nodes, from zero, so that a flat line is a flat growth.
    $width, $left, $right, $top, $height, $gap = 720, 60, 20, 40, 110, 50
    $counts = @($Steps.Nodes | Sort-Object -Unique)
    $least, $most = [math]::Log10($counts[0]), [math]::Log10($counts[-1])
    function Get-X([double] $Count) {
        $part = if ($most -gt $least) { ([math]::Log10($Count) - $least) / ($most - $least) } else { 0.5 }
        [math]::Round($left + 20 + $part * ($width - $left - $right - 40), 1)
    }

    $invariant = [cultureinfo]::InvariantCulture
    $panels = @($Steps | Group-Object Job | Sort-Object { $Job.IndexOf($_.Name) })
    $total = $top + $panels.Count * ($height + $gap)
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" font-family="sans-serif" font-size="12">' -f
        $width, $total
    '<title>Time an item by the size of the store</title>'
    '<style>text { fill: #24292f } .frame { stroke: #8c959f; fill: none } ' +
        '.line { stroke: #0969da; stroke-width: 2; fill: none } .dot { fill: #0969da } ' +
        '@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .frame { stroke: #6e7681 } ' +
        '.line { stroke: #58a6ff } .dot { fill: #58a6ff } }</style>'
    foreach ($panel in $panels) {
        $largest = ($panel.Group.Microseconds | Measure-Object -Maximum).Maximum
        $unit = [math]::Pow(10, [math]::Floor([math]::Log10($largest)))
        $limit = [math]::Ceiling($largest * 1.1 / $unit) * $unit
        $bottom = $top + $height
        '<text x="{0}" y="{1}">{2}: microseconds {3}</text>' -f $left, ($top - 8), $panel.Name, $units[$panel.Name]
        '<rect class="frame" x="{0}" y="{1}" width="{2}" height="{3}"/>' -f
            $left, $top, ($width - $left - $right), $height
        '<text x="{0}" y="{1}" text-anchor="end">{2}</text>' -f ($left - 6), ($top + 10), $limit.ToString($invariant)
        '<text x="{0}" y="{1}" text-anchor="end">0</text>' -f ($left - 6), $bottom
        $points = foreach ($step in $panel.Group) {
            [pscustomobject]@{
                X    = Get-X $step.Nodes
                Y    = [math]::Round($bottom - $height * $step.Microseconds / $limit, 1)
                Step = $step
            }
        }
        $line = ($points | ForEach-Object { '{0},{1}' -f $_.X.ToString($invariant), $_.Y.ToString($invariant) }) -join ' '
        '<polyline class="line" points="{0}"/>' -f $line
        foreach ($point in $points) {
            $x, $y = $point.X.ToString($invariant), $point.Y.ToString($invariant)
            '<circle class="dot" cx="{0}" cy="{1}" r="3"/>' -f $x, $y
            '<text x="{0}" y="{1}" text-anchor="middle">{2}</text>' -f $x,
                ($point.Y + $(if ($point.Y + 22 -lt $bottom) { 18 } else { -8 })).ToString($invariant),
                $point.Step.Microseconds.ToString('0.#', $invariant)
            '<text x="{0}" y="{1}" text-anchor="middle">{2}</text>' -f $x,
                ($bottom + 16), $point.Step.Nodes.ToString('N0', $invariant)
        }
        $top += $height + $gap
    }
    '</svg>'
}

function Write-Markdown([object[]] $Steps) {
    $invariant = [cultureinfo]::InvariantCulture
    $counts = @($Steps.Nodes | Sort-Object -Unique)
    "| nodes or items | $(@($counts | ForEach-Object { $_.ToString('N0', $invariant) }) -join ' | ') |"
    "| --- |$(' ---: |' * $counts.Count)"
    foreach ($name in $Steps.Job | Select-Object -Unique) {
        $ofJob = $Steps | Where-Object Job -EQ $name
        foreach ($column in 'Microseconds', 'PeakMB') {
            $what = if ($column -eq 'PeakMB') { 'largest working set, MB' } else { "us $($units[$name])" }
            $cells = foreach ($count in $counts) {
                $ofJob | Where-Object Nodes -EQ $count | ForEach-Object { $_.$column.ToString('#,##0.#', $invariant) }
            }
            "| $name, $what | $($cells -join ' | ') |"
        }
    }
}

$null = New-Item -ItemType Directory $folder
try {
    $steps = foreach ($count in $Nodes) {
        Write-Verbose "$count"
        Measure-Step $count
    }
}
finally {
    Remove-Item -Recurse -Force $folder
}

$steps = @($steps | Sort-Object { $Job.IndexOf($_.Job) }, Nodes)
if ($Svg) { Get-Chart $steps | Set-Content $Svg }
if ($Markdown) { Write-Markdown $steps } else { $steps }
