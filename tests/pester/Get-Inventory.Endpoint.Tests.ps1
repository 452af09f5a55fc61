BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Get-Inventory' {
    Context 'on a store and at an endpoint' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'gives the same answer: <Command>' -ForEach @(
            @{ Count = 153; Command = { Get-Inventory } }
            @{ Count = 91; Command = { Get-Inventory Custom:RackInfo } }
            @{ Count = 60; Command = { Get-Inventory aws:application } }
            @{ Count = 91; Command = { Get-Inventory AWS:InstanceInformation } }
            @{ Count = 2; Command = { Get-Inventory AWS:* i-00000000000000005 } }
            @{ Count = 4; Command = { Get-Inventory -InstanceId i-00000000000000077, i-00000000000000005, i-00000000000000005 } }
            @{ Count = 15; Command = { Get-Inventory -InstanceId *7 } }
            @{ Count = 3; ErrorId = 'InventoryNotFound'; Command = { Get-Inventory -InstanceId i-00000000000000999, i-00000000000000003 } }
            # A difference: a service refuses a type that it does not know, which does not say that there is none.
            @{ Count = 0; ErrorId = 'InventoryNotFound'; ServiceErrorId = 'InvalidTypeNameException'; Command = { Get-Inventory Custom:Nothing } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; ServiceErrorId = 'InvalidTypeNameException'; Command = { Get-Inventory Custom:Nothing i-00000000000000003 } }
            @{ Count = 0; Command = { Get-Inventory Custom:N* } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-Inventory -InstanceId nobody } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-Inventory Nothing } }
            @{ Count = 1; Command = { Get-Inventory Custom:RackInfo i-00000000000000091 } }
            @{ Count = 60; Command = { Get-Inventory AWS:Application -Filter 'AWS:Application.Name -eq app2 -and AWS:Application.Version -like 2*' } }
            @{ Count = 0; Command = { Get-Inventory -Filter 'AWS:Application.Name -eq app2 -and AWS:Application.Version -like 3*' } }
            @{ Count = 3; Command = { Get-Inventory -Filter 'AWS:InstanceInformation.PlatformType -ne Windows' } }
            @{ Count = 85; Command = { Get-Inventory Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = 1..85; Type = 'Equal' } } }
            @{ Count = 5; Command = { Get-Inventory Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = 1..85; Type = 'NotEqual' } } }
            @{ Count = 4; Command = { Get-Inventory Custom:RackInfo *3 -Filter 'Custom:RackInfo.Shelf -gt 50' } }
            @{ Count = 1; Command = { Get-Inventory -InstanceId i-00000000000000003, i-00000000000000080 -Filter 'Custom:RackInfo.Shelf -gt 50' } }
            @{ Count = 91; Command = { Get-Inventory Custom:RackInfo -Filter 'AWS:InstanceInformation.InstanceStatus -ne Terminated' } }
            @{ Count = 60; Command = { Get-Inventory AWS:App* } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-Inventory -Filter 'Custom:Nothing.Shelf -gt 50' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-Inventory -Filter (1..6 | ForEach-Object { "Custom:RackInfo.Shelf -gt $_" }) } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-Inventory -Filter 'AWS:Application -exists x' } }
            @{ Count = 3; Command = { Get-Inventory -Aggregator AWS:Application.Name } }
            @{ Count = 3; Command = { Get-Inventory -Aggregator AWS:Application.Name -Filter 'Custom:RackInfo.Shelf -lt 10' } }
            @{ Count = 3; Command = { Get-Inventory -Aggregator @{ Expression = 'AWS:Application.Name'; Aggregators = @{ Expression = 'AWS:InstanceInformation.PlatformType' } } -Filter 'Custom:RackInfo.Shelf -lt 10' } }
            @{ Count = 0; ErrorId = 'InvalidAggregatorException'; Command = { Get-Inventory -Aggregator Custom:RackInfo.Rack } }
            @{ Count = 2; Command = { Get-Inventory -Aggregator @{ Groups = @{ Name = 'Low'; Filters = 'Custom:RackInfo.Shelf -lt 10' }, @{ Name = 'Linux'; Filters = 'AWS:InstanceInformation.PlatformType -eq Linux' } } } }
            @{ Count = 0; ErrorId = 'InvalidAggregatorException'; Command = { Get-Inventory -Aggregator AWS:File.Name } }
            @{ Count = 0; ErrorId = 'InvalidAggregator'; Command = { Get-Inventory -Aggregator AWS:Application.Name -TypeName AWS:File } }
        ) {
            $ids = @{}
            if ($ErrorId) { $ids.ErrorId = "$ErrorId,InventoryTools.Cmdlets.GetInventoryCommand" }
            if ($ServiceErrorId) { $ids.ServiceErrorId = "$ServiceErrorId,InventoryTools.Cmdlets.GetInventoryCommand" }
            Assert-SameAnswer $fleet $Command $Count @ids
        }

        It 'differs in information that a node has put and that follows from its ID' {
            $node = 'i-00000000000000007'
            $information = @{ InstanceId = $node; InstanceStatus = 'Active'; ResourceType = 'EC2Instance' } | New-InventoryItem AWS:InstanceInformation -InstanceId $node
            $path = Join-Path (Get-Item $TestDrive).FullName "$([guid]::NewGuid()).db"
            $information, (@{ Rack = 'R1' } | New-InventoryItem Custom:RackInfo -InstanceId $node) | Write-Inventory -Path $path
            $other = [pscustomobject]@{ Path = $path; Endpoint = Start-InventoryEndpoint $path -PassThru }
            (Get-Inventory -Path $path).TypeName | Should -Be AWS:InstanceInformation, Custom:RackInfo
            (Get-Inventory -EndpointUrl $other.Endpoint.Url).TypeName | Should -Be Custom:RackInfo
            Assert-SameAnswer $other { Get-Inventory AWS:InstanceInformation } 1
            $other.Endpoint | Stop-InventoryEndpoint
        }

        It 'differs in the content hash, which a service does not answer' {
            $arguments = @{ TypeName = 'AWS:Application'; InstanceId = 'i-00000000000000003' }
            (Get-Inventory @arguments -Path $fleet.Path).ContentHash | Should -HaveCount 1
            (Get-Inventory @arguments -EndpointUrl $fleet.Endpoint.Url).ContentHash | Should -BeNullOrEmpty
        }

        It 'takes <Calls> calls for <Command>' -ForEach @(
            # Two pages of nodes; the information comes with them.
            @{ Calls = '2 calls (2 GetInventory)'; Command = { Get-Inventory AWS:InstanceInformation } }
            @{ Calls = '2 calls (2 GetInventory)'; Command = { Get-Inventory AWS:PatchSummary -ErrorAction Ignore } }
            @{ Calls = '93 calls (2 GetInventory, 91 ListInventoryEntries)'; Command = { Get-Inventory Custom:RackInfo } }
            @{ Calls = '4 calls (4 GetInventory)'; Command = { Get-Inventory AWS:InstanceInformation, AWS:PatchSummary -ErrorAction Ignore } }
            @{ Calls = '95 calls (4 GetInventory, 91 ListInventoryEntries)'; Command = { Get-Inventory AWS:PatchSummary, Custom:RackInfo -ErrorAction Ignore } }
            @{ Calls = '3 calls (1 GetInventory, 2 ListInventoryEntries)'; Command = { Get-Inventory AWS:PatchSummary, Custom:RackInfo i-00000000000000001, i-00000000000000002 -ErrorAction Ignore } }
            @{ Calls = '5 calls (3 GetInventory, 1 GetInventorySchema, 1 ListInventoryEntries)'; Command = { Get-InventoryEntry AWS:PatchSummary, Custom:RackInfo *77 -ErrorAction Ignore } }
            @{ Calls = '4 calls (1 GetInventory, 1 GetInventorySchema, 2 ListInventoryEntries)'; Command = { Get-Inventory Custom:RackInfo -Filter 'Custom:RackInfo.Shelf -lt 3' } }
            @{ Calls = '4 calls (4 ListInventoryEntries)'; Command = { Get-Inventory AWS:Application, Custom:RackInfo i-00000000000000001, i-00000000000000002 } }
            @{ Calls = '3 calls (3 ListInventoryEntries)'; Command = { Get-Inventory AWS:File i-00000000000000003 } }
        ) {
            $output = & ([scriptblock]::Create("$Command -EndpointUrl $($fleet.Endpoint.Url) -Verbose -WarningAction Ignore")) 4>&1
            @($output | Where-Object { "$_" -like 'The read took *' }) | Should -Be "The read took $Calls."
        }

        It 'stops calling when the next command has had enough' {
            $before = $fleet.Endpoint.RequestCount
            Get-Inventory Custom:RackInfo -ThrottleLimit 4 -EndpointUrl $fleet.Endpoint.Url | Select-Object -First 5 | Should -HaveCount 5
            $calls = $fleet.Endpoint.RequestCount - $before
            # Two pages of nodes, five items, and the calls that were under way.
            $calls | Should -BeGreaterOrEqual 7
            $calls | Should -BeLessOrEqual 11
        }

        It 'warns before a read of more than 1,000 calls, and shows progress' {
            $session = New-Session
            $shell = New-Pipeline $session 'Get-Inventory -EndpointUrl $args[0] | Select-Object -First 1' $fleet.Endpoint.Url
            try {
                $shell.Invoke() | Should -HaveCount 1
                $shell.Streams.Warning | Should -HaveCount 1
                "$($shell.Streams.Warning)" | Should -Match ('^This read takes at least 1,\d\d\d calls of ListInventoryEntries: one for each node and type, ' +
                    'and one more for each further 50 entries\. At 5 calls a second that is about \d minutes\. Read less with -TypeName, -InstanceId or -Filter\.$')
                $shell.Streams.Progress[0].Activity | Should -Be 'Reading inventory'
                $shell.Streams.Progress[0].StatusDescription | Should -Be '50 nodes found, 2 calls done'
                $shell.Streams.Progress[1].StatusDescription | Should -Match '^3 calls done, about 1,\d\d\d left$'
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
            }
        }

        It 'shows how many nodes are found, whatever is read of them: <Command>' -ForEach @(
            @{ Found = '50 nodes found, 1 call done'; Command = 'Get-Inventory AWS:InstanceInformation' }
            @{ Found = '1 node found, 1 call done'; Command = 'Get-Inventory AWS:InstanceInformation *03' }
            @{ Found = '50 nodes found, 1 call done'; Command = 'Get-InventoryEntry AWS:Application' }
        ) {
            $session = New-Session
            $shell = New-Pipeline $session "$Command -EndpointUrl `$args[0]" $fleet.Endpoint.Url
            try {
                $shell.Invoke() | Should -Not -BeNullOrEmpty
                $shell.Streams.Progress[0].StatusDescription | Should -Be $Found
                $shell.Streams.Progress[-1].RecordType | Should -Be Completed
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
            }
        }

        It 'gives no warning for a read of fewer calls' {
            Get-Inventory AWS:App* -EndpointUrl $fleet.Endpoint.Url -WarningVariable warning | Should -HaveCount 60
            $warning | Should -BeNullOrEmpty
        }

        It 'exports the same through an endpoint as from the store' {
            $files = foreach ($target in @{ Path = $fleet.Path }, @{ EndpointUrl = $fleet.Endpoint.Url }) {
                $file = Join-Path $TestDrive "$([guid]::NewGuid().ToString('n')).jsonl"
                Get-Inventory AWS:App*, Custom:* @target | ForEach-Object { $_.ContentHash = $null; $_ } | Export-Inventory $file JsonLines
                $file
            }
            (Get-Item $files[0]).Length | Should -BeGreaterThan 10000
            Get-Content $files[1] | Should -BeExactly (Get-Content $files[0])
        }

        It 'compares equal through an endpoint and from the store' {
            $called = Get-Inventory AWS:App*, Custom:* -EndpointUrl $fleet.Endpoint.Url
            $called | Should -HaveCount 151
            $called | Compare-Inventory (Get-Inventory AWS:App*, Custom:* -Path $fleet.Path) | Should -BeNullOrEmpty
        }

        It 'ends without an error when it is stopped while a call has no answer' {
            Assert-StopEndsCall $fleet 'Get-Inventory'
        }

        It 'ends with Ctrl+C while a call has no answer' -Tag Slow {
            Skip-WithoutScriptedEndpoint
            $silent = Start-InventoryEndpoint $fleet.Path -Fault NoAnswer -PassThru
            $child = Start-InterruptibleShell @"
                Import-Module '$ModulePath'
                try { Get-Inventory -EndpointUrl $($silent.Url); [Console]::Out.WriteLine('answered') }
                finally { [Console]::Out.WriteLine('ended') }
"@
            try {
                Wait-Connection $silent
                Send-CtrlC $child
                $child.WaitForExit(60000) | Should -BeTrue
                $result = Wait-Shell $child
                $result.Output | Should -Be 'ended'
                $result.Errors | Should -BeNullOrEmpty
            }
            finally {
                if ($child.HasExited -eq $false) { $child.Kill() }
                $child.Dispose()
                $silent | Stop-InventoryEndpoint
            }
        }

        It 'reads on after a fault on one node, and says once what the result lacks' {
            $shaky = Start-InventoryEndpoint $fleet.Path -Fault InternalServerError -FaultCount 2 -PassThru
            $arguments = @{ TypeName = 'AWS:Application', 'Custom:RackInfo'; InstanceId = 1..3 | ForEach-Object { 'i-{0:d17}' -f $_ } }
            $items = Get-Inventory @arguments -EndpointUrl $shaky.Url -RetryTimeoutSec 0 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problem
            $items | ForEach-Object { "$($_.InstanceId) $($_.TypeName)" } | Should -Be @(
                'i-00000000000000002 AWS:Application', 'i-00000000000000002 Custom:RackInfo', 'i-00000000000000003 AWS:Application', 'i-00000000000000003 Custom:RackInfo')
            $problem | Should -HaveCount 2
            $problem.FullyQualifiedErrorId | Select-Object -Unique | Should -Be 'InternalServerError,InventoryTools.Cmdlets.GetInventoryCommand'
            $problem.TargetObject | Should -Be $arguments.TypeName
            "$($problem[0])" | Should -Be ('The result is incomplete: AWS:Application was not read from 1 of 3 nodes (i-00000000000000001). ' +
                'What was read of the others is in the result. InternalServerError: An error occurred on the server side. Run the command again later.')
            $shaky | Stop-InventoryEndpoint
        }

        It 'leaves an item out whose second page fails, and says so' {
            # The second call fails.
            $shaky = Start-InventoryEndpoint $fleet.Path -Fault InternalServerError -Rate 0.5 -Seed 2 -FaultCount 1 -PassThru
            $items = Get-Inventory AWS:File, Custom:RackInfo i-00000000000000003 -EndpointUrl $shaky.Url -RetryTimeoutSec 0 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problem
            $items.TypeName | Should -Be 'Custom:RackInfo'
            "$problem" | Should -BeLike ('The result is incomplete: AWS:File was read in part only from 1 node (i-00000000000000003), ' +
                'and those items are left out. InternalServerError: *')
            $shaky | Stop-InventoryEndpoint
        }

        It 'says how far it came when a fault ends the read' {
            $tired = Start-InventoryEndpoint $fleet.Path -Fault AccessDeniedException -Rate 0.5 -Seed 2 -PassThru
            # A terminating error would leave the variable empty.
            $output = Get-Inventory Custom:RackInfo i-00000000000000001, i-00000000000000002, i-00000000000000003 -EndpointUrl $tired.Url -ThrottleLimit 1 -Verbose 4>&1 -ErrorAction SilentlyContinue -ErrorVariable failure
            $items, $output = $output.Where({ $_ -is [InventoryTools.InventoryItem] }, 'Split')
            $failure | Should -HaveCount 1
            $failure.FullyQualifiedErrorId | Should -Be 'AccessDeniedException,InventoryTools.Cmdlets.GetInventoryCommand'
            $items.InstanceId | Should -Be 'i-00000000000000001'
            "$failure" | Should -BeLike 'The read ended after 1 of 3 steps (a step is one type of one node). What was read until then is in the result. AccessDeniedException: *'
            "$output".Trim() | Should -BeLike '*The read took 2 calls (2 ListInventoryEntries).'
            $tired | Stop-InventoryEndpoint
        }

        It 'gives the reason when its patience ends' {
            $tired = Start-InventoryEndpoint $fleet.Path -Fault InternalServerError -PassThru
            $failure = { Get-Inventory -EndpointUrl $tired.Url -RetryTimeoutSec 0 } |
                Should -Throw -ErrorId 'InternalServerError,InventoryTools.Cmdlets.GetInventoryCommand' -PassThru
            $failure.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
            $tired | Stop-InventoryEndpoint
        }

        It 'says which permissions a policy must allow' {
            $closed = Start-InventoryEndpoint $fleet.Path -Fault AccessDeniedException -PassThru
            $failure = { Get-Inventory AWS:File -EndpointUrl $closed.Url } |
                Should -Throw -ErrorId 'AccessDeniedException,InventoryTools.Cmdlets.GetInventoryCommand' -PassThru
            $failure.CategoryInfo.Category | Should -Be 'PermissionDenied'
            "$failure" | Should -BeLike '*ssm:GetInventory, ssm:ListInventoryEntries and ssm:GetInventorySchema to read*'
            $closed | Stop-InventoryEndpoint
        }

        It 'takes nodes from the pipeline, by value and by the properties of objects' {
            'i-00000000000000003', 'i-00000000000000005' | Get-Inventory Custom:* -Path $fleet.Path | Should -HaveCount 2
            [pscustomobject]@{ InstanceId = 'i-00000000000000003'; TypeName = 'AWS:File' } | Get-Inventory -Path $fleet.Path |
                ForEach-Object { "$($_.InstanceId) $($_.TypeName)" } | Should -Be 'i-00000000000000003 AWS:File'
        }

        It 'takes the aliases <Alias> that the API''s own names are' -ForEach @(
            @{ Alias = 'Filters'; Value = 'Custom:RackInfo.Shelf -eq 7'; Count = 2 }
            @{ Alias = 'Aggregators'; Value = 'AWS:Application.Name'; Count = 3 }
        ) {
            $arguments = @{ Path = $fleet.Path; $Alias = $Value }
            Get-Inventory @arguments | Should -HaveCount $Count
        }

        It 'refuses a store and a service at once' {
            { Get-Inventory -Path $fleet.Path -EndpointUrl $fleet.Endpoint.Url } |
                Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.GetInventoryCommand'
        }

        It 'refuses <Argument>' -ForEach @(
            @{ Argument = '-ThrottleLimit 0' }
            @{ Argument = '-ThrottleLimit 65' }
            @{ Argument = '-RetryTimeoutSec -1' }
            @{ Argument = '-TimeoutSec 0' }
        ) {
            { & ([scriptblock]::Create("Get-Inventory -EndpointUrl http://127.0.0.1:1 $Argument")) } |
                Should -Throw -ErrorId 'ParameterArgumentValidationError,InventoryTools.Cmdlets.GetInventoryCommand'
        }

        It 'refuses the address <Url>, which a service does not have' -ForEach @{ Url = 'ftp://127.0.0.1' }, @{ Url = 'localhost' } {
            { Get-Inventory -EndpointUrl $Url } | Should -Throw -ErrorId 'InvalidEndpointUrl,InventoryTools.Cmdlets.GetInventoryCommand'
        }

        It 'completes <Line>' -ForEach @(
            @{ Line = 'Get-Inventory -Path {0} -TypeName Cust'; Expected = 'Custom:RackInfo' }
            @{ Line = 'Get-Inventory -Path {0} -Filter Custom:R'; Expected = 'Custom:RackInfo.Rack' }
            @{ Line = 'Get-Inventory -Filter AWS:InstanceInformation.PlatformT'; Expected = 'AWS:InstanceInformation.PlatformType' }
        ) {
            Get-Completion ($Line -f $fleet.Path) | Should -Contain $Expected
        }
    }
}
