#Requires -Version 7.4
<#
.SYNOPSIS
A long run at a steady rate: an endpoint on a store, several clients, and a local writer of the same file.
.DESCRIPTION
The endpoint runs in a process of its own. The clients call PutInventory, GetInventory, ListInventoryEntries,
DeleteInventory, DescribeInventoryDeletions and GetInventorySchema; each call has its time, and its latency counts from
that time, so that a call that waits for a slow one counts as slow. With every sample, Write-Inventory writes the file
that the endpoint serves.

Every read of an item is compared with what was acknowledged before. At the end, all that was acknowledged is read from
the file.

Writes longrun.csv and longrun.svg, and returns a summary. The exit code is 1 when something was lost, a call failed, or
a value of the last third is higher than in the middle third beyond its tolerance.
.EXAMPLE
pwsh tests/reliability/LongRun.ps1 -Minutes 60

Takes an hour and a few seconds.
#>
[CmdletBinding()]
param(
    [ValidateRange(0.1, 720)]
    [double] $Minutes = 60,

    # Calls a second, of all clients together.
    [ValidateRange(1, 1000)]
    [double] $Rate = 20,

    [ValidateRange(1, 16)]
    [int] $Clients = 4,

    [ValidateRange(1, 600)]
    [int] $SampleSeconds = 10,

    [string] $OutputPath = (Join-Path $PSScriptRoot '../../out/longrun')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$module = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot '../../InventoryTools.psd1'))
Import-Module $module
. (Join-Path $PSScriptRoot LongRun.Chart.ps1)
$folder = (New-Item $OutputPath -ItemType Directory -Force).FullName
$store = Join-Path $folder "longrun-$PID.db"
# Without a common divisor with the 20 steps of a round, so that each node meets each step.
$nodes = 23
$entries = 20

