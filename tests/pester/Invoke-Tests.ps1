<#
.SYNOPSIS
Runs the Pester files of this folder with the Pester that the build has downloaded.
.DESCRIPTION
The last line counts the tests. The exit code is 1 where a test failed or none passed.
#>
[CmdletBinding()]
param(
    # The files or folders to run; all of this folder by default.
    [string[]] $Path = $PSScriptRoot,

    # Runs the tests with one of these tags only: Slow, Client, Platform.
    [string[]] $Tag = @(),

    # Leaves the tests with one of these tags out.
    [string[]] $ExcludeTag = @(),

    # Another Pester than the one that the build has downloaded.
    [string] $Pester = (Import-PowerShellDataFile "$PSScriptRoot/bin/packages.psd1").Pester,

    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')]
    [string] $Verbosity = 'Normal'
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Verbosity
$configuration.Filter.Tag = $Tag
$configuration.Filter.ExcludeTag = $ExcludeTag
$result = Invoke-Pester -Configuration $configuration

$result.Skipped | ForEach-Object { "Skipped: $($_.ExpandedPath): $($_.ErrorRecord.Exception.Message -replace '^is skipped, because ')" }
# A file that can't be run, and a block whose BeforeAll or AfterAll fails, count as a failed test.
$failed = $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int] ($failed -gt 0 -or $result.PassedCount -eq 0)
