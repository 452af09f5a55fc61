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

    # A file to write the counts and the failures to, as JSON.
    [string] $CountsPath,

    # A folder that several runs of the same files have in common: each file is run by the first that takes it.
    [string] $ClaimPath,

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
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = $Verbosity
$configuration.Filter.Tag = $Tag
$configuration.Filter.ExcludeTag = $ExcludeTag
if ([System.Console]::IsOutputRedirected) {
    $configuration.Output.RenderMode = 'Plaintext'
}

# The largest files first, so that runs that share them end at about the same time.
$files = Get-ChildItem $Path -Filter *.Tests.ps1 -Recurse | Sort-Object Length -Descending
$results = $files | Where-Object {
    # New-Item fails where the file exists.
    -not $ClaimPath -or (New-Item (Join-Path $ClaimPath $_.Name) -ErrorAction Ignore)
} | ForEach-Object {
    $configuration.Run.Path = $_.FullName
    $result = Invoke-Pester -Configuration $configuration
    if (-not $result) {
        throw "Pester did not run $_."
    }

    $result.Skipped | ForEach-Object {
        $reason = $_.ErrorRecord.Exception.Message -replace '^is skipped, because '
        Write-Information "Skipped: $($_.ExpandedPath): $reason" -InformationAction Continue
    }
    $result
}

function Get-Sum([string] $Property) {
    [int] ($results | Measure-Object $Property -Sum).Sum
}

$passed = Get-Sum PassedCount
$skipped = Get-Sum SkippedCount
# A file that can't be run or has no test, and a block whose BeforeAll or AfterAll fails, count as a failed test.
$empty = @($results | Where-Object { $_.TotalCount -eq 0 -and $_.FailedContainersCount -eq 0 })
$empty | ForEach-Object {
    Write-Information "Failed: $($_.Containers[0].Item) has no test." -InformationAction Continue
}

$failures = @(foreach ($result in $results) {
    $file = Split-Path $result.Containers[0].Item -Leaf
    $result.Failed + $result.FailedBlocks + $result.FailedContainers | ForEach-Object {
        "Failed: $file $($_.ExpandedPath): $($_.ErrorRecord -join ' ')"
    }
})
$failed = (Get-Sum FailedCount) + (Get-Sum FailedContainersCount) + (Get-Sum FailedBlocksCount) + $empty.Count
if ($CountsPath) {
    @{ Passed = $passed; Failed = $failed; Skipped = $skipped; Failures = $failures } | ConvertTo-Json | Set-Content $CountsPath
}

"Pester: $passed passed, $failed failed, $skipped skipped"
exit [int] ($failed -gt 0 -or $passed -eq 0)
