BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Get-InventoryDeletion' {
    Context 'on a store and behind an endpoint' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'gives the same answer: <Command>' -ForEach @(
            @{ Count = 0; Command = { Get-InventoryDeletion } }
            @{ Count = 0; ErrorId = 'InvalidDeletionIdException'; Command = { Get-InventoryDeletion 01234567-89ab-cdef-0123-456789abcdef } }
        ) {
            Assert-SameAnswer $fleet $Command $Count -ErrorId $(if ($ErrorId) { "$ErrorId,InventoryTools.Cmdlets.GetInventoryDeletionCommand" })
        }

        Context 'of deletions that were made' {
            BeforeAll {
                $first = Remove-Inventory Custom:RackInfo -Wait -Confirm:$false -Path $fleet.Path
                @{ Color = 'red' } | New-InventoryItem Custom:Color -InstanceId i-00000000000000003 | Write-Inventory -Path $fleet.Path
                $second = Remove-Inventory Custom:Color -Wait -Confirm:$false -Path $fleet.Path
            }

            It 'gives the same answer: <Command>' -ForEach @(
                @{ Count = 2; Command = { Get-InventoryDeletion } }
                @{ Count = 1; Command = { Get-InventoryDeletion $first.DeletionId } }
                @{ Count = 2; Command = { Get-InventoryDeletion $second.DeletionId, $first.DeletionId } }
                @{ Count = 2; Command = { $first, $second | Get-InventoryDeletion } }
                @{ Count = 1; Command = { $second.DeletionId | Get-InventoryDeletion } }
                @{ Count = 1; Command = { [pscustomobject]@{ DeletionId = $first.DeletionId } | Get-InventoryDeletion } }
            ) {
                Assert-SameAnswer $fleet $Command $Count
            }

            It 'gives the deletions in the order of their IDs in the call' {
                (Get-InventoryDeletion $second.DeletionId, $first.DeletionId -Path $fleet.Path).TypeName |
                    Should -Be 'Custom:Color', 'Custom:RackInfo'
            }

            It 'goes on after an ID that the store does not have' {
                $failures = $null
                $found = '01234567-89ab-cdef-0123-456789abcdef', $second.DeletionId |
                    Get-InventoryDeletion -Path $fleet.Path -ErrorVariable failures -ErrorAction SilentlyContinue
                $found.TypeName | Should -Be 'Custom:Color'
                $failures.FullyQualifiedErrorId | Should -Be 'InvalidDeletionIdException,InventoryTools.Cmdlets.GetInventoryDeletionCommand'
                $failures[0].TargetObject | Should -Be '01234567-89ab-cdef-0123-456789abcdef'
            }
        }
    }
}
