<#
.SYNOPSIS
Measures each job of the module beside its floor and its peers.
.DESCRIPTION
The floor of a job is the same work with as little as possible in between: a cmdlet that does nothing, a bare table of
SQLite, a bare HTTP client. A peer is what people use without the module: the AWS SDK for .NET, boto3, the AWS SDK for
JavaScript, the AWS CLI. A peer that is not installed is left out, with a warning.

Each round runs every job, floor and peer once, one after the other, so that a busy machine slows all of them. Judge by
the medians and the ratios.

Build the module before: dotnet build -c Release.
.EXAMPLE
dotnet pwsh tests/benchmarks/Measure-Performance.ps1 | Format-Table

Runs all jobs, five rounds.
.EXAMPLE
dotnet pwsh tests/benchmarks/Measure-Performance.ps1 -Job Store -Nodes 20000 -Rounds 3 -Root ../before

Measures the writes of another checkout's module beside the same floors.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Store', 'Submit', 'Endpoint', 'Start')]
    [string[]] $Job = @('Build', 'Store', 'Submit', 'Endpoint', 'Start'),

    [int] $Rounds = 5,

    # The objects of the build jobs.
    [int] $Objects = 200000,

    # The nodes of the store jobs, one row each.
    [int] $Nodes = 100000,

    # The calls of the submit and endpoint jobs; boto3 and JavaScript send a fifth of them.
    [int] $Calls = 1500,

    # The checkout whose module is measured.
    [string] $Root = (Join-Path $PSScriptRoot ../..)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. $PSScriptRoot/common.ps1
$folder = Join-Path ([System.IO.Path]::GetTempPath()) "inventory-performance-$PID"
$results = [ordered]@{}

function Add-Result([string] $Work, [string[]] $Lines) {
    foreach ($line in $Lines -like '{*') {
        $result = $line | ConvertFrom-Json
        $key = "$Work/$($result.Name)"
        if (-not $results.Contains($key)) { $results[$key] = [System.Collections.Generic.List[object]]::new() }
        $results[$key].Add($result)
    }
}

function Get-Median([string] $Key) {
    if (-not $results.Contains($Key)) { return $null }
    $sorted = @($results[$Key].Microseconds | Sort-Object)
    $sorted[[math]::Floor($sorted.Count / 2)]
}

function Get-Least([object[]] $Results, [string] $Property, [int] $Digits) {
    $Results | ForEach-Object { $_.psobject.Properties[$Property]?.Value } | Sort-Object | Select-Object -First 1 |
        ForEach-Object { [math]::Round($_, $Digits) }
}

function Write-Row([string] $Work, [string] $Name, [string[]] $Floor) {
    # A row of the table: one job of the module, or a peer, beside the sum of its floors.
    $own = $results["$Work/$Name"]
    if (-not $own) { return }
    $measure = $own.Microseconds | Measure-Object -Minimum -Maximum
    $median = Get-Median "$Work/$Name"
    $sum = ($Floor | ForEach-Object { Get-Median "$Work/$_" } | Measure-Object -Sum).Sum
    [pscustomobject]@{
        Work      = "$Work, $Name".TrimStart(', ')
        Min       = [math]::Round($measure.Minimum, 2)
        Median    = [math]::Round($median, 2)
        Max       = [math]::Round($measure.Maximum, 2)
        Floor     = if ($Floor) { [math]::Round($sum, 2) }
        Ratio     = if ($Floor) { [math]::Round($median / $sum, 2) }
        PeakMB    = ($own | ForEach-Object { $_.psobject.Properties['PeakMB']?.Value } | Measure-Object -Maximum).Maximum
        Bytes     = Get-Least $own Bytes
        PerSecond = [math]::Round(1000000 / $median)
        P50Ms     = Get-Least $own P50Milliseconds 2
        P99Ms     = Get-Least $own P99Milliseconds 1
        CpuUs     = Get-Least $own CpuMicroseconds
    }
}

function Measure-Build {
    Add-Result Build (Invoke-Job build.ps1 $Objects, $Rounds)
    Write-Row Build 'no-op, live objects'
    Write-Row Build 'New -Property' 'no-op, live objects'
    Write-Row Build 'no-op, fresh objects'
    Write-Row Build 'New -Property, by node' 'no-op, fresh objects'
    Write-Row Build 'no-op that lists properties'
    Write-Row Build 'New, all properties' 'no-op that lists properties'
    Write-Row Build 'Test-InventoryItem'
}

function Measure-Store {
    foreach ($round in 1..$Rounds) {
        foreach ($order in 'ordered', 'random') {
            $random = if ($order -eq 'random') { @('-Random') }
            $store = Join-Path $folder "$order-$round.db"
            Add-Result "Store, $order" (Invoke-Floor sqlite "$store-floor" $Nodes $Nodes $order)
            Add-Result "Store, $order" (Invoke-Job store.ps1 (@('no-op pipeline', $Nodes) + $random))
            Add-Result "Store, $order" (Invoke-Job store.ps1 (@('New and Write', $Nodes, '-Path', $store) + $random))
            Add-Result "Store, $order" (Invoke-Job store.ps1 (@('again, unchanged', $Nodes, '-Path', $store) + $random))
            Remove-Item "$folder/$order-$round.db*"
        }
    }

    foreach ($order in 'ordered', 'random') {
        Write-Row "Store, $order" SQLite
        Write-Row "Store, $order" 'no-op pipeline'
        Write-Row "Store, $order" 'New and Write' SQLite, 'no-op pipeline'
        Write-Row "Store, $order" 'again, unchanged' 'no-op pipeline'
    }
}

