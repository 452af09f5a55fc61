BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = Join-Path $TestDrive fleet.db
    foreach ($node in 'i-00000001', 'i-00000002', 'i-00000003') {
        [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $store
        New-InventoryItem AWS:Network -InstanceId $node | Write-Inventory -Path $store
    }
}

Describe 'Get-Inventory' {
    Context 'a store' {
        BeforeAll {
            $racks = Join-Path $TestDrive racks.db
            foreach ($node in 'i-bbbbbbbb', 'i-aaaaaaaa', 'mi-0123456789abcdef0') {
                1, 2 | ForEach-Object { [pscustomobject]@{ Z = $_; A = "$node $_" } } |
                    New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $racks
                @{ Name = 'bash' } | New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $racks
            }
        }

        It 'gives items by node, then by type' {
            $items = Get-Inventory -Path $racks
            $items.InstanceId | Should -Be 'i-aaaaaaaa', 'i-aaaaaaaa', 'i-bbbbbbbb', 'i-bbbbbbbb', 'mi-0123456789abcdef0', 'mi-0123456789abcdef0'
            $items.TypeName | Should -Be (@('AWS:Application', 'Custom:Rack') * 3)
            $items | ForEach-Object { $_.ContentHash.Length | Should -Be 24 }
        }

        It 'chooses types and nodes <Name>' -ForEach @(
            @{ Name = 'by position, the type in any case'; Count = 1; Script = { Get-Inventory custom:rack i-aaaaaaaa -Path $racks } }
            @{ Name = 'with wildcards'; Count = 2; Script = { Get-Inventory -TypeName Custom:* -InstanceId i-* -Path $racks } }
            @{ Name = 'from the pipeline, nodes by value'; Count = 4; Script = { 'i-aaaaaaaa', 'i-bbbbbbbb' | Get-Inventory -Path $racks } }
            @{ Name = 'from the pipeline, both by property name'; Count = 1
                Script = { [pscustomobject]@{ InstanceId = 'i-bbbbbbbb'; TypeName = 'Custom:*' } | Get-Inventory -Path $racks } }
            @{ Name = 'from the pipeline, types by property name'; Count = 3; Script = { [pscustomobject]@{ TypeName = 'Custom:*' } | Get-Inventory -Path $racks } }
            @{ Name = 'from schemas of a store'; Count = 3; Script = { Get-InventorySchema Custom:* -Path $racks | Get-Inventory -Path $racks } }
            @{ Name = 'from items of a store'; Count = 3; Script = { Get-Inventory Custom:* -Path $racks | Get-Inventory -Path $racks } }
        ) {
            @(& $Script) | Should -HaveCount $Count
        }

        It 'takes no parameter of AWS beside -Path' {
            { Get-Inventory -Path $racks -Region eu-west-1 } |
                Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.GetInventoryCommand'
        }

        It 'completes the types of the store' {
            Get-Completion "Get-Inventory -Path '$racks' -TypeName Custom:" | Should -Be 'Custom:Rack'
        }

        It 'gives what another store takes, and knows again' {
            $copy = Join-Path $TestDrive racks-copy.db
            Get-Inventory -Path $racks | Write-Inventory -Path $copy
            Get-InventoryEntry -Path $copy | ForEach-Object { "$_" } | Should -Be (Get-InventoryEntry -Path $racks | ForEach-Object { "$_" })
            (Get-Inventory -Path $racks | Write-Inventory -Path $copy -PassThru).Status | Select-Object -Unique | Should -Be 'Unchanged'
        }

        It 'reads while the same store is written' {
            $changing = Join-Path $TestDrive racks-changing.db
            Get-Inventory -Path $racks | Write-Inventory -Path $changing
            Get-Inventory -Path $changing Custom:Rack | ForEach-Object { $_.Content[0].A = 'new'; $_ } | Write-Inventory -Path $changing
            @(Get-InventoryEntry -Path $changing Custom:Rack | Where-Object A -EQ new) | Should -HaveCount 3
        }

        It 'shows items as a table in a window of 80 columns' {
            Get-Inventory Custom:Rack mi-* -Path $racks | Get-Text |
                Should -Match '(?m)^mi-0123456789abcdef0 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ       2 Custom:Rack\r?$'
        }
    }

    It 'gives items that go to another store' {
        $copy = Join-Path $TestDrive copy.db
        Get-Inventory -Path $store -TypeName Custom:* | Write-Inventory -Path $copy
        Get-Inventory -Path $copy | Should -HaveCount 3
    }

    It 'says which store is not there' {
        { Get-Inventory -Path TestDrive:missing.db } | Should -Throw -ErrorId 'StoreNotFound,InventoryTools.Cmdlets.GetInventoryCommand'
    }

    Context 'patch summaries, which GetInventory answers beside the information' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
            # Every fourth node has none, on both pages of nodes.
            1..90 | Where-Object { $_ % 4 } | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; PatchGroup = "G$($_ % 3)"; InstalledCount = $_ } } |
                New-InventoryItem AWS:PatchSummary -Property PatchGroup, InstalledCount -InstanceIdProperty Node | Write-Inventory -Path $fleet.Path
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'are the same from a store and behind an endpoint: <Command>' -ForEach @(
            @{ Count = 68; Command = { Get-Inventory AWS:PatchSummary } }
            @{ Count = 221; Command = { Get-Inventory } }
            @{ Count = 159; Command = { Get-Inventory AWS:InstanceInformation, AWS:PatchSummary } }
            @{ Count = 68; Command = { Get-Inventory AWS:Patch* } }
            @{ Count = 128; Command = { Get-Inventory AWS:PatchSummary, AWS:Application } }
            @{ Count = 18; Command = { Get-Inventory AWS:PatchSummary, Custom:RackInfo *5 } }
            @{ Count = 3; Command = { Get-Inventory AWS:PatchSummary, Custom:RackInfo i-00000000000000004, i-00000000000000005 } }
            @{ Count = 10; Command = { Get-Inventory AWS:PatchSummary, Custom:RackInfo -Filter 'AWS:PatchSummary.InstalledCount -gt 84' } }
            @{ Count = 158; Command = { Get-InventoryEntry AWS:PatchSummary, Custom:RackInfo } }
            @{ Count = 5; Command = { Get-InventoryEntry -Filter 'AWS:PatchSummary.InstalledCount -gt 84' } }
            @{ Count = 9; Command = { Get-InventoryEntry AWS:PatchSummary, Custom:RackInfo -Filter 'AWS:PatchSummary.InstalledCount -gt 84', 'Custom:RackInfo.Shelf -gt 86' } }
        ) {
            Assert-SameAnswer $fleet $Command $Count
        }
    }

    Context 'the argument of -Filter' {
        It 'is refused, with what would be a filter: <Filter>' -ForEach @(
            @{ Filter = 'AWS:Application.Name'; Message = 'an operator is missing' }
            @{ Filter = 'AWS:Application.Name -is bash'; Message = "'-is' is not an operator" }
            @{ Filter = 'AWS:Application.Name -like *bash'; Message = 'an asterisk at its end' }
            @{ Filter = @{ Key = 'A.B'; Value = 1 }; Message = "'Value' is not a member of a filter" }
            @{ Filter = @{ Key = 'A.B' }; Message = 'A filter has a Key and Values' }
            @{ Filter = @{ Key = 'A.B'; Values = 1; Type = 'Like' }; Message = 'is not one of Equal, NotEqual' }
            @{ Filter = 42; Message = 'is not a filter' }
        ) {
            { Get-Inventory -Path $store -Filter $Filter } |
                Should -Throw "*$Message*" -ErrorId 'ParameterArgumentTransformationError,InventoryTools.Cmdlets.GetInventoryCommand'
        }
    }

    Context 'the argument of -Aggregator' {
        It 'is completed with what can be counted, and with nothing else' {
            Get-Completion 'Get-Inventory -Aggregator AWS:' | Should -HaveCount 15
            Get-Completion 'Get-Inventory -Aggregator AWS:Application.' | Should -Be 'AWS:Application.Name', 'AWS:Application.Version'
            Get-Completion "Get-Inventory -Path $store -Aggregator Custom:" | Where-Object { $_ -like 'Custom:*' } | Should -BeNullOrEmpty
        }
    }
}
