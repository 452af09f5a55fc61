BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $node = 'i-0123456789abcdef0'
    $command = 'InventoryTools.Cmdlets.WriteInventoryCommand'
    $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
    $bad = @{ A = 'x' * 5000 } | New-InventoryItem Custom:Bad -InstanceId $node
    $late = @{ A = 1 } | New-InventoryItem Custom:Late -InstanceId $node

    function Get-TypedItem {
        # Items of one node: Custom:T1, Custom:T2 and so on.
        param([int] $Count)
        1..$Count | ForEach-Object { @{ A = 1 } | New-InventoryItem "Custom:T$_" -InstanceId $node }
    }

    function Get-NodeItem {
        # An item of each node: i-00000001, i-00000002 and so on.
        param([int] $Count)
        1..$Count | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d8}' -f $_; A = $_ } } | New-InventoryItem Custom:X -InstanceIdProperty Node
    }

    function Get-Sent {
        # The items of a call by number, with a # after an item that was sent as a hash only: "1 2# 3".
        param([Parameter(ValueFromPipeline)] $Call)
        process { @($Call.Items | ForEach-Object { $_.TypeName.Replace('Custom:T', '') + $(if (-not $_.HasContent) { '#' }) }) -join ' ' }
    }

    function Get-Signature {
        # The access key and the region that signed a call.
        param([Parameter(ValueFromPipeline)] $Call)
        process { $Call.Headers['Authorization'] -replace '^.*Credential=([^/]+)/[0-9]+/([^/]+)/ssm/aws4_request.*$', '$1 $2' }
    }
}

