BeforeAll {
    . "$PSScriptRoot/common.ps1"
    . "$PSScriptRoot/aws.ps1"
}

Describe 'Write-Inventory to AWS' {
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
}
