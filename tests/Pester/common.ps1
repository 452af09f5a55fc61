# Every file dots this: the built module of this checkout, and nothing of another copy.
$ErrorActionPreference = 'Stop'
Remove-Module InventoryTools -ErrorAction Ignore
Import-Module ([System.IO.Path]::GetFullPath("$PSScriptRoot/../../InventoryTools.psd1"))

function Get-Text {
    # What a person would see, in a window of 160 columns and without colours.
    param([Parameter(ValueFromPipeline)] $InputObject)
    end { ($input | Out-String -Width 160) -replace "$([char]27)\[[0-9;]*m" }
}
