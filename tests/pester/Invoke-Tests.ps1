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

    # The manifest of the module to test; that of the checkout by default.
    [string] $Module,

    # A file to write the counts to, as JSON.
    [string] $CountsPath,

    # Another Pester than the one that the build has downloaded.
    [string] $Pester = (Import-PowerShellDataFile "$PSScriptRoot/bin/packages.psd1").Pester,

    [ValidateSet('None', 'Normal', 'Detailed', 'Diagnostic')]
    [string] $Verbosity = 'Normal'
)

$ErrorActionPreference = 'Stop'
if ($Module) {
    $env:INVENTORYTOOLS_MODULE = $Module
}

Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Verbosity
$configuration.Filter.Tag = $Tag
$configuration.Filter.ExcludeTag = $ExcludeTag
if ([System.Console]::IsOutputRedirected) {
    $configuration.Output.RenderMode = 'Plaintext'
}

$result = Invoke-Pester -Configuration $configuration
if (-not $result) {
    throw 'Pester did not run.'
}

$result.Skipped | ForEach-Object { "Skipped: $($_.ExpandedPath): $($_.ErrorRecord.Exception.Message -replace '^is skipped, because ')" }
# A file that can't be run, and a block whose BeforeAll or AfterAll fails, count as a failed test.
$failed = $result.FailedCount + $result.FailedContainersCount + $result.FailedBlocksCount
if ($CountsPath) {
    @{ Passed = $result.PassedCount; Failed = $failed; Skipped = $result.SkippedCount } | ConvertTo-Json | Set-Content $CountsPath
}

"Pester: $($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int] ($failed -gt 0 -or $result.PassedCount -eq 0)
