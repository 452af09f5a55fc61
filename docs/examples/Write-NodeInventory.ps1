<#
Tells Systems Manager what file systems and which PowerShell this node has. It is made for Run Command, and runs in
Windows PowerShell 5.1 and in PowerShell 7. ssm-document.json beside it is an SSM document with this very script.

It names no node, no region and no credentials: the node that runs it, its region and its role are found.
The exit code is 1 where anything was not accepted.
#>
[CmdletBinding()]
param(
    # Up to how many seconds to wait, at random, before the call, so that a fleet does not call at one moment.
    [int] $StartJitter = 300,

    # The module: its name where it is installed, else the path of its manifest.
    [string] $Module = 'InventoryTools',

    # Another address than the region's own, for a rehearsal.
    [string] $EndpointUrl
)

$ErrorActionPreference = 'Stop'
Import-Module $Module

# What changes every minute, such as free space, would be sent in full every time.
$fileSystems = [System.IO.DriveInfo]::GetDrives() |
    Where-Object { $_.IsReady -and $_.DriveType -eq 'Fixed' -and $_.TotalSize -gt 0 } |
    New-InventoryItem Custom:FileSystem -Property @(
        'Name'
        @{ Name = 'Format'; Expression = 'DriveFormat' }
        @{ Name = 'SizeGB'; Expression = { [math]::Round($_.TotalSize / 1GB, 1) } })
$shell = [pscustomobject] $PSVersionTable | New-InventoryItem Custom:PowerShell -Property PSVersion, PSEdition

$target = @{}
if ($EndpointUrl) {
    $target.EndpointUrl = $EndpointUrl
}

# The console shows 2,500 characters: one line, and after it a few errors without colours and positions.
$fileSystems, $shell |
    Write-Inventory @target -StartJitter $StartJitter -Summary -ErrorAction SilentlyContinue -ErrorVariable failed
if ($failed) {
    $failed | Select-Object -First 5 | ForEach-Object { "$_" }
    exit 1
}
