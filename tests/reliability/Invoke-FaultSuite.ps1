#Requires -Version 7.4
<#
.SYNOPSIS
Runs the fault suite: kills, full and damaged disks, overlapping syncs, hostile servers and files.
.DESCRIPTION
Returns one object for each fault: how often it was tried, the outcome, the seconds, and the command that repeats it.
The exit code is 1 where an outcome is neither ok nor a skip with its reason. docs/reliability.md has the table.

Build the tests before: dotnet build tests/pester -c Release
.EXAMPLE
pwsh tests/reliability/Invoke-FaultSuite.ps1 -Times 200 | Format-Table -Wrap

The long form: each fault 200 times, in some hours.
.EXAMPLE
pwsh tests/reliability/Invoke-FaultSuite.ps1 -Short | Format-Table -Wrap

A sample of the faults, once each, in less than 45 seconds.
#>
[CmdletBinding(DefaultParameterSetName = 'Long')]
param(
    [Parameter(ParameterSetName = 'Long')]
    [ValidateRange(1, 100000)]
    [int] $Times = 200,

    [Parameter(Mandatory, ParameterSetName = 'Short')]
    [switch] $Short
)

$ErrorActionPreference = 'Stop'

# The scripts, and the faults of each that the short form has.
$scripts = [ordered] @{
    Store           = 'kill of Write-Inventory -Path', 'kill at the creation*', '*moved away*'
    StoreFiles      = 'random bytes of the database', 'a limit*'
    Service         = 'kill of an endpoint', 'kills of Sync*'
    Export          = 'kill*'
}

$results = @(
    foreach ($script in $scripts.Keys) {
        $path = Join-Path $PSScriptRoot "$script.ps1"
        $faults = if ($Short) { & $path -Times 1 -Fault $scripts[$script] } else { & $path -Times $Times }
        foreach ($fault in $faults) {
            $fault | Select-Object Fault, Times, Outcome, Seconds, @{
                Name       = 'Command'
                Expression = { "tests/reliability/$script.ps1 -Times $($_.Times) -Fault '$($_.Fault)'" }
            }
        }
    }

    & (Join-Path $PSScriptRoot OverlappingSync.ps1) -Times $($Short ? 6 : 1000) | Select-Object Fault, Times, Outcome, Seconds, @{
        Name       = 'Command'
        Expression = { "tests/reliability/OverlappingSync.ps1 -Times $($_.Times)" }
    }

    foreach ($mode in & (Join-Path $PSScriptRoot HostileServer.ps1) -Short:$Short | Group-Object Mode) {
        $failed = @($mode.Group | Where-Object { -not $_.Passed })
        [pscustomobject] @{
            Fault   = "a server with $($mode.Name)"
            Times   = $mode.Count
            Outcome = if ($failed) { "$($failed.Count) failed; $($failed[0].Command)" } else { 'ok' }
            Seconds = [math]::Round(($mode.Group | Measure-Object Seconds -Sum).Sum)
            Command = "tests/reliability/HostileServer.ps1 -Mode '$($mode.Name)'"
        }
    }

    if (-not $Short) {
        # The run of the tests has 800 requests and 120 files.
        $env:INVENTORYTOOLS_FUZZ_REQUESTS, $env:INVENTORYTOOLS_FUZZ_FILES = '100000', '20000'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = & dotnet test (Join-Path $PSScriptRoot ../unit) --configuration Release --filter Fuzz
        [pscustomobject] @{
            Fault   = 'random requests and files'
            Times   = 120000
            Outcome = if ($LASTEXITCODE -eq 0) { 'ok' } else { 'failed' }
            Seconds = [int] $watch.Elapsed.TotalSeconds
            Command = 'INVENTORYTOOLS_FUZZ_REQUESTS=100000 INVENTORYTOOLS_FUZZ_FILES=20000 dotnet test tests/unit --filter Fuzz'
        }
    }
)
$results
exit [int] [bool] ($results | Where-Object { $_.Outcome -ne 'ok' -and $_.Outcome -notlike 'skipped:*' })