Describe 'Write-Inventory to AWS' {
    BeforeAll {
        $environment = @{}
        Get-ChildItem env:AWS_*, env:LOCALAPPDATA, env:XDG_DATA_HOME | ForEach-Object { $environment[$_.Name] = $_.Value }
        if ($Packages.ScriptedEndpoint) {
            Add-Type -Path $Packages.ScriptedEndpoint
            $reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
        }
    }

    BeforeEach {
        Skip-WithoutScriptedEndpoint

        # A ledger from before could know the port of the new service.
        Remove-Item (Join-Path $UserFolder.FullName InventoryTools) -Recurse -Force -ErrorAction Ignore
        $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        $answers = [InventoryTools.Pester.AnswerScript]::new($service)
        $to = @{ EndpointUrl = $service.Url }
    }

    AfterEach {
        if ($service) { $service.Dispose() }
        Get-ChildItem env:AWS_* | ForEach-Object { Remove-Item "env:$($_.Name)" }
        $environment.Keys | ForEach-Object { Set-Item "env:$_" $environment[$_] }
    }

    Context 'calls' {
        It 'sends 31 items as two calls, and the second time as hashes only' {
            # AWS allows 20 custom types in an account.
            $answers.Add($reply::Ok())
            (Get-TypedItem 31 | Write-Inventory @to -PassThru).Status | Should -Be (@('Accepted') * 31)
            $service.Calls | ForEach-Object { $_.Items.Count } | Should -Be 30, 1
            $service.Calls.Operation | Should -Be PutInventory, PutInventory
            $service.Calls.InstanceId | Should -Be $node, $node
            $service.Calls.Items.HasContent | Should -Be (@($true) * 31)
            (Get-TypedItem 31 | Write-Inventory @to -PassThru).Status | Should -Be (@('Unchanged') * 31)
            $service.Calls | Should -HaveCount 4
            ($service.Calls | Select-Object -Skip 2).Items.HasContent | Should -Be (@($false) * 31)
        }

        It 'sends two and a half megabytes as three calls' {
            1..5 | ForEach-Object {
                $type = "Custom:T$_"
                1..128 | ForEach-Object { [pscustomobject]@{ Text = 'x' * 4077 } } | New-InventoryItem $type -InstanceId $node
            } | Write-Inventory @to
            $service.Calls | ForEach-Object { $_.Items.Count } | Should -Be 2, 2, 1
            $bytes = ($service.Calls | ForEach-Object { $_.Length } | Measure-Object -Sum).Sum
            $bytes | Should -BeGreaterThan 2.45MB
            $bytes | Should -BeLessThan 2.55MB
        }

        It 'sends an item again in full, once, where the service holds something else, and no other item' {
            Get-TypedItem 3 | Write-Inventory @to
            # Another writer writes one of the types and deletes another one.
            $item = @{ A = 2 } | New-InventoryItem Custom:T2 -InstanceId $node
            $service.Put($node, $item)
            $service.Delete('Custom:T3')
            (Get-TypedItem 3 | Write-Inventory @to -PassThru).Status | Should -Be Unchanged, Accepted, Accepted
            $service.Calls | Select-Object -Skip 1 | Get-Sent | Should -Be '1# 2# 3#', '1# 2 3#', '1# 2 3'
        }

        It 'sends everything in full with <Parameter>' -ForEach @(
            @{ Parameter = '-Force'; Arguments = @{ Force = $true } }
            @{ Parameter = '-RefreshDays 0'; Arguments = @{ RefreshDays = 0 } }
        ) {
            Get-TypedItem 2 | Write-Inventory @to
            Get-TypedItem 2 | Write-Inventory @to @Arguments
            $service.Calls | Get-Sent | Should -Be '1 2', '1 2'
        }

        It 'sends one item to each of several nodes' {
            @{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory @to -InstanceId i-00000001, i-00000002, mi-0123456789abcdef0
            $service.Calls.InstanceId | Sort-Object | Should -Be i-00000001, i-00000002, mi-0123456789abcdef0
        }

        It 'sends everything in full, with a warning, where no ledger can be made' {
            $env:LOCALAPPDATA = $env:XDG_DATA_HOME = Join-Path $TestDrive file
            Set-Content $env:XDG_DATA_HOME 'not a folder'
            $results = 1..2 | ForEach-Object {
                $item | Write-Inventory @to -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
                $warnings | Should -HaveCount 1
                $warnings[0].Message | Should -BeLike "What the service accepts can't be remembered on this machine, so all content goes in full: *"
            }
            $results.Status | Should -Be Accepted, Accepted
            $service.Calls.Items.HasContent | Should -Be $true, $true
        }
    }

    Context 'invalid items' {
        It 'does not send an invalid item, and sends the items beside it' {
            $results = $bad, $late | Write-Inventory @to -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            $results.Status | Should -Be Rejected, Accepted
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "ValidationException,$command"
            $failed[0].CategoryInfo.Category | Should -Be InvalidData
            $service.Calls.Items.TypeName | Should -Be Custom:Late
        }

        It 'sends the items before an invalid one, and none after it, with <Name>' -ForEach @(
            @{ Name = '-ErrorAction Stop'; Preference = 'Continue'; Arguments = @{ ErrorAction = 'Stop' } }
            @{ Name = '$ErrorActionPreference = ''Stop'''; Preference = 'Stop'; Arguments = @{} }
        ) {
            $thrown = {
                $ErrorActionPreference = $Preference
                @(Get-TypedItem 2) + $bad + $late | Write-Inventory @to @Arguments
            } | Should -Throw -ErrorId "ValidationException,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be InvalidData
            $service.Calls | Get-Sent | Should -Be '1 2'
        }

        It 'names what was tried where this machine is not a node' {
            $thrown = { @{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory @to } |
                Should -Throw -ErrorId "ValidationException,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be InvalidData
            'AWS_SSM_INSTANCE_ID', 'registration', 'ssm-cli', 'metadata' | ForEach-Object { "$thrown" | Should -BeLike "*$_*" }
            $service.CallCount | Should -Be 0
        }
    }

    Context 'faults of the service' {
        It 'makes <Code> an error of its own, whose item can be sent again' -ForEach @(
            @{ Code = 'ItemSizeLimitExceededException'; Status = 400; Category = 'LimitsExceeded' }
            @{ Code = 'TotalSizeLimitExceededException'; Status = 400; Category = 'LimitsExceeded' }
            @{ Code = 'ItemContentMismatchException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'InvalidItemContentException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'InvalidTypeNameException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'UnsupportedInventorySchemaVersionException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'UnsupportedInventoryItemContextException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'InvalidInventoryItemContextException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'CustomSchemaCountLimitExceededException'; Status = 400; Category = 'LimitsExceeded' }
            @{ Code = 'SubTypeCountLimitExceededException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'ValidationException'; Status = 400; Category = 'InvalidData' }
            @{ Code = 'InvalidInstanceId'; Status = 400; Category = 'ObjectNotFound' }
            @{ Code = 'AccessDeniedException'; Status = 400; Category = 'PermissionDenied' }
            @{ Code = 'ExpiredTokenException'; Status = 400; Category = 'AuthenticationError' }
            @{ Code = 'UnrecognizedClientException'; Status = 400; Category = 'AuthenticationError' }
            @{ Code = 'InvalidSignatureException'; Status = 400; Category = 'AuthenticationError' }
            @{ Code = 'RequestExpired'; Status = 400; Category = 'AuthenticationError' }
            @{ Code = 'ThrottlingException'; Status = 400; Category = 'LimitsExceeded' }
            @{ Code = 'InternalServerError'; Status = 500; Category = 'ResourceUnavailable' }
            @{ Code = 'ServiceUnavailable'; Status = 503; Category = 'ResourceUnavailable' }
        ) {
            $answers.Add($reply::Fault($Code, $Status, 'The service''s own words.', 'Custom:X'))
            @{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory @to -InstanceId $node -RetryTimeoutSec 0 -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -BeExactly "$Code,$command"
            $failed[0].CategoryInfo.Category | Should -Be $Category
            $failed[0].Exception | Should -BeOfType InventoryTools.InventoryFaultException
            $failed[0].Exception.Fault.Code | Should -BeExactly $Code
            $failed[0].Exception.Fault.StatusCode | Should -Be $Status
            # The words of the service are followed by what to do.
            $failed[0].ErrorDetails.Message | Should -Match "\AThe item Custom:X of $node .* The service's own words\. [A-Z].*\.\z"

            $answers.Clear()
            ($failed.TargetObject | Write-Inventory @to -PassThru).InstanceId | Should -Be $node
            $service.Stored | Should -HaveCount 1
        }

        It 'can be caught by its type' {
            $answers.Add($reply::Fault('InvalidInstanceId'))
            $caught = try { $item | Write-Inventory @to -ErrorAction Stop } catch [InventoryTools.InventoryFaultException] { $_.Exception.Fault.Code }
            $caught | Should -Be InvalidInstanceId
        }

        It 'writes to the other nodes where a node is refused' {
            $answers.Add(@{ InstanceId = 'i-00000002'; Answer = $reply::Fault('InvalidInstanceId') })
            $results = Get-NodeItem 5 | Write-Inventory @to -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "InvalidInstanceId,$command"
            $failed[0].CategoryInfo.Category | Should -Be ObjectNotFound
            $failed[0].TargetObject.InstanceId | Should -Be i-00000002
            $results | Where-Object Status -eq Accepted | Should -HaveCount 4
            $service.Stored | Should -HaveCount 4
        }

        It 'ends with -ErrorAction Stop when the other nodes have their data' {
            'i-00000001', 'i-00000003' | ForEach-Object { $answers.Add(@{ InstanceId = $_; Answer = $reply::Fault('InvalidInstanceId') }) }
            $thrown = { Get-NodeItem 9 | Write-Inventory @to -ErrorAction Stop -ThrottleLimit 1 } |
                Should -Throw -ErrorId "InvalidInstanceId,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be ObjectNotFound
            $thrown.ErrorDetails.Message | Should -BeLike '*Another item was not written either.'
            $service.Stored | Should -HaveCount 7
        }

        It 'sums up in one short line with -Summary' {
            $answers.Add(@{ InstanceId = 'i-00000002'; Answer = $reply::Fault('InvalidInstanceId') })
            Get-NodeItem 3 | Write-Inventory @to -Summary -ErrorAction SilentlyContinue |
                Should -Match '\A3 items: 1 rejected, 2 accepted; 3 calls, 0 repeated, [0-9]+ bytes sent; [0-9.]+ s; InvalidInstanceId 1\z'
        }
    }

    Context 'connections' {
        It 'makes an address that can''t be called an error of its own: <Id>' -ForEach @(
            @{ Id = 'ConnectionRefused'; Url = 'http://127.0.0.1:1'; Category = 'ConnectionError' }
            @{ Id = 'NameNotResolved'; Url = 'http://nowhere.invalid'; Category = 'ConnectionError' }
            @{ Id = 'TlsFailed'; Url = 'https://127.0.0.1:{0}'; Category = 'SecurityError' }
        ) {
            $results = $item | Write-Inventory -EndpointUrl ($Url -f $service.Url.Port) -AccessKey AKIDEXAMPLE -SecretKey secret -RetryTimeoutSec 0 -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
            $results.Status | Should -Be Failed
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$command"
            $failed[0].CategoryInfo.Category | Should -Be $Category
            $failed[0].Exception | Should -BeOfType InventoryTools.InventoryConnectionException
            $failed[0].ErrorDetails.Message | Should -BeLike '*did not reach*'
            $failed[0].TargetObject.TypeName | Should -Be Custom:X
        }

        It 'makes an answer that does not come in time an error of its own' {
            $answers.Add($reply::Hang())
            $item | Write-Inventory @to -TimeoutSec 1 -RetryTimeoutSec 0 -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "RequestTimeout,$command"
            $failed[0].CategoryInfo.Category | Should -Be OperationTimeout
        }

        It 'makes no more calls after a refused connection' {
            $closed = @{ EndpointUrl = 'http://127.0.0.1:1'; RetryTimeoutSec = 0; ThrottleLimit = 1; ErrorAction = 'SilentlyContinue' }
            $results = Get-NodeItem 9 | Write-Inventory @closed -PassThru
            $results | Should -HaveCount 9
            ($results | Measure-Object Attempts -Sum).Sum | Should -Be 1
            Get-NodeItem 9 | Write-Inventory @closed -Summary | Should -Match '^9 items: 9 failed; .*; ConnectionRefused 9$'
        }

        It 'repeats calls that fail, until each item is there' -Tag Slow {
            # The first two calls of each node fail, one way after the other. One call is throttled: it slows the rest.
            $failures = @(
                $reply::AfterApplying($reply::Reset(1))
                $reply::Close()
                $reply::Fault('InternalServerError', 500)
                $reply::Fault('ServiceUnavailable', 503)
            ) * 10
            $failures[39] = $reply::Fault('ThrottlingException', 400, 'Rate exceeded')
            $answers.Add(@{ Times = 2; PerNode = $true; Answer = $failures })
            $results = Get-NodeItem 20 | Write-Inventory @to -PassThru -ThrottleLimit 8
            $results.Attempts | Should -Be (@(3) * 20)
            $service.CallCount | Should -Be 60
            $service.Stored | Should -HaveCount 20
        }
    }

    Context 'stopping' {
        BeforeAll {
            # The first node is answered, the others never are.
            function Set-HangingAnswer {
                param($AfterBytes)
                'i-00000002', 'i-00000003' | ForEach-Object { $answers.Add(@{ InstanceId = $_; Answer = $reply::Hang($AfterBytes) }) }
            }

            # The ledger knows that the first node has its item, and nothing of the others.
            function Assert-Ledger {
                $answers.Clear()
                (Get-NodeItem 3 | Write-Inventory @to -PassThru).Attempts | Should -Be 1, 1, 1
                $service.Calls | Select-Object -Skip 3 | Sort-Object InstanceId | ForEach-Object { $_.Items.HasContent } | Should -Be $false, $true, $true
            }
        }

        It 'ends at once, and leaves the ledger true, when <Name>' -ForEach @(
            @{ Name = 'the service never answers'; AfterBytes = $null }
            @{ Name = 'an answer never ends'; AfterBytes = 1 }
        ) {
            Set-HangingAnswer $AfterBytes
            $accepted = [System.Threading.ManualResetEvent]::new($false)
            $session = New-Session
            $shell = New-Pipeline $session 'param($Items, $Url, $Accepted) $Items | Write-Inventory -EndpointUrl $Url -PassThru | ForEach-Object { $Accepted.Set() }' (Get-NodeItem 3), $service.Url, $accepted
            try {
                $null = $shell.BeginInvoke()
                $accepted.WaitOne([timespan]::FromMinutes(1)) | Should -BeTrue
                $answers.WaitForCalls(3)
                # The help promises a second.
                $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne([timespan]::FromSeconds(10)) | Should -BeTrue
                $shell.InvocationStateInfo.State | Should -Be Stopped
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
                $accepted.Dispose()
            }

            Assert-Ledger
        }

        It 'ends at Ctrl+C in a shell, and leaves the ledger true' {
            Set-HangingAnswer
            $process = Start-InterruptibleShell @"
Import-Module '$ModulePath'
1..3 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d8}' -f `$_; A = `$_ } } | New-InventoryItem Custom:X -InstanceIdProperty Node |
    Write-Inventory -EndpointUrl $($service.Url) -PassThru | ForEach-Object { [Console]::WriteLine(`$_.InstanceId) }
[Console]::WriteLine('not stopped')
"@
            try {
                $process.StandardOutput.ReadLine() | Should -Be i-00000001
                $answers.WaitForCalls(3)
                Send-CtrlC $process
                $ended = Wait-Shell $process
            }
            finally {
                if (-not $ended) {
                    $process.Kill()
                    $process.Dispose()
                }
            }

            $ended.Output | Should -BeNullOrEmpty
            $ended.Errors | Should -BeNullOrEmpty
            $ended.ExitCode | Should -Not -Be 0
            Assert-Ledger
        }
    }

    Context '-WhatIf and progress' {
        It 'sends nothing, and remembers nothing, with -WhatIf' {
            # A session without a host keeps the lines of -WhatIf out of the run's.
            $session = New-Session
            $shell = New-Pipeline $session '$args[0] | Write-Inventory -EndpointUrl $args[1] -WhatIf' (Get-TypedItem 31), $service.Url
            try {
                $shell.Invoke() | Should -BeNullOrEmpty
                $shell.Streams.Error | Should -BeNullOrEmpty
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
            }

            $service.CallCount | Should -Be 0
            $answers.Add($reply::Ok())
            Get-TypedItem 31 | Write-Inventory @to
            $service.Calls.Items.HasContent | Should -Be (@($true) * 31)
        }

        It 'shows calls, items and bytes with -WhatIf' {
            $shown = Invoke-Shell @"
Import-Module '$ModulePath'
`$items = 1..31 | ForEach-Object { @{ A = 1 } | New-InventoryItem "Custom:T`$_" -InstanceId $node }
`$items | Write-Inventory -EndpointUrl $($service.Url) -WhatIf
`$items | Write-Inventory -Region eu-west-1 -AccessKey AKIDEXAMPLE -SecretKey secret -WhatIf
"@
            $shown.Errors | Should -BeNullOrEmpty
            $shown.ExitCode | Should -Be 0
            $shown.Output | Should -HaveCount 4
            $shown.Output[0] | Should -Match "PutInventory with 30 items, [0-9.]+ KB \(Custom:T1, .*\).*`"$node at 127\.0\.0\.1:[0-9]+`""
            $shown.Output[1] | Should -Match 'PutInventory with 1 item, [0-9]+ bytes \(Custom:T31\)'
            $shown.Output[2] | Should -Match "PutInventory with 30 items, .* KB \(Custom:T1, .*\)`" on target `"$node in eu-west-1`""
            $shown.Output[3] | Should -Match 'PutInventory with 1 item'
            $service.CallCount | Should -Be 0
        }

        It 'shows progress while calls last, and takes it away at the end' {
            $answers.Delay([timespan]::FromMilliseconds(300))
            $answers.Add($reply::Ok())
            $session = New-Session
            $shell = New-Pipeline $session '$args[0] | Write-Inventory -EndpointUrl $args[1]' (Get-TypedItem 31), $service.Url
            try {
                $null = $shell.Invoke()
                $shell.Streams.Progress.StatusDescription -match 'items written' | Should -Not -BeNullOrEmpty
                $shell.Streams.Progress[-1].RecordType | Should -Be Completed
            }
            finally {
                $shell.Dispose()
                $session.Dispose()
            }
        }
    }

    Context 'credentials and region' {
        It 'signs with the keys and the region of the command' {
            $item | Write-Inventory @to -AccessKey AKIDPARAMETER -SecretKey s -SessionToken token -Region eu-south-1
            $service.Calls | Get-Signature | Should -Be 'AKIDPARAMETER eu-south-1'
            $service.Calls[0].Headers['X-Amz-Security-Token'] | Should -Be token
        }

        It 'knows the aliases of AWS Tools' {
            $item | Write-Inventory @to -AK AKIDALIAS -SK s -ST token -RegionToCall eu-south-1
            $service.Calls | Get-Signature | Should -Be 'AKIDALIAS eu-south-1'
        }

        It 'signs with the keys of a PSCredential' {
            $credential = [pscredential]::new('AKIDPSCREDENTIAL', (ConvertTo-SecureString secret -AsPlainText -Force))
            $item | Write-Inventory @to -Credential $credential -Region eu-west-1
            $service.Calls | Get-Signature | Should -Be 'AKIDPSCREDENTIAL eu-west-1'
        }

        It 'signs with the profile of a file: <Name>' -ForEach @(
            @{ Name = 'plain'; Lines = 'aws_access_key_id = AKIDPROFILE', 'aws_secret_access_key = s', 'region = eu-north-1'; Signature = 'AKIDPROFILE eu-north-1' }
            @{ Name = 'token'; Lines = 'aws_access_key_id=AKIDPROFILE', 'aws_secret_access_key=s', 'aws_session_token=t'; Signature = 'AKIDPROFILE us-east-1' }
            @{ Name = 'process'; Lines = 'credential_process = {process}'; Signature = 'AKIDPROCESS us-east-1' }
        ) {
            Push-Location TestDrive:/
            try {
                '{"Version":1,"AccessKeyId":"AKIDPROCESS","SecretAccessKey":"s"}' | Set-Content process.json
                $process = $(if ($env:OS -eq 'Windows_NT') { 'cmd /c type ' } else { 'cat ' }) + (Get-Item process.json).FullName
                "[$Name]", $Lines | ForEach-Object { $_ } | ForEach-Object { $_.Replace('{process}', $process) } | Set-Content 'my credentials'
                $item | Write-Inventory @to -ProfileName $Name -ProfileLocation './my credentials'
            }
            finally {
                Pop-Location
            }

            $service.Calls | Get-Signature | Should -Be $Signature
        }

        It 'signs with the environment, which names the address and the node too' {
            $env:AWS_ACCESS_KEY_ID = 'AKIDENVIRONMENT'
            $env:AWS_SECRET_ACCESS_KEY = 's'
            $env:AWS_REGION = 'eu-central-1'
            $env:AWS_ENDPOINT_URL = $service.Url
            $env:AWS_SSM_INSTANCE_ID = 'mi-0123456789abcdef0'
            (@{ A = 1 } | New-InventoryItem Custom:X | Write-Inventory -PassThru).InstanceId | Should -Be mi-0123456789abcdef0
            $service.Calls | Get-Signature | Should -Be 'AKIDENVIRONMENT eu-central-1'
        }

        It 'signs with the profile that AWS_PROFILE names' {
            $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive profiles
            $env:AWS_PROFILE = 'other'
            'default', 'other' | ForEach-Object { "[$_]", "aws_access_key_id=AKID$_", 'aws_secret_access_key=s' } | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE
            $item | Write-Inventory @to
            $service.Calls | Get-Signature | Should -Be 'AKIDother us-east-1'
        }

        It 'ends where the named profile is missing, <Name>' -ForEach @(
            @{ Name = 'whatever else the session has'; Arguments = @{} }
            @{ Name = 'whatever credential is given'; Arguments = @{ Credential = [pscredential]::new('AKIDX', [securestring]::new()) } }
        ) {
            $StoredAWSCredentials = 'something'
            $thrown = { $item | Write-Inventory @to @Arguments -ProfileName nope } | Should -Throw -ErrorId "ProfileNotFound,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be ObjectNotFound
            "$StoredAWSCredentials" | Should -Be something
            $service.CallCount | Should -Be 0
        }

        It 'ends with an error that can be caught: <Id> of <Name>' -ForEach @(
            @{ Id = 'ProfileNotFound'; Name = '-ProfileName'; Arguments = @{ ProfileName = 'nope' } }
            @{ Id = 'ProfileNotFound'; Name = '-ProfileLocation'; Arguments = @{ ProfileLocation = 'TestDrive:/nope' } }
            @{ Id = 'CredentialsNotFound'; Name = '-Region alone'; Arguments = @{ Region = 'eu-west-1' } }
            @{ Id = 'InvalidCredentials'; Name = '-AccessKey alone'; Arguments = @{ AccessKey = 'AKIDEXAMPLE' } }
            @{ Id = 'InvalidCredentials'; Name = '-Credential'; Arguments = @{ Credential = 'text' } }
            @{ Id = 'RegionNotFound'; Name = 'keys without a region'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret' } }
            @{ Id = 'InvalidRegion'; Name = '-Region'; Arguments = @{ AccessKey = 'AKIDEXAMPLE'; SecretKey = 'secret'; Region = 'ireland' } }
            @{ Id = 'InvalidEndpointUrl'; Name = '-EndpointUrl'; Arguments = @{ EndpointUrl = 'ftp://127.0.0.1' } }
        ) {
            { $item | Write-Inventory @Arguments } | Should -Throw -ErrorId "$Id,$command"
        }

        It 'takes no parameter of AWS beside -Path' {
            { $item | Write-Inventory -Path TestDrive:/fleet.db -Region eu-west-1 } | Should -Throw -ErrorId 'AmbiguousParameterSet,*'
        }
    }

    Context 'profiles' {
        BeforeEach {
            $env:AWS_SHARED_CREDENTIALS_FILE = Join-Path $TestDrive profiles
            'first', 'second' | ForEach-Object { "[$_]", 'aws_access_key_id = AKIDEXAMPLE', 'aws_secret_access_key = secret' } | Set-Content $env:AWS_SHARED_CREDENTIALS_FILE
        }

        It 'lists the profiles, and no key, where the named one is missing' {
            $thrown = { $item | Write-Inventory -ProfileName nope } | Should -Throw -ErrorId "ProfileNotFound,$command" -PassThru
            $thrown.Exception | Should -BeOfType InventoryTools.InventoryCredentialException
            "$thrown" | Should -Match "'nope'.*second"
            "$thrown" | Should -Not -Match 'AKIDEXAMPLE|secret'
        }

        It 'completes <Typed>' -ForEach @(
            @{ Typed = 'Write-Inventory -Region eu-west-1'; Completed = 'eu-west-1' }
            @{ Typed = 'Write-Inventory -Region ''us-gov-w'; Completed = '''us-gov-west-1''' }
            @{ Typed = 'Write-Inventory -RegionToCall us-gov-w'; Completed = 'us-gov-west-1' }
            @{ Typed = 'Write-Inventory -ProfileName se'; Completed = 'second' }
            @{ Typed = 'Write-Inventory -ProfileLocation TestDrive:/profiles -ProfileName se'; Completed = 'second' }
        ) {
            if ($Typed -match 'ProfileLocation') { Remove-Item env:AWS_SHARED_CREDENTIALS_FILE }
            Get-Completion $Typed | Should -Be $Completed
        }
    }

    Context 'secrets' {
        BeforeAll {
            $secret = 'wJalrXUtnFEMISECRETbPxRfiCYKEY'
            $session = New-Session
        }

        AfterAll {
            $session.Dispose()
        }

        BeforeEach {
            @"
[default]
aws_access_key_id = AKIDX
aws_secret_access_key = $secret
aws_session_token = $secret
[broken]
aws_secret_access_key $secret
[half]
aws_secret_access_key = $secret
[process]
credential_process = /nowhere/$secret
[role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = nope
aws_secret_access_key = $secret
"@ | Set-Content TestDrive:/secrets
        }

        It 'writes no secret to any stream: <Parameters>, <Answer>' -ForEach @(
            foreach ($parameters in
                '-AccessKey AKIDX -SecretKey {secret} -SessionToken {secret}',
                '-AccessKey AKIDX -SecretKey {secret} -ProfileName nope -Region x',
                '-SecretKey {secret}',
                '-ProfileLocation ./secrets',
                '-ProfileLocation ./secrets -ProfileName broken',
                '-ProfileLocation ./secrets -ProfileName process',
                '-ProfileLocation ./secrets -ProfileName half',
                '-ProfileLocation ./secrets -ProfileName role -Region eu-west-1',
                '-Credential {secret}') {
                foreach ($answer in 'accepted', 'InvalidSignatureException', 'AccessDeniedException', 'reset', 'not JSON') {
                    @{ Parameters = $parameters; Answer = $answer }
                }
            }
        ) {
            switch ($Answer) {
                InvalidSignatureException { $answers.Add($reply::Fault($_, 403, "The canonical string was`n'POST`n/`n`nhost:x`nx-amz-security-token:$secret`n`nhost'")) }
                AccessDeniedException { $answers.Add($reply::Fault($_, 400, 'no')) }
                reset { $answers.Add($reply::Reset(1)) }
                'not JSON' { $answers.Add($reply::Status(200, $_)) }
            }

            $shell = New-Pipeline $session @"
`$VerbosePreference = `$DebugPreference = 'Continue'
`$args[0] | Write-Inventory -EndpointUrl `$args[1] $($Parameters.Replace('{secret}', $secret)) -PassThru -Summary -Force -RetryTimeoutSec 0
"@ $item, $service.Url
            try {
                $output = try { $shell.Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
                $streams = @($output) + $shell.Streams.Error + $shell.Streams.Verbose + $shell.Streams.Debug + $shell.Streams.Warning + $shell.Streams.Information + $shell.Streams.Progress
            }
            finally {
                $shell.Dispose()
            }

            # All that a person, a transcript or a log could make of an object.
            $texts = foreach ($value in $streams) {
                "$value"
                if ($value -is [System.Management.Automation.ErrorRecord]) {
                    "$($value.Exception)", "$($value.ErrorDetails.Message)", "$($value.TargetObject)", $value.FullyQualifiedErrorId
                }
            }
            $texts | Should -Not -BeNullOrEmpty
            $texts -match $secret | Should -BeNullOrEmpty
            Get-ChildItem $UserFolder.FullName -Recurse -File -Force | Where-Object { [System.IO.File]::ReadAllText($_.FullName).Contains($secret) } | Should -BeNullOrEmpty
        }
    }
}
