<#
.SYNOPSIS
Builds, tests and packs the module, and regenerates its help.
.DESCRIPTION
Build    builds the solution; after it the checkout is an importable module.
Test     runs all tests; those that need pwsh with Pester are skipped where it is missing.
Help     writes the help that is shipped from docs/en-US; needs the module Microsoft.PowerShell.PlatyPS.
Package  makes out/InventoryTools, the folder that is published, and imports it in a fresh shell.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Help', 'Package')]
    [string] $Task = 'Build',

    # Package always takes Release.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Solution = Join-Path $PSScriptRoot 'InventoryTools.sln'

function Invoke-DotNet([string] $Command, [string] $With) {
    & dotnet $Command $Solution --configuration $With
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $Command failed with exit code $LASTEXITCODE."
    }
}

function Export-Package {
    # What earlier builds have left is not packed.
    'bin', 'en-US', 'out/InventoryTools' | ForEach-Object { Join-Path $PSScriptRoot $_ } |
        Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
    Invoke-DotNet -Command build -With Release

    $package = New-Item (Join-Path $PSScriptRoot 'out/InventoryTools') -ItemType Directory -Force
    'InventoryTools.psd1', 'bin', 'en-US', 'README.md' | ForEach-Object { Join-Path $PSScriptRoot $_ } |
        Copy-Item -Destination $package -Recurse
    Get-ChildItem $package -Recurse -Filter *.pdb | Remove-Item

    $manifest = Join-Path $package 'InventoryTools.psd1'
    $import = "`$ErrorActionPreference = 'Stop'; Import-Module '$($manifest.Replace("'", "''"))'; Get-Command -Module InventoryTools | Format-Table Name, Version -AutoSize"
    $encoded = [System.Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($import))
    & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -EncodedCommand $encoded -OutputFormat Text
    if ($LASTEXITCODE -ne 0) {
        throw "The package $package can't be imported."
    }
}

switch ($Task) {
    'Build' { Invoke-DotNet -Command build -With $Configuration }
    'Test' { Invoke-DotNet -Command test -With $Configuration }
    'Help' { & (Join-Path $PSScriptRoot 'src/InventoryTools.PowerShell/BuildHelp.ps1') }
    'Package' { Export-Package }
}
