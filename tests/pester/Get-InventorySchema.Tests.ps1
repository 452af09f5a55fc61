BeforeAll {
    . "$PSScriptRoot/common.ps1"
    1..120 | ForEach-Object { @{ Name = "file$_" } } | New-InventoryItem AWS:File -InstanceId i-0123456789abcdef0 | Write-Inventory -Path TestDrive:/store.db
    @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 | Write-Inventory -Path TestDrive:/store.db
    $endpoint = Start-InventoryEndpoint TestDrive:/store.db -DeletionTime 0s -PassThru
}

AfterAll {
    $endpoint | Stop-InventoryEndpoint
}

Describe 'Get-InventorySchema' {
    It 'lists schemas as a table' {
        Get-InventorySchema Custom:* -Path TestDrive:/store.db | Get-Text | Should -Match 'Custom:RackInfo +1\.0 +Rack'
        Get-InventorySchema Custom:* -Path TestDrive:/store.db | Format-List | Get-Text | Should -Match 'Attributes\s+: {Rack \(STRING\)}'
    }

    It 'shows every attribute of a schema in a window of 80 columns' {
        $schema = Get-InventorySchema AWS:InstanceDetailedInformation -Path TestDrive:/store.db
        $text = $schema | Get-Text
        $text | Should -Match '(?m)^AWS:InstanceDetailedInformation 1\.0     CPUModel,'
        $text -replace '\s' | Should -Match "$($schema.Attributes.Name -join ',')$"
    }

    It 'show what would be deleted, and delete it when that is confirmed' {
        Remove-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url -WhatIf
        Remove-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url -Wait -Confirm:$false | Get-Text |
            Should -Match '[0-9a-f-]{36} Complete +0 of 1 Custom:RackInfo'
        Get-Inventory Custom:* -Path TestDrive:/store.db | Should -BeNullOrEmpty
        Get-InventoryDeletion -Path TestDrive:/store.db | Get-Text | Should -Match '(?m)^[0-9a-f-]{36} Complete +0 of 1 Custom:RackInfo\r?$'
        Get-InventoryDeletion -Path TestDrive:/store.db | Format-List | Get-Text | Should -Match 'Summary\s+: 0 of 1 remain'
    }

    Context 'on a store and behind an endpoint' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'gives the same answer: <Command>' -ForEach @(
            @{ Count = 16; Command = { Get-InventorySchema } }
            @{ Count = 1; Command = { Get-InventorySchema aws:process } }
            @{ Count = 1; Command = { Get-InventorySchema Custom:* } }
            @{ Count = 1; ErrorId = 'SchemaNotFound'; Command = { Get-InventorySchema aws:application, Custom:None } }
            @{ Count = 5; Command = { Get-InventorySchema -Aggregator } }
            @{ Count = 1; Command = { Get-InventorySchema -SubType } }
        ) {
            Assert-SameAnswer $fleet $Command $Count -ErrorId $(if ($ErrorId) { "$ErrorId,InventoryTools.Cmdlets.GetInventorySchemaCommand" })
        }

        It 'lists the types as an account of AWS does' {
            # The 15 names and their order: cloudquery/cloudquery issue 1409.
            (Get-InventorySchema -Path $fleet.Path).TypeName | Should -Be @(
                'AWS:AWSComponent', 'AWS:Application', 'AWS:ComplianceItem', 'AWS:File', 'AWS:InstanceDetailedInformation',
                'AWS:InstanceInformation', 'AWS:Network', 'AWS:PatchCompliance', 'AWS:PatchSummary', 'AWS:ResourceGroup', 'AWS:Service',
                'AWS:Tag', 'AWS:WindowsRegistry', 'AWS:WindowsRole', 'AWS:WindowsUpdate', 'Custom:RackInfo')
        }

        It 'ends without an error when it is stopped while a call has no answer' {
            Assert-StopEndsCall $fleet 'Get-InventorySchema'
        }

        It 'takes types from the pipeline, by value and by the property TypeName' {
            ('AWS:File', 'custom:*' | Get-InventorySchema -Path $fleet.Path).TypeName | Should -Be 'AWS:File', 'Custom:RackInfo'
            (Get-Inventory Custom:RackInfo *7 -Path $fleet.Path | Select-Object -First 1 | Get-InventorySchema -Path $fleet.Path).TypeName |
                Should -Be 'Custom:RackInfo'
        }

        It 'completes types' {
            Get-Completion "Get-InventorySchema -Path $($fleet.Path) Cust" | Should -Contain 'Custom:RackInfo'
        }

        It 'names the type that it does not find' {
            Get-InventorySchema Custom:None -Path $fleet.Path -ErrorVariable failures -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'SchemaNotFound,InventoryTools.Cmdlets.GetInventorySchemaCommand'
            $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $failures[0].TargetObject | Should -Be 'Custom:None'
        }
    }
}
