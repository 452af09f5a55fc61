#Requires -Version 7.4
<#
.SYNOPSIS
    Runs Sync-Inventory in two processes at once, while the store is written and calls take from 0 to 0.6 seconds.
.DESCRIPTION
    In each round the store gets new items, two processes send it to one service, and some of the items are replaced in
    between. Some calls have no clear answer: the service applies them, or not, and the connection breaks or another
    status comes. In some rounds one of the processes is killed.

    After each round, one more sync runs alone. An item that is then old at the service was held as accepted by the
    ledger, and would stay old for good. Returns one object: the number of syncs, of processes that were killed, of calls
    without a clear answer, and of items whose error was reported. The exit code is 1 when an item is old.

    Build tests/pester first: dotnet build tests/pester -c Release
.PARAMETER Times
    The number of overlapping syncs, two in each round.
.PARAMETER Seed
    The seed of all that is random, but for the pace of the processes.
.EXAMPLE
    pwsh tests/reliability/OverlappingSync.ps1

    Takes about 30 minutes.
.EXAMPLE
    pwsh tests/reliability/OverlappingSync.ps1 -Times 6

    The short form.
#>
[CmdletBinding()]
param(
    [ValidateRange(2, 1000000)] [int] $Times = 1000,
    [int] $Seed = 1
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$root = [System.IO.Path]::GetFullPath((Join-Path $PSScriptRoot ../..))
$module = if ($env:INVENTORYTOOLS_MODULE) { $env:INVENTORYTOOLS_MODULE } else { Join-Path $root InventoryTools.psd1 }
$packages = Import-PowerShellDataFile (Join-Path $root tests/pester/bin/packages.psd1)
$env:AWS_EC2_METADATA_DISABLED = 'true'
# A process that is killed would leave the pipes that a debugger connects to.
$env:DOTNET_EnableDiagnostics = '0'
$env:POWERSHELL_DIAGNOSTICS_OPTOUT = '1'
Add-Type -Path $packages.ScriptedEndpoint
Import-Module $module

$random = [System.Random]::new($Seed)
$folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "inventorytools-overlap-$([guid]::NewGuid().ToString('N'))") -ItemType Directory).FullName
# The ledger of Write-Inventory: the first is of Windows.
$env:LOCALAPPDATA = $env:XDG_DATA_HOME = $folder
$store = Join-Path $folder store.db
$nodes = 1..24 | ForEach-Object { 'i-{0:d17}' -f $_ }

function Write-Round([string[]] $Node, [string] $Value) {
    # The capture time stays, as it does where a file is imported again.
    $Node | ForEach-Object { [pscustomobject]@{ Node = $_; Round = $Value } } |
        New-InventoryItem Custom:Overlap -Property Round -InstanceIdProperty Node -CaptureTime 2026-01-31T12:00:00Z |
        Write-Inventory -Path $store
}

function Start-Syncing([uri] $Url) {
    # A process that syncs once for each line that it reads, and writes a line after it.
    $program = Join-Path $PSHOME "pwsh$(if ($IsWindows) { '.exe' })"
    $first = if (Test-Path $program) { @() } else { , (Join-Path $PSHOME pwsh.dll) }
    $start = [System.Diagnostics.ProcessStartInfo]::new($(if ($first) { [System.Environment]::ProcessPath } else { $program }))
    $script = "Import-Module '$module'
        while ([System.Console]::In.ReadLine()) {
            try { `$null = Sync-Inventory '$store' -EndpointUrl $Url -ThrottleLimit 4 -RetryTimeoutSec 1 -ErrorAction SilentlyContinue -ErrorVariable failed }
            catch { `$failed = @(`$_) }
            [System.Console]::Out.WriteLine(`"done `$(`$failed.Count)`")
        }"
    foreach ($argument in $first + @('-NoProfile', '-NonInteractive', '-Command', $script)) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
    [System.Diagnostics.Process]::Start($start)
}

$service = [InventoryTools.Pester.UnclearService]::new($Seed)
$url = $service.Endpoint.Url
$processes = [System.Diagnostics.Process[]]@((Start-Syncing $url), (Start-Syncing $url))
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$killed = $failed = $old = 0
try {
    for ($round = 1; $round -le $Times / 2; $round++) {
        $null = Write-Round $nodes "$round"
        $processes[0].StandardInput.WriteLine('sync')
        Start-Sleep -Milliseconds $random.Next(300)
        $null = Write-Round ($nodes | Where-Object { $random.Next(2) }) "$round again"
        $processes[1].StandardInput.WriteLine('sync')
        if ($random.Next(20) -eq 0) {
            $killed++
            $at = $random.Next(2)
            Start-Sleep -Milliseconds $random.Next(300)
            $processes[$at].Kill()
            $processes[$at].WaitForExit()
            $processes[$at].Dispose()
            $processes[$at] = Start-Syncing $url
        }
        else {
            $at = -1
        }

        foreach ($other in 0, 1 | Where-Object { $_ -ne $at }) {
            $failed += [int] ($processes[$other].StandardOutput.ReadLine() -replace 'done ')
        }

        # Calls of a process that was killed are still applied.
        while ($service.HeldCount) { Start-Sleep -Milliseconds 10 }
        $service.IsCalm = $true
        $null = Sync-Inventory $store -EndpointUrl $url
        $service.IsCalm = $false
        $stored = @{}
        Get-Inventory Custom:Overlap -Path $store | ForEach-Object { $stored[$_.InstanceId] = $_.Content[0].Round }
        $old += @($service.Endpoint.Stored | Where-Object { $_.Content[0].Round -ne $stored[$_.InstanceId] }).Count
    }
}
finally {
    foreach ($process in $processes) {
        if (-not $process.HasExited) { $process.Kill() }
        $process.WaitForExit()
        $process.Dispose()
    }

    $service.Dispose()
    Remove-Item $folder -Recurse
}

[pscustomobject] @{
    Fault   = 'overlapping syncs'
    Times   = $Times
    Outcome = if ($old) { "$old items are old at the service and held as accepted" } else { 'ok' }
    Seconds = [int] $watch.Elapsed.TotalSeconds
    Killed  = $killed
    Unclear = $service.UnclearCount
    Failed  = $failed
}
exit [int] ($old -gt 0)
