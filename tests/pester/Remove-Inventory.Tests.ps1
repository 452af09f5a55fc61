BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Remove-Inventory' {
    Context 'on a store and behind an endpoint' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'gives the same answer: <Command>' -ForEach @(
            @{ Count = 0; Command = { Remove-Inventory Custom:RackInfo -WhatIf } }
            @{ Count = 0; ErrorId = 'InvalidInventoryRequestException'; Command = { Remove-Inventory AWS:File -Confirm:$false } }
            @{ Count = 0; ErrorId = 'InvalidTypeNameException'; Command = { Remove-Inventory Custom:None, Custom:Nothing -Confirm:$false } }
        ) {
            Assert-SameAnswer $fleet $Command $Count -ErrorId $(if ($ErrorId) { "$ErrorId,InventoryTools.Cmdlets.RemoveInventoryCommand" })
        }

        It 'changes nothing with -WhatIf' {
            Remove-Inventory Custom:RackInfo -SchemaDeleteOption DeleteSchema -Path $fleet.Path -WhatIf
            Get-Inventory Custom:RackInfo -Path $fleet.Path | Should -HaveCount 91
            Get-InventoryDeletion -Path $fleet.Path | Should -BeNullOrEmpty
        }

        It 'ends without an error when it is stopped while a call has no answer' {
            Assert-StopEndsCall $fleet 'Remove-Inventory Custom:RackInfo -Confirm:$false'
        }

        It 'completes the custom types of a store' {
            Get-Completion "Remove-Inventory -Path $($fleet.Path) Cust" | Should -Contain 'Custom:RackInfo'
        }

        It 'refuses <Argument>' -ForEach @(
            @{ Argument = '-SchemaDeleteOption Keep'; ErrorId = 'CannotConvertArgumentNoMessage' }
            @{ Argument = "-ClientToken ''"; ErrorId = 'ParameterArgumentValidationError' }
        ) {
            { & ([scriptblock]::Create("Remove-Inventory Custom:RackInfo -Path '$($fleet.Path)' -Confirm:`$false $Argument")) } |
                Should -Throw -ErrorId "$ErrorId,InventoryTools.Cmdlets.RemoveInventoryCommand"
        }
    }

    Context 'a type with a deletion, <Target>' -ForEach @{ Target = 'on a store'; Name = 'Path' }, @{ Target = 'behind an endpoint'; Name = 'EndpointUrl' } {
        BeforeEach {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
            $to = @{ $Name = if ($Name -eq 'Path') { $fleet.Path } else { $fleet.Endpoint.Url } }
        }

        AfterEach {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'deletes the data and the schema, and waits for the end' {
            $removed = Remove-Inventory Custom:RackInfo -SchemaDeleteOption DeleteSchema -Wait -Confirm:$false @to
            $removed | Should -HaveCount 1
            $removed.TypeName, $removed.LastStatus | Should -Be 'Custom:RackInfo', 'Complete'
            $removed.Summary.TotalCount | Should -Be 91
            $expected = ConvertTo-Json $removed -Depth 20
            Get-InventoryDeletion @to | ConvertTo-Json -Depth 20 | Should -Be $expected
            $removed | Get-InventoryDeletion @to | ConvertTo-Json -Depth 20 | Should -Be $expected
            { Get-InventorySchema Custom:RackInfo @to -ErrorAction Stop } |
                Should -Throw -ErrorId 'SchemaNotFound,InventoryTools.Cmdlets.GetInventorySchemaCommand'
            Get-Inventory @to | Should -HaveCount 62
        }

        It 'says what will be deleted without -Wait, and keeps the schema' {
            $removed = Remove-Inventory Custom:RackInfo -Confirm:$false @to
            $removed.LastStatus | Should -Be $(if ($Name -eq 'Path') { 'Complete' } else { 'InProgress' })
            $removed.Summary.TotalCount | Should -Be 91
            $removed.Summary.RemainingCount | Should -Be $(if ($Name -eq 'Path') { 0 } else { 91 })
            ($removed | Get-InventoryDeletion @to).LastStatus | Should -Be 'Complete'
            Get-InventorySchema Custom:RackInfo @to | Should -HaveCount 1
        }

        It 'takes types from the pipeline, and goes on after one that is not there' {
            $removed = 'Custom:None', 'Custom:RackInfo' |
                Remove-Inventory -Confirm:$false @to -ErrorVariable failures -ErrorAction SilentlyContinue
            $removed.TypeName | Should -Be 'Custom:RackInfo'
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'InvalidTypeNameException,InventoryTools.Cmdlets.RemoveInventoryCommand'
            $failures[0].TargetObject | Should -Be 'Custom:None'
        }
    }

    Context 'a deletion whose progress the service does not tell' {
        BeforeEach {
            . "$PSScriptRoot/fleet.ps1"
            $path = Join-Path (Get-Item $TestDrive).FullName "$([guid]::NewGuid().ToString('n')).db"
            @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 | Write-Inventory -Path $path
        }

        AfterEach {
            $endpoint | Stop-InventoryEndpoint
        }

        It 'keeps the ID of the deletion when the call is refused' {
            $endpoint = Start-InventoryEndpoint $path -Fault AccessDeniedException -FaultOperation DescribeInventoryDeletions -DeletionTime 0s -PassThru
            $removed = Remove-Inventory Custom:RackInfo -Wait -Confirm:$false -EndpointUrl $endpoint.Url -ErrorVariable failures -ErrorAction SilentlyContinue
            $removed.LastStatus | Should -Be 'InProgress'
            $failures | Should -HaveCount 1
            $failures[0].FullyQualifiedErrorId | Should -Be 'AccessDeniedException,InventoryTools.Cmdlets.RemoveInventoryCommand'
            $failures[0].TargetObject.DeletionId | Should -Be $removed.DeletionId
            (Get-InventoryDeletion -Path $path).DeletionId | Should -Be $removed.DeletionId
        }

        It 'asks again for a deletion that the service has not heard of yet' {
            $endpoint = Start-InventoryEndpoint $path -Fault InvalidDeletionIdException -FaultOperation DescribeInventoryDeletions -FaultCount 1 -DeletionTime 0s -PassThru
            (Remove-Inventory Custom:RackInfo -Wait -Confirm:$false -EndpointUrl $endpoint.Url).LastStatus | Should -Be 'Complete'

            # The dry run, the deletion, and two questions.
            $endpoint.RequestCount | Should -Be 4
        }

        It 'deletes once when the answer is lost' {
            $endpoint = Start-InventoryEndpoint $path -Fault LostAnswer -FaultOperation DeleteInventory -FaultCount 2 -DeletionTime 0s -PassThru
            $removed = Remove-Inventory Custom:RackInfo -Wait -Confirm:$false -EndpointUrl $endpoint.Url
            $removed.LastStatus | Should -Be 'Complete'
            (Get-InventoryDeletion -Path $path).DeletionId | Should -Be $removed.DeletionId
        }
    }

    Context 'a deletion at an endpoint that takes its time' {
        BeforeEach {
            $path = Join-Path (Get-Item $TestDrive).FullName "$([guid]::NewGuid().ToString('n')).db"
            @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 | Write-Inventory -Path $path
        }

        AfterEach {
            $endpoint | Stop-InventoryEndpoint
        }

        It 'is in progress first, and its data is hidden at once' {
            $endpoint = Start-InventoryEndpoint $path -DeletionTime 60m -PassThru
            $removed = Remove-Inventory Custom:RackInfo -Confirm:$false -EndpointUrl $endpoint.Url
            $told = $removed | Get-InventoryDeletion -EndpointUrl $endpoint.Url
            $told.LastStatus, $told.LastStatusMessage | Should -Be 'InProgress', 'The Delete is in progress'
            $told.LastStatusUpdateTime | Should -Be $told.StartTime
            $told.Summary.RemainingCount | Should -Be 1
            Get-InventoryEntry Custom:RackInfo -InstanceId i-0123456789abcdef0 -Path $path -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            (Get-InventoryDeletion -Path $path).LastStatus | Should -Be 'Complete'
        }

        It 'is waited for with -Wait' -Tag Slow {
            $endpoint = Start-InventoryEndpoint $path -PassThru
            $removed = Remove-Inventory Custom:RackInfo -Wait -Confirm:$false -EndpointUrl $endpoint.Url
            $removed.LastStatus, $removed.LastStatusMessage | Should -Be 'Complete', 'Deletion is successful'
            $removed.LastStatusUpdateTime | Should -BeGreaterThan $removed.StartTime
            $removed.Summary.RemainingCount | Should -Be 0
        }
    }

    Context 'a deletion that takes a while' {
        BeforeAll {
            Add-Type -Path $Packages.ScriptedEndpoint
            $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
            $answerScript = [InventoryTools.Pester.AnswerScript]::new($service)
            $begun = '{{"DeletionId":"d","TypeName":"Custom:X","DeletionSummary":{{"TotalCount":1200,"RemainingCount":1200,"SummaryItems":[{0}]}}}}'
            $versions = '{"Version":"1.0","Count":1000,"RemainingCount":1000},{"Version":"2.0","Count":200,"RemainingCount":200}'
            $described = '{{"InventoryDeletions":[{{"DeletionId":"d","TypeName":"Custom:X","DeletionStartTime":1.0E9,"LastStatus":"{0}",' +
                '"DeletionSummary":{{"TotalCount":1200,"RemainingCount":{1},"SummaryItems":[]}}}}]}}'
            $answers = [ordered]@{
                DeleteInventory            = ($begun -f $versions), ($begun -f '')
                DescribeInventoryDeletions = ($described -f 'InProgress', 800), ($described -f 'InProgress', 400), ($described -f 'Complete', 0)
            }
            foreach ($operation in $answers.Keys) {
                $answerScript.Add([InventoryTools.Pester.AnswerRule]@{
                    Operation = $operation
                    Answer    = @($answers[$operation] | ForEach-Object { [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok($_) })
                })
            }
        }

        AfterAll {
            $service.Dispose()
        }

        It 'shows its progress until it is complete' {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddScript('Import-Module $args[0]; Remove-Inventory Custom:X -Wait -Confirm:$false -EndpointUrl $args[1]')
                $removed = $shell.AddArgument($ModulePath).AddArgument($service.Url).Invoke()
                $removed.LastStatus | Should -Be 'Complete'
                $shell.Streams.Progress | Where-Object RecordType -EQ Processing | ForEach-Object { $_.StatusDescription } |
                    Should -Be '33 %, 800 items remain', '66 %, 400 items remain'
            }
            finally {
                $shell.Dispose()
            }

            # The token makes a call that is made again the same deletion.
            $calls = @($service.Calls | Where-Object Operation -EQ DeleteInventory | ForEach-Object { $_.Body.GetRawText() | ConvertFrom-Json })
            $calls | Should -HaveCount 2
            $calls[0].DryRun | Should -BeTrue
            [guid] $calls[1].ClientToken | Should -Not -Be ([guid]::Empty)
            @($service.Calls | Where-Object Operation -EQ DescribeInventoryDeletions) | Should -HaveCount 3
        }
    }
}
