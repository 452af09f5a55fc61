BeforeDiscovery {
    # What servers answer that have no inventory. The words are those that they document, or were seen to send.
    $servers = @(
        @{
            Server   = 'a stand-in that answers 501 with InternalFailure'
            Status   = 501
            Type     = 'application/x-amz-json-1.1'
            Body     = '{"__type":"InternalFailure","message":"API action for service ''ssm'' not yet implemented or pro feature"}'
            Id       = 'InternalFailure'
            Category = 'NotImplemented'
            Words    = 'has no (PutInventory|GetInventory|ListInventoryEntries|GetInventorySchema|DescribeInventoryDeletions|DeleteInventory) \(it answered 501 InternalFailure: API action for service ''ssm'' not yet implemented or pro feature\)\. Check -EndpointUrl'
        }
        @{
            Server   = 'a server of AWS JSON that does not know the operation'
            Status   = 400
            Type     = 'application/x-amz-json-1.1'
            Body     = '{"__type":"UnknownOperationException"}'
            Id       = 'UnknownOperationException'
            Category = 'NotImplemented'
            Words    = 'has no \w+Inventory\w* \(it answered 400 UnknownOperationException\)\. Check -EndpointUrl'
        }
        @{
            Server   = 'a service of the query protocol'
            Status   = 400
            Type     = 'text/xml'
            Body     = '<ErrorResponse><Error><Code>InvalidAction</Code><Message>Could not find operation.</Message></Error></ErrorResponse>'
            Id       = 'UnexpectedAnswer'
            Category = 'ConnectionError'
            Words    = 'answered with HTTP status 400 and an XML error, ''InvalidAction'': ''Could not find operation\.'', which is not an answer of Systems Manager\.'
        }
        @{
            Server   = 'an object store'
            Status   = 405
            Type     = 'application/xml'
            Body     = '<?xml version="1.0"?><Error><Code>MethodNotAllowed</Code><Message>The specified method is not allowed.</Message></Error>'
            Id       = 'UnexpectedAnswer'
            Category = 'ConnectionError'
            Words    = 'answered with HTTP status 405 and an XML error, ''MethodNotAllowed'': ''The specified method is not allowed\.'','
        }
        @{
            Server   = 'a web server'
            Status   = 404
            Type     = 'text/html'
            Body     = '<html><head><title>404 Not Found</title></head></html>'
            Id       = 'UnexpectedAnswer'
            Category = 'ConnectionError'
            Words    = 'answered with HTTP status 404 and the web page ''404 Not Found'', which is not an answer of Systems Manager\. Another server may listen at this address\.'
        }
    )
    $commands = @(
        @{ Command = 'Write-Inventory'; Script = { $item | Write-Inventory @to } }
        @{ Command = 'Sync-Inventory'; Script = { Sync-Inventory -Path TestDrive:/fleet.db @to } }
        @{ Command = 'Get-Inventory of all'; Script = { Get-Inventory @to } }
        @{ Command = 'Get-Inventory'; Script = { Get-Inventory Custom:X -InstanceId i-00000001 @to } }
        @{ Command = 'Get-InventoryEntry'; Script = { Get-InventoryEntry Custom:X -InstanceId i-00000001 @to } }
        @{ Command = 'Get-InventorySchema'; Script = { Get-InventorySchema @to } }
        @{ Command = 'Get-InventoryDeletion'; Script = { Get-InventoryDeletion @to } }
        @{ Command = 'Remove-Inventory'; Script = { Remove-Inventory Custom:X -Confirm:$false @to } }
    )
    $cases = foreach ($server in $servers) {
        foreach ($case in $commands) {
            $server + $case
        }
    }
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
    if ($Packages.ScriptedEndpoint) {
        Add-Type -Path $Packages.ScriptedEndpoint
        $reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
    }
}

