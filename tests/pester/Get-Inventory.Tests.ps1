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

    Context 'on a store and behind an endpoint' {
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
            @{ Calls = '4 calls (3 GetInventory, 1 ListInventoryEntries)'; Command = { Get-InventoryEntry AWS:PatchSummary, Custom:RackInfo *77 -ErrorAction Ignore } }
            @{ Calls = '3 calls (1 GetInventory, 2 ListInventoryEntries)'; Command = { Get-Inventory Custom:RackInfo -Filter 'Custom:RackInfo.Shelf -lt 3' } }
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
            @{ Argument = "-InstanceId ''" }
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

    Context 'a service that does not answer as AWS does' {
        BeforeAll {
            if ($Packages.ScriptedEndpoint) {
                Add-Type -Path $Packages.ScriptedEndpoint
                $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
                $answers = [InventoryTools.Pester.AnswerScript]::new($service)
            }

            function Set-Answer {
                param([Parameter(Mandatory)] [hashtable] $Answer)
                $answers.Clear()
                foreach ($operation in $Answer.Keys) {
                    $answers.Add([InventoryTools.Pester.AnswerRule]@{
                        Operation = $operation
                        Answer    = @($Answer[$operation] | ForEach-Object { [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok($_) })
                    })
                }
            }
        }

        BeforeEach {
            Skip-WithoutScriptedEndpoint
        }

        AfterAll {
            if ($service) { $service.Dispose() }
        }

        It 'ends <Command> when a token comes twice' -ForEach @(
            @{ Command = 'Get-Inventory'; Operation = 'GetInventorySchema'; Answer = '{"Schemas":[],"NextToken":"again"}' }
            @{ Command = 'Get-Inventory Custom:A'; Operation = 'GetInventory'; Answer = '{"Entities":[],"NextToken":"again"}' }
            @{ Command = 'Get-Inventory -Aggregator AWS:Application.Name'; Operation = 'GetInventory'; Answer = '{"Entities":[],"NextToken":"again"}' }
            @{ Command = 'Get-InventorySchema'; Operation = 'GetInventorySchema'; Answer = '{"Schemas":[],"NextToken":"again"}' }
            @{ Command = 'Get-InventoryDeletion'; Operation = 'DescribeInventoryDeletions'; Answer = '{"InventoryDeletions":[],"NextToken":"again"}' }
        ) {
            Set-Answer @{ $Operation = $Answer }
            $failure = { & ([scriptblock]::Create("$Command -EndpointUrl $($service.Url) -ErrorAction Stop")) } | Should -Throw -PassThru
            $failure.FullyQualifiedErrorId | Should -BeLike 'UnexpectedAnswer,*'
            "$failure" | Should -Be ("$Operation answered the same NextToken twice (after page 2), so its pages have no end. " +
                'Check that -EndpointUrl is an endpoint of Systems Manager.')
        }

        It 'keeps the pages before a fault: <Command>' -ForEach @(
            @{ Command = 'Get-Inventory -Aggregator AWS:InstanceInformation.PlatformType'; Operation = 'GetInventory'
                Answer = '{"Entities":[{"Data":{"AWS:InstanceInformation":{"Content":[{"Count":"2","PlatformType":"linux"}]}}}],"NextToken":"2"}' }
            @{ Command = 'Get-InventorySchema'; Operation = 'GetInventorySchema'
                Answer = '{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}],"NextToken":"2"}' }
            @{ Command = 'Get-InventoryDeletion'; Operation = 'DescribeInventoryDeletions'
                Answer = '{"InventoryDeletions":[{"DeletionId":"01234567-89ab-cdef-0123-456789abcdef","TypeName":"Custom:A","LastStatus":"Complete"}],"NextToken":"2"}' }
        ) {
            $make = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
            $answers.Clear()
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = $Operation; Answer = @($make::Ok($Answer), $make::Fault('AccessDeniedException')) })
            $found = . ([scriptblock]::Create("$Command -EndpointUrl $($service.Url) -ErrorAction SilentlyContinue -ErrorVariable problem"))
            $found | Should -HaveCount 1
            $problem | Should -HaveCount 1
            $problem.FullyQualifiedErrorId | Should -BeLike 'AccessDeniedException,*'
        }

        It 'claims no absence where a page of the schemas is missing' {
            $make = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
            $answers.Clear()
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = 'GetInventorySchema'
                Answer = @($make::Ok('{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}],"NextToken":"2"}'), $make::Fault('AccessDeniedException')) })
            { Get-InventorySchema Custom:B -EndpointUrl $service.Url } | Should -Throw -ErrorId 'AccessDeniedException,InventoryTools.Cmdlets.GetInventorySchemaCommand'
        }

        It 'leaves out nodes that were not asked for, and says so once' {
            Set-Answer @{
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{}},{"Id":"i-00000002","Data":{}},{"Id":"i-00000003","Data":{}}]}'
                ListInventoryEntries = '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            }
            $found = Get-Inventory Custom:A i-00000002 -Filter 'Custom:A.A -eq 1' -EndpointUrl $service.Url -ErrorVariable problem -ErrorAction SilentlyContinue
            $found.InstanceId | Should -Be 'i-00000002'
            $problem.FullyQualifiedErrorId | Should -Be 'UnexpectedAnswer,InventoryTools.Cmdlets.GetInventoryCommand'
            "$problem" | Should -BeLike 'Answers for 2 nodes (i-00000001, i-00000003) were left out, because they are not what was asked for. *'
        }

        It 'shows a terminated node, and a node without data by its other types' {
            Set-Answer @{
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0",' +
                    '"CaptureTime":"2026-01-31T12:00:00Z","Content":[{"InstanceId":"i-00000001","InstanceStatus":"Terminated"}]}}},{"Id":"i-00000002","Data":{}}]}'
                ListInventoryEntries = '{"Entries":[]}', '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            }
            $found = Get-Inventory AWS:InstanceInformation, Custom:A -ThrottleLimit 1 -EndpointUrl $service.Url
            $found | ForEach-Object { "$($_.InstanceId) $($_.TypeName) $($_.Content)" } |
                Should -Be 'i-00000001 AWS:InstanceInformation InstanceId=i-00000001; InstanceStatus=Terminated', 'i-00000002 Custom:A A=1'
        }

        It 'reads types that the service does not list, and says in a verbose line which of them it refuses' {
            Set-Answer @{
                GetInventorySchema   = '{"Schemas":[{"TypeName":"Custom:A","Version":"1.0","Attributes":[]}]}'
                GetInventory         = '{"Entities":[{"Id":"i-00000001","Data":{}}]}'
            }
            $entries = '{"CaptureTime":"2026-01-31T12:00:00Z","SchemaVersion":"1.0","Entries":[{"A":"1"}]}'
            $lists = [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('InvalidTypeNameException'), [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Ok($entries)
            $answers.Add([InventoryTools.Pester.AnswerRule]@{ Operation = 'ListInventoryEntries'; Answer = $lists })
            # AWS:Process and Custom:A, in this order.
            $output = Get-Inventory AWS:Proc*, Custom:A* -ThrottleLimit 1 -EndpointUrl $service.Url -Verbose 4>&1
            @($output | Where-Object { $_ -is [InventoryTools.InventoryItem] }).TypeName | Should -Be 'Custom:A'
            @($output | Where-Object { "$_" -like 'AWS:Process was not read: it was not asked for by its name, and the service refuses it. InvalidTypeNameException*' }) |
                Should -HaveCount 1
        }

        It 'says that the operation is denied, and nothing about absence' {
            Set-Answer @{ GetInventory = '{"Entities":[{"Id":"i-00000001","Data":{}}]}' }
            $answers.Add([InventoryTools.Pester.AnswerRule]@{
                Operation = 'ListInventoryEntries'
                Answer    = [InventoryTools.Tests.Endpoint.ScriptedAnswer]::Fault('AccessDeniedException', 400, 'User is not authorized to perform: ssm:ListInventoryEntries')
            })
            $failure = { Get-Inventory Custom:A -EndpointUrl $service.Url } |
                Should -Throw -ErrorId 'AccessDeniedException,InventoryTools.Cmdlets.GetInventoryCommand' -PassThru
            "$failure" | Should -BeLike 'The read ended after 0 of 1 steps*ssm:ListInventoryEntries*'
        }
    }

    Context 'the argument of -Filter' {
        It 'is refused, with what would be a filter: <Filter>' -ForEach @(
            @{ Filter = 'AWS:Application.Name'; Message = 'an operator is missing' }
            @{ Filter = 'AWS:Application.Name -is bash'; Message = "'-is' is not an operator" }
            @{ Filter = 'AWS:Application.Name -like *bash'; Message = 'an asterisk at its end' }
            @{ Filter = @{ Key = 'A.B'; Value = 1 }; Message = "'Value' is not a member of a filter" }
            @{ Filter = @{ Key = 'A.B' }; Message = 'A filter has a Key and Values' }
            @{ Filter = @{ Key = 'A.B'; Values = 1; Type = 'Like' }; Message = 'is none of Equal, NotEqual' }
            @{ Filter = 42; Message = 'is no filter' }
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
