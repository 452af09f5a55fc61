BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = Join-Path $TestDrive fleet.db
    foreach ($node in 'i-00000001', 'i-00000002', 'i-00000003') {
        1..3 | ForEach-Object { [pscustomobject]@{ Name = "package-$_"; Version = "1.$_" } } |
            New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $store
        [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $store
    }
}

Describe 'Get-InventoryEntry' {
    Context 'a store' {
        BeforeAll {
            $racks = Join-Path $TestDrive racks.db
            foreach ($node in 'i-bbbbbbbb', 'i-aaaaaaaa', 'mi-0123456789abcdef0') {
                1, 2 | ForEach-Object { [pscustomobject]@{ Z = $_; A = "$node $_" } } |
                    New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $racks
                @{ Name = 'bash' } | New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $racks
            }
        }

        It 'gives rows of one type without the type, in the order of their attributes' {
            $rows = Get-InventoryEntry -Path $racks -TypeName custom:rack -InstanceId i-a*
            $rows.A | Should -Be 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'
            foreach ($row in $rows) {
                $row.PSObject.Properties.Name | Should -BeExactly 'InstanceId', 'Z', 'A'
                $row.PSObject.BaseObject | Should -BeOfType System.Management.Automation.PSCustomObject
            }
        }

        It 'gives rows with their type unless exactly one was asked for' {
            $rows = Get-InventoryEntry -Path $racks * i-a*
            $rows[0].PSObject.Properties.Name | Should -Be 'InstanceId', 'TypeName', 'Name'
            $rows.TypeName | Should -Be 'AWS:Application', 'Custom:Rack', 'Custom:Rack'
        }

        It 'renames its own column, not an attribute of the same name' {
            $odd = Join-Path $TestDrive odd.db
            @{ InstanceId = 'other' } | New-InventoryItem AWS:InstanceInformation -InstanceId i-cccccccc | Write-Inventory -Path $odd
            @{ InstanceId = 'a'; InventoryInstanceId = 'b' } | New-InventoryItem Custom:Odd -InstanceId i-cccccccc | Write-Inventory -Path $odd
            $row = Get-InventoryEntry -Path $odd AWS:InstanceInformation i-cccccccc
            $row.InstanceId | Should -Be 'other'
            $row.InventoryInstanceId | Should -Be 'i-cccccccc'
            (Get-InventoryEntry -Path $odd Custom:Odd).InventoryInventoryInstanceId | Should -Be 'i-cccccccc'
        }

        It 'chooses types and nodes <Name>' -ForEach @(
            @{ Name = 'by position'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'; Script = { Get-InventoryEntry Custom:Rack i-aaaaaaaa -Path $racks } }
            @{ Name = 'from the pipeline, nodes by value'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'
                Script = { 'i-aaaaaaaa' | Get-InventoryEntry -Path $racks Custom:Rack } }
            @{ Name = 'from the pipeline, both by property name'; Rows = 'i-bbbbbbbb 1', 'i-bbbbbbbb 2'
                Script = { [pscustomobject]@{ InstanceId = 'i-bbbbbbbb'; TypeName = 'Custom:*' } | Get-InventoryEntry -Path $racks } }
            @{ Name = 'from items'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2', 'i-bbbbbbbb 1', 'i-bbbbbbbb 2', 'mi-0123456789abcdef0 1', 'mi-0123456789abcdef0 2'
                Script = { Get-Inventory -Path $racks | Where-Object TypeName -Like 'Custom:*' | Get-InventoryEntry -Path $racks } }
        ) {
            (& $Script).A | Should -Be $Rows
        }

        It 'reports what was asked for by its exact name and is not there: <Name>' -ForEach @(
            @{ Name = 'a node'; Script = { Get-InventoryEntry -Path $racks Custom:Rack i-aaaaaaaa, i-00000000 }; Count = 2; Target = 'i-00000000' }
            @{ Name = 'a type'; Script = { Get-InventoryEntry -Path $racks Custom:Nothing i-a* }; Count = 0; Target = 'Custom:Nothing' }
            @{ Name = 'a node that has no item of the type'; Script = { Get-InventoryEntry -Path $racks Custom:Rack i-00000000 }; Count = 0; Target = 'i-00000000'
                Message = "no item for the node 'i-00000000' of the type Custom:Rack" }
        ) {
            $rows = & {
                $ErrorActionPreference = 'SilentlyContinue'
                $Error.Clear()
                & $Script
            }
            @($rows) | Should -HaveCount $Count
            $Error | Should -HaveCount 1
            $Error[0].FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            $Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
            $Error[0].TargetObject | Should -Be $Target
            "$($Error[0])" | Should -BeLike "*$Message*"
        }

        It 'reports nothing where a wildcard finds nothing' {
            $rows = Get-InventoryEntry -Path $racks No* x* -ErrorVariable problem
            $rows | Should -BeNullOrEmpty
            $problem | Should -BeNullOrEmpty
        }

        It 'makes no store of what can''t be read: <Id>' -ForEach @(
            @{ Id = 'StoreNotFound'; Category = 'ObjectNotFound'; Path = 'missing.db' }
            @{ Id = 'StoreNotADatabase'; Category = 'InvalidData'; Path = 'text.db' }
            @{ Id = 'StoreIsFolder'; Category = 'InvalidArgument'; Path = '.' }
        ) {
            [System.IO.File]::WriteAllText((Join-Path $TestDrive text.db), 'x' * 5000)
            $thrown = { Get-InventoryEntry -Path (Join-Path $TestDrive $Path) } |
                Should -Throw -PassThru -ErrorId "$Id,InventoryTools.Cmdlets.GetInventoryEntryCommand"
            $thrown.CategoryInfo.Category | Should -Be $Category
            Join-Path $TestDrive missing.db | Should -Not -Exist
        }

        It 'completes the types of the store' {
            Get-Completion "Get-InventoryEntry -Path '$racks' -TypeName Custom:" | Should -Be 'Custom:Rack'
        }
    }

    It 'gives rows that can be filtered and exported' {
        $rows = Get-InventoryEntry -Path $store AWS:Application | Where-Object Name -EQ package-2
        $rows.InstanceId | Should -Be 'i-00000001', 'i-00000002', 'i-00000003'
        ($rows | ConvertTo-Csv -NoTypeInformation)[1] | Should -Be '"i-00000001","package-2","1.2"'
    }

    It 'shows rows as a table' {
        Get-InventoryEntry -Path $store AWS:Application i-00000001 | Get-Text | Should -Match 'InstanceId\s+Name\s+Version'
    }

    It 'stops reading when the next command has had enough' {
        (Get-InventoryEntry -Path $store | Select-Object -First 1).InstanceId | Should -Be i-00000001
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
            @{ Count = 120; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry AWS:File nobody, i-00000000000000003 } }
            @{ Count = 120; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry Nothing, AWS:File } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry -InstanceId nobody } }
            @{ Count = 391; Command = { Get-InventoryEntry } }
            @{ Count = 180; Command = { Get-InventoryEntry AWS:Application } }
            @{ Count = 120; Command = { Get-InventoryEntry AWS:File i-00000000000000003 } }
            @{ Count = 32; Command = { Get-InventoryEntry AWS:File i-00000000000000003 -Filter 'AWS:File.Name -like file1*' } }
            @{ Count = 60; Command = { Get-InventoryEntry -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 180; Command = { Get-InventoryEntry AWS:File, AWS:Application -Filter 'AWS:Application.Name -eq app2', 'AWS:Application.Version -gt 1' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry Custom:RackInfo -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 60; Command = { Get-InventoryEntry aws:application -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry -Filter 'Name -eq app2' } }
            @{ Count = 60; Command = { Get-InventoryEntry -Filter 'aws:application.Name -eq app2' } }
            @{ Count = 13; Command = { Get-InventoryEntry Custom:RackInfo -Filter 'CUSTOM:rackinfo.Rack -eq R1' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry AWS:App* -Filter 'AWS:Aplication.Name -eq app2' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry Custom:* -Filter 'Custom:RakInfo.Rack -eq R1' } }
            @{ Count = 60; Command = { Get-InventoryEntry AWS:App* -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 0; Command = { Get-InventoryEntry Custom:RackInfo i-00000000000000091 } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry AWS:File i-00000000000000091 } }
            @{ Count = 41; Command = { Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(1..41) + 1; Type = 'Equal' } } }
            @{ Count = 52; Command = { Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(10..60) + 1; Type = 'BeginWith' } } }
            @{ Count = 91; Command = { Get-InventoryEntry AWS:InstanceInformation } }
            @{ Count = 2; ErrorId = 'InventoryNotFound'; Command = { 'i-00000000000000005', 'i-00000000000000999', 'i-00000000000000006' | Get-InventoryEntry Custom:* } }
            @{ Count = 120; Command = { Get-Inventory -Path $fleet.Path AWS:File | ForEach-Object { [pscustomobject]@{ InstanceId = $_.InstanceId; TypeName = $_.TypeName } } | Get-InventoryEntry } }
        ) {
            Assert-SameAnswer $fleet $Command $Count -ErrorId $(if ($ErrorId) { "$ErrorId,InventoryTools.Cmdlets.GetInventoryEntryCommand" })
        }

        It 'asks the nodes that the filter finds only' {
            $output = Get-InventoryEntry -Filter 'AWS:Application.Name -eq app2' -EndpointUrl $fleet.Endpoint.Url -Verbose 4>&1
            @($output | Where-Object { "$_" -like 'The read took *' }) | Should -Be 'The read took 62 calls (2 GetInventory, 60 ListInventoryEntries).'
        }

        It 'warns of an attribute of a filter that is not documented' {
            $answer = Get-Answer "Get-InventoryEntry -Filter 'AWS:Application.name -eq app2'" @{ Path = $fleet.Path }
            $answer.Objects | Should -HaveCount 0
            $answer.Warnings | Should -Be ("The filter 'AWS:Application.name' names no attribute of AWS:Application that is documented. " +
                'Case matters. Get-InventorySchema AWS:Application lists them.')
        }

        It 'fetches no page that nobody wants: <Rows> rows are in <Calls> calls' -ForEach @{ Rows = 5; Calls = 1 }, @{ Rows = 60; Calls = 2 } {
            $before = $fleet.Endpoint.RequestCount
            Get-InventoryEntry AWS:File i-00000000000000003 -EndpointUrl $fleet.Endpoint.Url | Select-Object -First $Rows | Should -HaveCount $Rows
            $fleet.Endpoint.RequestCount - $before | Should -Be $Calls
        }

        It 'fetches the first nodes, and only the entries of those that come next' {
            $before = $fleet.Endpoint.RequestCount
            Get-InventoryEntry Custom:RackInfo -ThrottleLimit 4 -EndpointUrl $fleet.Endpoint.Url | Select-Object -First 5 | Should -HaveCount 5
            $calls = $fleet.Endpoint.RequestCount - $before
            $calls | Should -BeGreaterOrEqual 7
            $calls | Should -BeLessOrEqual 11
        }

        It 'gives the rows before a page that fails, and says what is missing' {
            # The second call fails.
            $shaky = Start-InventoryEndpoint $fleet.Path -Fault InternalServerError -Rate 0.5 -Seed 2 -FaultCount 1 -PassThru
            $arguments = @{ TypeName = 'AWS:File', 'Custom:RackInfo'; InstanceId = 'i-00000000000000003'; EndpointUrl = $shaky.Url }
            $rows = Get-InventoryEntry @arguments -RetryTimeoutSec 0 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problem
            $rows | Should -HaveCount 51
            $problem.FullyQualifiedErrorId | Should -Be 'InternalServerError,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            "$problem" | Should -BeLike 'The result is incomplete: it has the first entries only of AWS:File from 1 node (i-00000000000000003). InternalServerError: *'
            $shaky | Stop-InventoryEndpoint
        }

        It 'takes the longest type of a filter whose key has more than one dot' {
            @{ Attr = 1 } | New-InventoryItem Custom:Rack.Info -InstanceId i-00000000000000001 | Write-Inventory -Path $store
            $dotted = Start-InventoryEndpoint $store -PassThru
            $output = Get-InventoryEntry -Filter 'Custom:Rack.Info.Attr -eq 1' -EndpointUrl $dotted.Url -Verbose 4>&1
            @($output | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Attr | Should -Be '1'
            $dotted | Stop-InventoryEndpoint
        }

        It 'waits when it is throttled, and reads on' -Tag Slow {
            $tired = Start-InventoryEndpoint $fleet.Path -PassThru -Rate 0.3 -FaultCount 6 -Seed 4 -Fault ThrottlingException,
                InternalServerError, ConnectionReset, LostAnswer
            Get-InventoryEntry AWS:Application -EndpointUrl $tired.Url | Should -HaveCount 180
            $tired.FaultCount | Should -Be 6
            $tired | Stop-InventoryEndpoint
        }

        It 'ends without an error when it is stopped while a call has no answer' {
            Assert-StopEndsCall $fleet 'Get-InventoryEntry AWS:File i-00000000000000003'
        }
    }
}