function Start-Endpoint {
    # In a process of its own, which ends with its standard input. The URL is the first line of its output.
    $text = "`$ErrorActionPreference = 'Stop'; Import-Module '$module'
        (Start-InventoryEndpoint '$store' -PassThru).Url.ToString(); `$null = [Console]::In.ReadLine()
        Get-InventoryEndpoint | ForEach-Object LastError; Get-InventoryEndpoint | Stop-InventoryEndpoint"
    $program = Join-Path $PSHOME "pwsh$($IsWindows ? '.exe' : '')"
    $first = @()
    if (-not (Test-Path $program)) {
        $program = [System.Environment]::ProcessPath
        $first = @(Join-Path $PSHOME pwsh.dll)
    }

    $start = [System.Diagnostics.ProcessStartInfo]::new($program)
    $first + '-NoProfile', '-NonInteractive', '-Command', $text | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    [System.Diagnostics.Process]::Start($start)
}

function Get-HandleCount([System.Diagnostics.Process] $Process) {
    $IsLinux ? @(Get-ChildItem "/proc/$($Process.Id)/fd" -ErrorAction Ignore).Count : $Process.HandleCount
}

function Get-KiloByte([string] $Path) {
    (Test-Path $Path) ? [math]::Round((Get-Item $Path).Length / 1KB) : 0
}

function Get-Percentile([double[]] $Sorted, [double] $Share) {
    $Sorted.Count -eq 0 ? 0 : [math]::Round($Sorted[[int] [math]::Floor($Share * ($Sorted.Count - 1))], 1)
}

function Get-Sample([System.Diagnostics.Process] $Process, [timespan] $Elapsed, [double[]] $Latencies) {
    $Process.Refresh()
    $sorted = @($Latencies | Sort-Object)
    [pscustomobject] @{
        Seconds = [int] $Elapsed.TotalSeconds
        WorkingSetMB = [math]::Round($Process.WorkingSet64 / 1MB, 1)
        Handles = Get-HandleCount $Process
        Threads = $Process.Threads.Count
        StoreKB = Get-KiloByte $store
        LogKB = Get-KiloByte "$store-wal"
        Calls = $sorted.Count
        P50Ms = Get-Percentile $sorted 0.5
        P99Ms = Get-Percentile $sorted 0.99
        MaxMs = Get-Percentile $sorted 1
    }
}

function Write-LocalItem([int] $Round) {
    $item = [pscustomobject] @{ N = "$Round" } | New-InventoryItem Custom:Local -InstanceId mi-0fedcba9876543210
    $item | Write-Inventory -Path $store
    $read = (Get-InventoryEntry Custom:Local -Path $store).N
    if ($read -ne "$Round") {
        $shared.Lost.Enqueue("The local item has $read after $Round was written.")
    }
}

$client = {
    param($Number, $Shared)

    $ErrorActionPreference = 'Stop'
    $http = [System.Net.Http.HttpClient]::new()
    function Invoke-Operation([string] $Operation, [string] $Body) {
        $content = [System.Net.Http.StringContent]::new($Body)
        $content.Headers.ContentType = 'application/x-amz-json-1.1'
        $content.Headers.Add('X-Amz-Target', "AmazonSSM.$Operation")
        $answer = $http.PostAsync($Shared.Url, $content).GetAwaiter().GetResult()
        $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        if (-not $answer.IsSuccessStatusCode) {
            throw "$Operation was answered $([int] $answer.StatusCode): $text"
        }

        $text | ConvertFrom-Json
    }

    function New-PutBody([string] $Node, [string] $Type, [long] $Value) {
        $entries = @(1..$Shared.Entries | ForEach-Object { "{`"N`":`"$Value`",`"Entry`":`"$_`"}" }) -join ','
        "{`"InstanceId`":`"$Node`",`"Items`":[{`"TypeName`":`"$Type`",`"SchemaVersion`":`"1.0`"," +
            "`"CaptureTime`":`"2026-01-31T12:00:00Z`",`"Content`":[$entries]}]}"
    }

    $step = 0L
    while (-not $Shared.Stop) {
        # Clients take turns; a late call begins at once, and its delay counts.
        $due = [timespan]::FromSeconds(($step * $Shared.Clients + $Number) / $Shared.Rate)
        $wait = $due - $Shared.Clock.Elapsed
        if ($wait -gt [timespan]::Zero) {
            [System.Threading.Thread]::Sleep($wait)
        }

        $node = 'i-{0:d17}' -f ($Number * 1000 + $step % $Shared.Nodes)
        try {
            switch ($step % 20) {
                { $_ -in 0, 2, 5, 7, 10, 12, 15, 17 } {
                    $null = Invoke-Operation PutInventory (New-PutBody $node Custom:LongRun $step)
                    $Shared.Acknowledged[$node] = $step
                    break
                }
                { $_ -in 1, 3, 6, 11, 13, 16 } {
                    $expected = -1L
                    $isKnown = $Shared.Acknowledged.TryGetValue($node, [ref] $expected)
                    $read = Invoke-Operation ListInventoryEntries "{`"InstanceId`":`"$node`",`"TypeName`":`"Custom:LongRun`"}"
                    if ($isKnown) { $Shared.Compared.Enqueue($expected) }
                    if ($isKnown -and ($read.Entries.Count -ne $Shared.Entries -or @($read.Entries.N -ne "$expected").Count -gt 0)) {
                        $Shared.Lost.Enqueue("$node has $($read.Entries.N | Select-Object -First 1) after $expected was acknowledged.")
                    }

                    break
                }
                4 { $null = Invoke-Operation GetInventory '{"MaxResults":50}' }
                8 { $null = Invoke-Operation GetInventory '{"Aggregators":[{"Expression":"AWS:InstanceInformation.PlatformType"}]}' }
                9 { $null = Invoke-Operation GetInventorySchema '{}' }
                14 { $null = Invoke-Operation PutInventory (New-PutBody $node "Custom:Churn$Number" $step) }
                18 { $null = Invoke-Operation DescribeInventoryDeletions '{"MaxResults":10}' }
                19 { $null = Invoke-Operation DeleteInventory "{`"TypeName`":`"Custom:Churn$Number`",`"SchemaDeleteOption`":`"DeleteSchema`"}" }
            }
        }
        catch {
            $Shared.Failed.Enqueue($_.Exception.Message)
        }

        $Shared.Latencies.Enqueue(($Shared.Clock.Elapsed - $due).TotalMilliseconds)
        $step++
    }
}

$endpoint = Start-Endpoint
$runs = @()
$samples = [System.Collections.Generic.List[object]]::new()
$shared = @{
    Url = $endpoint.StandardOutput.ReadLine()
    Clients = $Clients
    Rate = $Rate
    Nodes = $nodes
    Entries = $entries
    Clock = [System.Diagnostics.Stopwatch]::new()
    Acknowledged = [System.Collections.Concurrent.ConcurrentDictionary[string, long]]::new()
    Latencies = [System.Collections.Concurrent.ConcurrentQueue[double]]::new()
    Failed = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    Lost = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
    Compared = [System.Collections.Concurrent.ConcurrentQueue[long]]::new()
    Stop = $false
}

try {
    # The types exist before anything reads or deletes them.
    Write-LocalItem 0
    $null = [pscustomobject] @{ N = '0' } | New-InventoryItem Custom:LongRun -InstanceId mi-0fedcba9876543210 | Write-Inventory -Path $store
    $shared.Clock.Start()
    $runs = @(0..($Clients - 1) | ForEach-Object {
        $shell = [powershell]::Create().AddScript($client).AddArgument($_).AddArgument($shared)
        [pscustomobject] @{ Shell = $shell; Result = $shell.BeginInvoke() }
    })
    for ($round = 1; $shared.Clock.Elapsed.TotalMinutes -lt $Minutes -and -not $endpoint.HasExited; $round++) {
        $wait = [timespan]::FromSeconds($round * $SampleSeconds) - $shared.Clock.Elapsed
        if ($wait -gt [timespan]::Zero) {
            [System.Threading.Thread]::Sleep($wait)
        }

        $latencies = @(for ($latency = 0.0; $shared.Latencies.TryDequeue([ref] $latency);) { $latency })
        $samples.Add((Get-Sample $endpoint $shared.Clock.Elapsed $latencies))
        $samples[-1] | Export-Csv (Join-Path $folder longrun.csv) -Append:($round -gt 1)
        Write-LocalItem $round
        Write-Progress 'Long run' "$($shared.Clock.Elapsed.ToString('hh\:mm\:ss')), $($samples[-1].WorkingSetMB) MB, p99 $($samples[-1].P99Ms) ms" -PercentComplete ([math]::Min(100, 100 * $shared.Clock.Elapsed.TotalMinutes / $Minutes))
    }
}
finally {
    $shared.Stop = $true
    $runs | ForEach-Object {
        try { $null = $_.Shell.EndInvoke($_.Result) } catch { $shared.Failed.Enqueue("A client ended: $_") }
        $_.Shell.Dispose()
    }
    if ($endpoint.HasExited) {
        $shared.Failed.Enqueue("The endpoint ended with exit code $($endpoint.ExitCode).")
    }
    else {
        $endpoint.StandardInput.Close()
        if (-not $endpoint.WaitForExit(60000)) {
            $endpoint.Kill()
            $shared.Failed.Enqueue('The endpoint did not end.')
        }
    }

    $endpoint.StandardOutput.ReadToEnd() -split '\r?\n' | Where-Object { $_ } | ForEach-Object { $shared.Failed.Enqueue("LastError: $_") }
}

$stored = @{}
Get-InventoryEntry Custom:LongRun -Path $store | Group-Object InstanceId | ForEach-Object { $stored[$_.Name] = @($_.Group.N) }
foreach ($pair in $shared.Acknowledged.GetEnumerator()) {
    if (@($stored[$pair.Key]).Count -ne $entries -or @($stored[$pair.Key] -ne "$($pair.Value)").Count -gt 0) {
        $shared.Lost.Enqueue("$($pair.Key) is not in the file as acknowledged: $($pair.Value).")
    }
}

$growth = @(Get-Growth $samples)
Write-Chart $samples (Join-Path $folder longrun.svg)
$shared.Failed, $shared.Lost | ForEach-Object { $_ | Select-Object -First 5 | ForEach-Object { Write-Warning $_ } }
$growth | ForEach-Object { Write-Warning $_ }
Remove-Item "$store*"
[pscustomobject] @{
    Minutes = [math]::Round($shared.Clock.Elapsed.TotalMinutes, 1)
    Calls = ($samples | Measure-Object Calls -Sum).Sum
    LocalWrites = $samples.Count
    Compared = $shared.Compared.Count
    Failed = $shared.Failed.Count
    Lost = $shared.Lost.Count
    Grows = $growth.Count -gt 0
    Chart = Join-Path $folder longrun.svg
}
exit [int] ($shared.Failed.Count + $shared.Lost.Count + $growth.Count -gt 0)
