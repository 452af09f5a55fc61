<#
.SYNOPSIS
Installs the package into a folder, and names it and the installed manifest to the steps that follow.
#>
[CmdletBinding()]
param(
    # The folder with the nupkg.
    [Parameter(Mandatory)] [string] $Path,

    # The folder to install to.
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
$package = (Get-Item (Join-Path $Path InventoryTools.*.nupkg)).FullName
$folder = (New-Item $Destination -ItemType Directory -Force).FullName
Register-PSResourceRepository built -Uri (Split-Path $package) -Trusted
try {
    Save-PSResource InventoryTools -Repository built -Path $folder
}
finally {
    Unregister-PSResourceRepository built
}

$manifest = (Get-Item (Join-Path $folder InventoryTools/*/InventoryTools.psd1)).FullName
"INVENTORYTOOLS_PACKAGE=$package", "INVENTORYTOOLS_MODULE=$manifest" | Add-Content $env:GITHUB_ENV
