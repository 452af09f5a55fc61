<#
Rehearses Write-NodeInventory.ps1 without AWS: on a bad day, when nothing answers, and after it. A job of a pipeline can
run it; the exit code is 1 where the script did not do what it should.
#>
[CmdletBinding()]
param(
    # The module: its name where it is installed, else the path of its manifest.
    [string] $Module = 'InventoryTools'
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$script = [System.IO.Path]::Combine($PSScriptRoot, 'Write-NodeInventory.ps1')
$store = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName() + '.db')
$env:AWS_SSM_INSTANCE_ID = 'mi-0123456789abcdef0'
$problems = 0

function Assert-That([bool] $IsTrue, [string] $What) {
    "$(if ($IsTrue) { 'ok' } else { 'NOT OK' }): $What"
    if (-not $IsTrue) {
        $script:problems++
    }
}

try {
    # The first two calls fail, one of them after it was made.
    $endpoint = Start-InventoryEndpoint $store -Fault ThrottlingException, LostAnswer -FaultCount 2 -Seed 5 -PassThru
    & $script -StartJitter 0 -Module $Module -EndpointUrl $endpoint.Url
    Assert-That ($LASTEXITCODE -ne 1) 'it comes through a throttled account and a lost answer'
    Assert-That ($endpoint.FaultCount -eq 2) 'which it has met'
    $names = (Get-Inventory -Path $store).TypeName
    Assert-That ("$names" -eq 'Custom:FileSystem Custom:PowerShell') "both items are there: $names"
    $endpoint | Stop-InventoryEndpoint

    # Nobody answers, then the wrong answer comes.
    & $script -StartJitter 0 -Module $Module -EndpointUrl $endpoint.Url
    Assert-That ($LASTEXITCODE -eq 1) 'it tells by its exit code that nobody answers'
    $endpoint = Start-InventoryEndpoint $store -Fault AccessDeniedException -PassThru
    & $script -StartJitter 0 -Module $Module -EndpointUrl $endpoint.Url
    Assert-That ($LASTEXITCODE -eq 1) 'and that its role may not put inventory'
}
finally {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
    "$store", "$store-wal", "$store-shm" | ForEach-Object { [System.IO.File]::Delete($_) }
}

exit [int] ($problems -gt 0)