Describe 'A server that is not Systems Manager' {
    BeforeEach {
        Skip-WithoutScriptedEndpoint
        $service = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        $answers = [InventoryTools.Pester.AnswerScript]::new($service)
        $to = @{ EndpointUrl = $service.Url }
    }

    AfterEach {
        if ($service) { $service.Dispose() }
    }

    It 'ends <Command> with the first call, in words that name it: <Server>' -ForEach $cases {
        $item | Write-Inventory -Path TestDrive:/fleet.db
        $answers.Add($reply::Status($Status, $Body, $Type))
        $thrown = { & $Script } | Should -Throw -PassThru
        $thrown.FullyQualifiedErrorId.Split(',')[0] | Should -BeExactly $Id
        $thrown.CategoryInfo.Category | Should -Be $Category
        "$thrown" | Should -Match "'$([regex]::Escape($service.Url))' $Words"
        # Reads go side by side: some calls may have begun before the first was answered.
        $service.CallCount | Should -BeLessOrEqual $(if ($Command -like 'Get-Inventory*') { 16 } else { 1 })
    }

    It 'ends <Command> after four calls where a server fails without a name for the request' -Tag Slow -ForEach $commands {
        # A stand-in fails so at an operation that it lacks, and a server that is just starting too.
        $item | Write-Inventory -Path TestDrive:/fleet.db
        $answers.Add($reply::Status(500, '<!doctype html><title>500 Internal Server Error</title><h1>Internal Server Error</h1>', 'text/html'))
        $thrown = { & $Script } | Should -Throw -ErrorId 'UnexpectedAnswer,*' -PassThru
        "$thrown" | Should -Match "HTTP status 500 and the web page '500 Internal Server Error', which is not an answer of Systems Manager\."
        $service.CallCount | Should -BeIn $(if ($Command -like 'Get-Inventory*') { 4..64 } else { 4 })
    }

    It 'calls a server without the operation once for all nodes, and gives each item its error' {
        $answers.Add($reply::Status(501))
        $results = 1..5 | ForEach-Object { [pscustomobject]@{ Node = "i-0000000$_"; A = 1 } } | New-InventoryItem Custom:X -InstanceIdProperty Node |
            Write-Inventory @to -ThrottleLimit 1 -PassThru -ErrorAction SilentlyContinue -ErrorVariable failed
        $service.CallCount | Should -Be 1
        $results.Status | Should -Be (@('Failed') * 5)
        $results.ErrorCode | Should -Be (@('NotImplemented') * 5)
        $failed | Should -HaveCount 5
        $failed.CategoryInfo.Category | Should -Be (@('NotImplemented') * 5)
        $failed.FullyQualifiedErrorId | Should -BeLike 'NotImplemented,*'
    }

    It 'takes an empty answer with a request ID for a success of PutInventory' {
        $answers.Add($reply::Ok(''))
        ($item | Write-Inventory @to -PassThru).Status | Should -Be Accepted
    }

    It 'does not wait for a server that asks for more time than there is, and says so' {
        $answers.Add($reply::Status(503, '<html><title>Maintenance</title></html>').With('Retry-After', '3600'))
        $thrown = { $item | Write-Inventory @to -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceUnavailable,*' -PassThru
        "$thrown" | Should -BeLike '*the web page ''Maintenance''. The server asks to wait 3,600 seconds before the next call.*'
        $service.CallCount | Should -Be 1
    }

    It 'ignores a Retry-After that makes no sense' {
        $answers.Add(@{ Times = 1; Answer = $reply::Status(503).With('Retry-After', 'soon') })
        ($item | Write-Inventory @to -PassThru).Attempts | Should -Be 2
    }

    It 'shows what a server sends, and lets nothing of it act on the terminal: <Command>' -ForEach $commands {
        $item | Write-Inventory -Path TestDrive:/fleet.db
        $escape = "$([char]27)[31m$([char]7)$([char]0x9b)2J$([char]0x202e)"
        $answers.Add(@{ Times = 1; Answer = $reply::Fault('ThrottlingException', 400, "Slow$escape") })
        $answers.Add($reply::Fault("Evil$($escape)Exception", 400, "Words`r`n`t$escape", "Custom:$escape"))
        $session = New-Session
        $shell = New-Pipeline $session "param(`$item, `$to) `$VerbosePreference = 'Continue'; $($Script.ToString().Replace('TestDrive:/', "$((Get-Item $TestDrive).FullName)/"))" $item, $to
        try {
            $output = try { $shell.Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
            $records = @($output) + $shell.Streams.Error + $shell.Streams.Verbose + $shell.Streams.Warning
        }
        finally {
            $shell.Dispose()
            $session.Dispose()
        }

        $texts = foreach ($record in $records) {
            "$record"
            if ($record -is [System.Management.Automation.ErrorRecord]) {
                $record.Exception.Message, "$($record.ErrorDetails.Message)", $record.FullyQualifiedErrorId
            }
        }
        $errors = @($records | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $errors[0].FullyQualifiedErrorId | Should -Match '\AEvil\\u001B\[31m\\u0007\\u009B2J\\u202EException,'
        $errors[0].Exception.Fault.Code | Should -BeExactly "Evil$($escape)Exception"
        $errors[0].Exception.Fault.Message | Should -BeExactly "Words`r`n`t$escape"
        $texts -match '[\p{Cc}\u202e]' | Should -BeNullOrEmpty
    }

    It 'shows the control characters of a success in its warning, and of a code in the results' {
        $escape = "$([char]27)[31m"
        $answers.Add(@{ Times = 1; Answer = $reply::Ok("{`"Message`":`"Taken\u001b[31m`"}") })
        $null = $item | Write-Inventory @to -WarningVariable warnings -WarningAction SilentlyContinue -Force
        $warnings[0].Message | Should -Match 'Taken\\u001B\[31m\z'
        $answers.Add($reply::Fault("Evil$escape"))
        ($item | Write-Inventory @to -PassThru -Force -ErrorAction SilentlyContinue).ErrorCode | Should -BeExactly 'Evil\u001B[31m'
        $item | Write-Inventory @to -Summary -Force -ErrorAction SilentlyContinue | Should -Match 'Evil\\u001B\[31m 1\z'
    }

    It 'shows the control characters of a type name with -WhatIf and in errors' {
        $escape = "$([char]27)[31m"
        $session = New-Session
        $shell = New-Pipeline $session "param(`$name, `$to) Remove-Inventory `$name @to -WhatIf; Remove-Inventory `$name @to -Confirm:`$false" "Custom:$escape", $to
        $answers.Add($reply::Fault('InvalidTypeNameException', 400, "No Custom:$escape"))
        try {
            $output = try { $shell.Invoke() } catch { $_.Exception.InnerException.ErrorRecord }
            $texts = @(@($output) + $shell.Streams.Error | ForEach-Object { "$_" })
            $texts += @($shell.Streams.Information | ForEach-Object { "$_" })
        }
        finally {
            $shell.Dispose()
            $session.Dispose()
        }

        $texts -match 'Custom:\\u001B\[31m' | Should -Not -BeNullOrEmpty
        $texts -match '\p{Cc}' | Should -BeNullOrEmpty
    }

    It 'shows the control characters of a type that a service lists and then refuses' {
        $escape = '\u001b[31m'
        $answers.Add(@{ Operation = 'GetInventorySchema'; Answer = $reply::Ok("{`"Schemas`":[{`"TypeName`":`"Custom:X$escape`",`"Version`":`"1.0`",`"Attributes`":[{`"Name`":`"A`",`"DataType`":`"STRING`"}]}]}") })
        $answers.Add(@{ Operation = 'GetInventory'; Answer = $reply::Ok('{"Entities":[{"Id":"i-00000001","Data":{}}]}') })
        $answers.Add($reply::Fault('InvalidTypeNameException', 400, "No"))
        $session = New-Session
        $shell = New-Pipeline $session 'param($to) $ErrorActionPreference = ''Continue''; Get-Inventory @to -Verbose' $to
        try {
            $null = try { $shell.Invoke() } catch { $_ }
            $texts = @(@($shell.Streams.Verbose) + $shell.Streams.Warning + $shell.Streams.Error + $shell.Streams.Progress | ForEach-Object { "$_", "$($_.ErrorDetails)", "$($_.StatusDescription)" })
        }
        finally {
            $shell.Dispose()
            $session.Dispose()
        }

        $texts -match 'Custom:X\\u001B\[31m' | Should -Not -BeNullOrEmpty
        $texts -match '\p{Cc}' | Should -BeNullOrEmpty
    }
}
