#Requires -Version 7.4
<#
.SYNOPSIS
Kills of an endpoint and of Sync-Inventory.
.DESCRIPTION
After each kill of an endpoint, everything that it acknowledged is in its store. After kills of Sync-Inventory, whose
store changes between them, the next Sync-Inventory makes the target equal to the store. Returns one object for each fault.
.EXAMPLE
pwsh tests/reliability/Service.ps1 -Times 200

Each fault 200 times; a kill takes about three seconds.
#>
[CmdletBinding()]
param(
    [ValidateRange(1, 100000)]
    [int] $Times = 5,

    # The faults, as wildcards.
    [string[]] $Fault = '*',

    [int] $Seed = 1
)

. (Join-Path $PSScriptRoot Store.Common.ps1)
$random = [System.Random]::new($Seed)

function Write-Round([string] $Path, [int] $Round) {
    # New content for each of 60 nodes.
    1..60 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:x17}' -f $_; Round = $Round; Text = 'x' * 300 } } |
        New-InventoryItem Custom:Fault -Property Round, Text -InstanceIdProperty Node | Write-Inventory -Path $Path
}

$faults = [ordered]@{
    'kill of an endpoint' = {
        param($folder)
        $store = Join-Path $folder store.db
        $served = Start-Worker "[Console]::Out.WriteLine((Start-InventoryEndpoint '$store' -PassThru).Url); Start-Sleep 1000"
        $url = $served.StandardOutput.ReadLine()
        # The same items as Get-WriterScript makes.
        $writer = Start-Worker "& { for (`$n = 0; `$n -lt 2000; `$n++) { `$node = 'i-{0:x17}' -f `$n
            , @(1..3 | ForEach-Object { @{ Node = `$node; Text = 'x' * 200 } }) } } |
            ForEach-Object { New-InventoryItem Custom:Fault -InstanceId `$_[0].Node -InputObject `$_ } |
            Write-Inventory -EndpointUrl $url -RetryTimeoutSec 0 -ErrorAction SilentlyContinue -PassThru |
            ForEach-Object { if (`$_.Status -eq 'Accepted') { [Console]::Out.WriteLine(`$_.InstanceId) } }"
        $null = Stop-Worker $served -AfterMilliseconds $random.Next(2500)
        Assert-Store $store -Acknowledged (Wait-Worker $writer)
    }

    'kills of Sync-Inventory' = {
        param($folder)
        $store = Join-Path $folder store.db
        $target = Join-Path $folder target.db
        $endpoint = Start-InventoryEndpoint $target -PassThru
        try {
            foreach ($round in 1..3) {
                Write-Round $store $round
                $null = Stop-Worker (Start-Worker "Sync-Inventory '$store' -EndpointUrl $($endpoint.Url)") -AfterMilliseconds $random.Next(1000)
            }

            Sync-Inventory $store -EndpointUrl $endpoint.Url | Out-Null
        }
        finally {
            $endpoint | Stop-InventoryEndpoint
        }

        $old = @(Get-InventoryEntry Custom:Fault -Path $target | Where-Object Round -NE 3)
        Assert-Fault ($old.Count -eq 0) "$($old.Count) of 60 items are old at the target"
        $count = @(Get-Inventory Custom:Fault -Path $target).Count
        Assert-Fault ($count -eq 60) "$count of 60 items are at the target"
    }
}

foreach ($name in $faults.Keys) {
    if ($Fault.Where({ $name -like $_ })) {
        Invoke-Fault $name -Times $Times -Round $faults[$name]
    }
}
