# What each job allocates an item, beside the baseline in Allocations.json. INVENTORYTOOLS_UPDATE_SNAPSHOTS=1 renews it.
BeforeDiscovery {
    # A job is a row: what comes first, and what is measured. $round counts from 1, the runs of the warm-up included.

    $items = @"
        `$items = [System.Collections.Generic.List[psobject]]::new()
        foreach (`$n in 1..`$count) {
            `$entry = [InventoryTools.InventoryEntry]::new(5)
            'Name', 'Version', 'Architecture', 'Publisher', 'Section' | ForEach-Object { `$entry.Add(`$_, "`$_ of node `$n") }
            `$content = [InventoryTools.InventoryContent]::new()
            `$content.Add(`$entry)
            `$items.Add(([InventoryTools.InventoryItem] @{ InstanceId = 'i-{0:x17}' -f `$n; TypeName = 'Custom:Package'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = `$content }))
        }
"@
    $objects = @"
        `$objects = [System.Collections.Generic.List[psobject]]::new()
        foreach (`$n in 1..`$count) {
            `$objects.Add([pscustomobject] @{ Node = 'i-{0:x17}' -f [int] [math]::Floor(`$n / 10); Name = "package `$n"; Version = "1.2.`$n"; Architecture = 'amd64'; Size = `$n; Installed = `$true })
        }
"@
    $properties = 'Name, Version, Architecture, Size, Installed'
    # Fifteen items a node, of ten rows each, as a node reports them: one call.
    $calls = @"
        `$items = [System.Collections.Generic.List[psobject]]::new()
        foreach (`$n in 1..`$count) {
            `$content = [InventoryTools.InventoryContent]::new()
            foreach (`$row in 1..10) {
                `$entry = [InventoryTools.InventoryEntry]::new(5)
                'Name', 'Version', 'Architecture', 'Publisher', 'Section' | ForEach-Object { `$entry.Add(`$_, "`$_ of `$row") }
                `$content.Add(`$entry)
            }

            `$items.Add(([InventoryTools.InventoryItem] @{ InstanceId = 'i-{0:x17}' -f [int] [math]::Ceiling(`$n / 15); TypeName = "Custom:T`$(`$n % 15)"; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = `$content }))
        }
"@
    $rows = @(
        @{ Job = 'New-InventoryItem'; Setup = $objects; Run = '$objects | New-InventoryItem Custom:Package' }
        @{ Job = 'New-InventoryItem -Property'; Setup = $objects; Run = "`$objects | New-InventoryItem Custom:Package -Property $properties" }
        @{ Job = 'New-InventoryItem -InstanceIdProperty'; Setup = $objects; Run = "`$objects | New-InventoryItem Custom:Package -Property $properties -InstanceIdProperty Node" }
        @{ Job = 'Test-InventoryItem'; Setup = $items; Run = '$items | Test-InventoryItem' }
        @{ Job = 'Write-Inventory -Path'; Setup = $items; Run = '$items | Write-Inventory -Path "fleet-$round.db"' }
        @{ Job = 'Write-Inventory -Path, unchanged'; Setup = $items; Run = '$items | Write-Inventory -Path fleet.db' }
        @{ Job = 'Get-Inventory'; Setup = "$items`n`$items | Write-Inventory -Path fleet.db"; Run = 'Get-Inventory -Path fleet.db' }
        @{ Job = 'Get-InventoryEntry'; Setup = "$items`n`$items | Write-Inventory -Path fleet.db"; Run = 'Get-InventoryEntry Custom:* -Path fleet.db' }
        @{ Job = 'Write-Inventory to a service'; Setup = $calls; Run = '$items | Write-Inventory -EndpointUrl $env:ENDPOINT -ThrottleLimit 4 -Force'; Count = 4500 }
        @{
            Job   = 'PutInventory at an endpoint' # a call of 15 items of ten rows; the client allocates nothing
            Setup = @'
                Add-Type -LiteralPath $scripted
                $endpoint = Start-InventoryEndpoint -Path fleet.db -PassThru
                $connection = [InventoryTools.Benchmarks.Floors.EndpointConnection]::new($endpoint.Url)
'@
            Run   = '$connection.Call($round * $count, $count)'
            Count = 2000
        }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $endpoint = Start-InventoryEndpoint -PassThru
}

AfterAll {
    $endpoint | Stop-InventoryEndpoint
}

Describe 'What is allocated for an item' -Tag Slow {
    It 'is within 2 % of the baseline: <Job>' -ForEach $rows {
        $path = Join-Path $PSScriptRoot Allocations.json
        $baseline = Get-Content $path -Raw | ConvertFrom-Json -AsHashtable
        $shell = '{0}.{1}, {2}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor,
            [System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier
        if ($baseline.Shell -ne $shell) {
            Set-ItResult -Skipped -Because "the baseline is that of PowerShell $($baseline.Shell)"
            return
        }

        # All methods are compiled once and for all, so that no run depends on the time at which another version of a
        # method is ready. Of the three runs after the first the smallest counts: what a busy machine adds, such as pooled
        # arrays that the collector has taken, is not the job's.
        $environment = @{ DOTNET_TieredCompilation = '0'; ENDPOINT = $endpoint.Url.ToString() }
        $result = Invoke-Shell -Environment $environment -Script @"
            Import-Module '$ModulePath'
            `$count = $(if ($Count) { $Count } else { 20000 })
            `$scripted = '$($Packages.ScriptedEndpoint)'
            $Setup
            `$bytes = foreach (`$round in 1..4) {
                [System.GC]::Collect()
                `$before = [System.GC]::GetTotalAllocatedBytes(`$true)
                `$null = $Run
                ([System.GC]::GetTotalAllocatedBytes(`$true) - `$before) / `$count
            }

            [math]::Round((`$bytes[1..3] | Measure-Object -Minimum).Minimum)
"@
        $result.Errors | Should -BeNullOrEmpty
        $bytes = [long] $result.Output[-1]
        Write-Verbose "$Job allocates $bytes bytes an item."
        if ($env:INVENTORYTOOLS_UPDATE_SNAPSHOTS -eq '1') {
            $baseline.Bytes[$Job] = $bytes
            $renewed = [ordered]@{ Shell = $shell; Bytes = [ordered]@{} }
            $baseline.Bytes.Keys | Sort-Object | ForEach-Object { $renewed.Bytes[$_] = $baseline.Bytes[$_] }
            $renewed | ConvertTo-Json | Set-Content $path
        }

        $expected = $baseline.Bytes[$Job]
        $expected | Should -Not -BeNullOrEmpty -Because 'Allocations.json has a number for each job'
        [math]::Abs($bytes - $expected) | Should -BeLessOrEqual (0.02 * $expected) -Because (
            "the baseline of $Job is $expected bytes an item, and it is $bytes now; " +
            'INVENTORYTOOLS_UPDATE_SNAPSHOTS=1 renews the baseline where that is meant')
    }
}