function Measure-Submit {
    $node = Get-Command node -ErrorAction Ignore
    $packages = Join-Path $Root tests/unit/bin/Release/net10.0/Conformance
    $boto3 = (Get-Command python3 -ErrorAction Ignore) -and $(python3 -c 'import boto3' 2> $null; $LASTEXITCODE -eq 0)
    $cli = Get-Command aws -ErrorAction Ignore
    $javaScript = $node -and (Test-Path "$packages/node_modules/@aws-sdk/client-ssm")
    if (-not $boto3) { Write-Warning 'boto3 is not installed.' }
    if (-not $cli) { Write-Warning 'The AWS CLI is not installed.' }
    if (-not $javaScript) { Write-Warning 'The AWS SDK for JavaScript is not installed. The unit tests install it.' }

    $few = [math]::Max(20, [math]::Floor($Calls / 5))
    $endpoint = Start-Endpoint "$folder/endpoint.db"
    try {
        foreach ($connections in 1, 4, 16) {
            $work = "Submit, $connections at once"
            foreach ($round in 1..$Rounds) {
                Add-Result $work (Invoke-Floor http $endpoint.Url $Calls $connections)
                Add-Result $work (Invoke-Floor sdk $endpoint.Url $Calls $connections)
                Add-Result $work (Invoke-Job submit.ps1 'Write-Inventory', $endpoint.Url, $Calls, $connections)
                if ($boto3) {
                    Add-Result $work (Invoke-Program python3 "$PSScriptRoot/jobs/submit.py", $endpoint.Url, $few, $connections)
                }

                if ($javaScript) {
                    Add-Result $work (Invoke-Program node '--no-warnings', "$PSScriptRoot/jobs/submit.mjs", $packages, $endpoint.Url, $few, $connections)
                }
            }
        }

        if ($cli) { Measure-Cli $endpoint.Url }
    }
    finally {
        Stop-Endpoint $endpoint
    }

    foreach ($connections in 1, 4, 16) {
        $work = "Submit, $connections at once"
        Write-Row $work 'HTTP, not signed'
        foreach ($client in 'AWS SDK for .NET', 'Write-Inventory', 'boto3', 'AWS SDK for JavaScript') {
            Write-Row $work $client 'HTTP, not signed'
        }
    }

    Write-Row 'Submit, a process a call' 'AWS CLI'
}

function Get-Use([object] $Endpoint) {
    # The processor time and the allocated bytes of the endpoint's own process.
    $Endpoint.Process.StandardInput.WriteLine()
    $bytes = [long] $Endpoint.Process.StandardOutput.ReadLine()
    $Endpoint.Process.Refresh()
    @{ Bytes = $bytes; Microseconds = $Endpoint.Process.TotalProcessorTime.TotalMicroseconds }
}

function Measure-Endpoint {
    # Each call is of a node that the store does not have yet. The floor: the same rows in a bare table, with a commit
    # for as many calls as there are connections.
    $warmup = 200
    $node = 1000
    $endpoint = Start-Endpoint "$folder/endpoint.db"
    try {
        $null = Invoke-Floor endpoint $endpoint.Url $node $Calls 4
        foreach ($round in 1..$Rounds) {
            foreach ($connections in 1, 4, 16) {
                $work = "Endpoint, $connections at once"
                Add-Result $work (Invoke-Floor sqlite-calls "$folder/floor.db" $Calls $connections)
                Remove-Item "$folder/floor.db*"
                $node += $Calls + $warmup
                $before = Get-Use $endpoint
                $line = Invoke-Floor endpoint $endpoint.Url $node $Calls $connections
                $after = Get-Use $endpoint
                $result = $line | ConvertFrom-Json
                $result.Bytes = ($after.Bytes - $before.Bytes) / ($Calls + $warmup)
                $result.PeakMB = [long] $endpoint.Process.PeakWorkingSet64 -shr 20
                $cpu = ($after.Microseconds - $before.Microseconds) / ($Calls + $warmup)
                $result | Add-Member CpuMicroseconds $cpu
                Add-Result $work ($result | ConvertTo-Json -Compress)
            }
        }
    }
    finally {
        Stop-Endpoint $endpoint
    }

    foreach ($connections in 1, 4, 16) {
        Write-Row "Endpoint, $connections at once" SQLite
        Write-Row "Endpoint, $connections at once" PutInventory SQLite
    }
}

function Measure-Cli([string] $Url) {
    $content = foreach ($row in 0..9) {
        @{ Name = "package-$row"; Version = '1.2.3'; Architecture = 'amd64'; Publisher = 'Debian'; Section = 'utils' }
    }
    $items = foreach ($type in 0..14) {
        @{ TypeName = "Custom:T$type"; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = $content }
    }
    $request = Join-Path $folder request.json
    @{ InstanceId = 'mi-00000000000000001'; Items = $items } | ConvertTo-Json -Depth 5 | Set-Content $request
    foreach ($round in 1..$Rounds) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Invoke-Program aws (
            @('ssm', 'put-inventory', '--no-sign-request', '--region', 'us-east-1', '--endpoint-url', $Url) +
            @('--cli-input-json', "file://$request"))
        Add-Result 'Submit, a process a call' (
            @{ Name = 'AWS CLI'; Microseconds = $watch.Elapsed.TotalMilliseconds * 1000 } | ConvertTo-Json -Compress)
    }
}

function Measure-Start {
    foreach ($round in 1..$Rounds) {
        Add-Result Start (Invoke-Job start.ps1 @(Join-Path $folder "start-$round.db"))
    }

    'Import-Module', 'first New', 'first Write' | ForEach-Object { Write-Row Start $_ }
}

$null = New-Item -ItemType Directory $folder
try {
    foreach ($name in $Job) {
        & "Measure-$name"
    }
}
finally {
    Remove-Item -Recurse -Force $folder
}
