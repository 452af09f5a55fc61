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
}
