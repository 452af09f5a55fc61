BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/aws.ps1"
}

Describe 'Faults of AWS' {
    BeforeAll {
        $environment = Get-AwsEnvironment
        if ($Packages.ScriptedEndpoint) {
            Add-Type -Path $Packages.ScriptedEndpoint
            $reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
        }
    }

    BeforeEach {
        Skip-WithoutScriptedEndpoint
        $service = New-ScriptedService
        $answers = [InventoryTools.Pester.AnswerScript]::new($service)
        $to = @{ EndpointUrl = $service.Url }
    }

    AfterEach {
        if ($service) { $service.Dispose() }
        Restore-AwsEnvironment $environment
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
}
