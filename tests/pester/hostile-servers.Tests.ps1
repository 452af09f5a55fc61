BeforeDiscovery {
    $commands = @(
        @{ Command = 'Write-Inventory'; Script = { $item | Write-Inventory @to } }
        @{ Command = 'Sync-Inventory'; Script = { Sync-Inventory -Path TestDrive:/fleet.db @to } }
        @{ Command = 'Get-Inventory of all'; Script = { Get-Inventory @to } }
        @{ Command = 'Get-Inventory'; Script = { Get-Inventory Custom:X -InstanceId i-00000001 @to } }
        @{ Command = 'Get-InventoryEntry'; Script = { Get-InventoryEntry Custom:X -InstanceId i-00000001 @to } }
        @{ Command = 'Get-InventorySchema'; Script = { Get-InventorySchema @to } }
        @{ Command = 'Get-InventoryDeletion'; Script = { Get-InventoryDeletion @to } }
        @{ Command = 'Remove-Inventory'; Script = { Remove-Inventory Custom:X -Confirm:$false @to } }
        @{ Command = 'Compare-Inventory after Get-Inventory'; Script = { Compare-Inventory $item @(Get-Inventory Custom:X -InstanceId i-00000001 @to) } }
        @{ Command = 'Export-Inventory after Get-Inventory'; Script = { Get-Inventory Custom:X -InstanceId i-00000001 @to | Export-Inventory TestDrive:/out.jsonl JsonLines } }
    )
    $deep = '[' * 100000 + ']' * 100000
    $answers = @(
        @{ Mode = 'members of another type'; Status = 200; Id = 'UnexpectedAnswer'; Body = '{"Message":{},"Entities":{},"Entries":{},"Schemas":{},"InventoryDeletions":{},"DeletionSummary":[]}' }
        @{ Mode = 'lists that are text'; Status = 200; Id = 'UnexpectedAnswer'; Body = '{"Message":7,"Entities":"x","Entries":"x","Schemas":"x","InventoryDeletions":"x","DeletionId":true}' }
        @{ Mode = 'a deep answer'; Status = 200; Id = 'UnexpectedAnswer'; Body = "{`"More`":$deep}" }
        @{ Mode = 'a list as a success'; Status = 200; Id = 'UnexpectedAnswer'; Body = '[]' }
        @{ Mode = 'an error whose code is an object'; Status = 400; Id = 'UnexpectedAnswer'; Body = '{"__type":{},"code":[],"message":[]}' }
        @{ Mode = 'an error whose message is a list'; Status = 503; Id = 'ServiceUnavailable'; Body = '{"message":[],"TypeName":{}}' }
        @{ Mode = 'a fault whose message is an object'; Status = 429; Id = 'ThrottlingException'; Body = '{"__type":"ThrottlingException","message":{},"TypeName":[]}' }
        @{ Mode = 'an error whose type is a number'; Status = 413; Id = 'RequestEntityTooLargeException'; Body = '{"__type":7,"message":true}' }
        @{ Mode = 'a failure whose message is a list'; Status = 500; Id = 'InternalFailure'; Body = '{"message":[]}' }
    )
    $streams = @(
        @{ Mode = 'an answer of 500 MB'; Id = 'UnexpectedAnswer'; Make = { [InventoryTools.Tests.Endpoint.ScriptedStream]::Declared(500MB) } }
        @{ Mode = 'an answer of 500 MB in chunks'; Id = 'UnexpectedAnswer'; Make = { [InventoryTools.Tests.Endpoint.ScriptedStream]::Chunked(500MB) } }
        @{ Mode = 'a compressed answer of 20 MB'; Id = 'UnexpectedAnswer'; Make = { [InventoryTools.Tests.Endpoint.ScriptedStream]::Bomb(20MB) } }
        @{ Mode = 'an error of 500 MB'; Id = 'ServiceUnavailable'; Make = { [InventoryTools.Tests.Endpoint.ScriptedStream]::Chunked(500MB, 503) } }
    )
    $cases = foreach ($answer in $answers) { foreach ($command in $commands) { $answer + $command } }
    $streamed = foreach ($stream in $streams) { foreach ($command in $commands) { $stream + $command } }
    $dripped = foreach ($command in $commands) { @{ Id = 'RequestTimeout' } + $command }
    $reads = $commands | Where-Object Command -Like 'Get-*'
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
    if ($Packages.ScriptedEndpoint) {
        Add-Type -Path $Packages.ScriptedEndpoint
        $reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
        $stream = [InventoryTools.Tests.Endpoint.ScriptedStream]
    }

    function Assert-Ending {
        # Runs a command: it ends with one kind of error, and takes a bounded memory.
        param([scriptblock] $Script, [string] $Id)
        $before = [System.GC]::GetTotalAllocatedBytes()
        $failed = $null
        try { $null = & $Script 2>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.ErrorRecord]) { $failed = $_ } } }
        catch { $failed = $_ }
        "$($failed.FullyQualifiedErrorId)".Split(',')[0] | Should -BeExactly $Id
        [System.GC]::GetTotalAllocatedBytes() - $before | Should -BeLessThan 300MB
    }
}

Describe 'A hostile server' {
    BeforeEach {
        Skip-WithoutScriptedEndpoint
        $item | Write-Inventory -Path TestDrive:/fleet.db
        $to = @{ RetryTimeoutSec = 0 }
        $server = $null
    }

    AfterEach {
        if ($server) { $server.Dispose() }
    }

    It 'ends <Command> with <Id>: <Mode>' -ForEach $cases {
        $server = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        $rules = [InventoryTools.Pester.AnswerScript]::new($server)
        $rules.Add($reply::Ok($Body).WithStatus($Status))
        $to.EndpointUrl = $server.Url
        Assert-Ending $Script $Id
    }

    It 'is not read to its end by <Command>: <Mode>' -ForEach $streamed {
        $server = & $Make
        $to.EndpointUrl = $server.Url
        Assert-Ending $Script $Id
        $server.Sent / $server.Connections | Should -BeLessThan 24MB
    }

    It 'ends <Command> after -TimeoutSec, though bytes come' -Tag Slow -ForEach $dripped {
        $server = $stream::Drip([timespan]::FromMilliseconds(50))
        $to.EndpointUrl = $server.Url
        $to.TimeoutSec = 1
        Assert-Ending $Script $Id
    }

    It 'ends <Command> where a NextToken comes again' -ForEach $reads {
        $server = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        $rules = [InventoryTools.Pester.AnswerScript]::new($server)
        $rules.Add($reply::Ok('{"NextToken":"same","Entities":[],"Entries":[],"Schemas":[],"InventoryDeletions":[]}'))
        $to.EndpointUrl = $server.Url
        Assert-Ending $Script UnexpectedAnswer
        $server.CallCount | Should -BeLessThan 40
    }

    It 'lets <Command> be stopped while bytes come' -ForEach $commands {
        $server = $stream::Drip([timespan]::FromMilliseconds(50))
        $session = New-Session
        $shell = New-Pipeline $session "param(`$item, `$to) $($Script.ToString().Replace('TestDrive:/', "$((Get-Item $TestDrive).FullName)/"))" $item, @{ EndpointUrl = $server.Url }
        try {
            $null = $shell.BeginInvoke()
            [System.Threading.SpinWait]::SpinUntil([Func[bool]] { $server.Sent -gt 0 }, [timespan]::FromMinutes(1)) | Should -BeTrue
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be Stopped
            $shell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
            $session.Dispose()
        }
    }

    It 'does not make the ledger hold what was not acknowledged: <Mode>' -ForEach $answers {
        $server = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        $rules = [InventoryTools.Pester.AnswerScript]::new($server)
        $rules.Add($reply::Ok($Body).WithStatus($Status))
        $to.EndpointUrl = $server.Url
        $item | Write-Inventory @to -ErrorAction SilentlyContinue
        $rules.Clear()
        $before = $server.CallCount
        ($item | Write-Inventory @to -PassThru).Status | Should -Be Accepted
        @(@($server.Calls)[$before].Items)[0].HasContent | Should -BeTrue
    }
}
