<#
.SYNOPSIS
    Runs each command that calls a service against a server that answers in hostile ways.
.DESCRIPTION
    A row is one way of answering (Mode) and one command. Its columns are the time and the growth of the process's
    memory, looked at every 10 ms, while the command ran, the ID of its error, and what the ledger holds afterwards: the item is written again
    to an honest service at the same address, and goes as a hash alone where the ledger takes it for known. A row has
    not Passed where the error is not the expected one, a limit is exceeded, or the ledger holds what no answer
    acknowledged.

    Build tests/pester first: dotnet build tests/pester -c Release
.PARAMETER Short
    Runs a sample of the modes, in less than 15 seconds.
.PARAMETER Mode
    The modes to run, by name or pattern.
.EXAMPLE
    tests/reliability/HostileServer.ps1 | Format-Table
#>
[CmdletBinding()]
param([switch] $Short, [string] $Mode = '*')

$ErrorActionPreference = 'Stop'
$root = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
$packages = Import-PowerShellDataFile "$root/tests/pester/bin/packages.psd1"
Add-Type -Path $packages.ScriptedEndpoint
Import-Module "$root/InventoryTools.psd1"
$reply = [InventoryTools.Tests.Endpoint.ScriptedAnswer]
$stream = [InventoryTools.Tests.Endpoint.ScriptedStream]
$maxSeconds = 10
$maxMegabytes = 300

$deep = '[' * 100000 + ']' * 100000
$many = '{},' * 2000000 + '{}'
$lists = '"Entities":{0},"Entries":{0},"Schemas":{0},"InventoryDeletions":{0}'
$page = '{"NextToken":"same","Entities":[],"Entries":[],"Schemas":[],"InventoryDeletions":[]}'

function New-Mode {
    # A way of answering. Server makes the server; Id is the expected error, Only the commands it is for. With -Stops the
    # command is stopped, as Ctrl+C does, as soon as the server has something to do.
    param([string] $Name, [scriptblock] $Server, [string] $Id, [switch] $Sample, [string] $Only = '*', [int] $TimeoutSec = 30, [switch] $Stops)
    [pscustomobject]@{ Name = $Name; Server = $Server; Id = $Id; Sample = [bool] $Sample; Only = $Only; TimeoutSec = $TimeoutSec; Stops = [bool] $Stops }
}

function New-Answer {
    # A mode whose server gives each call one answer; with -Applies it does what the call asks for before.
    param([string] $Name, [object] $Answer, [string] $Id, [switch] $Sample, [string] $Only = '*', [switch] $Applies, [int] $TimeoutSec = 30)
    $given = if ($Applies) { $reply::AfterApplying($Answer) } else { $Answer }
    $server = {
        $made = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
        [InventoryTools.Pester.AnswerScript]::new($made).Add($given)
        $made
    }.GetNewClosure()
    New-Mode $Name $server $Id -Sample:$Sample -Only $Only -TimeoutSec $TimeoutSec
}

$modes = @(
    foreach ($value in '{}', '"text"', '7', 'true') {
        $body = "{`"Message`":$(if ($value -eq '"text"') { '[]' } else { $value }),$($lists -replace '\{0\}', $value),`"DeletionId`":{}}"
        New-Answer "lists that are $value" $reply::Ok($body) UnexpectedAnswer -Sample:($value -eq '{}')
    }
    New-Answer 'maps and texts that are lists' $reply::Ok('{"Message":[],"NextToken":[],"Entities":[[]],"Entries":[[]],"Schemas":[[]],"InventoryDeletions":[[]],"DeletionSummary":[]}') UnexpectedAnswer
    New-Answer 'nested 100,000 deep' $reply::Ok("{`"More`":$deep}") UnexpectedAnswer -Sample
    New-Answer 'two million values' $reply::Ok("{$($lists -replace '\{0\}', "[$many]"),`"Message`":7,`"DeletionId`":7}") UnexpectedAnswer
    foreach ($body in '[]', '"text"', '7', 'null', '{"Message":') {
        New-Answer "200 with $body" $reply::Ok($body) UnexpectedAnswer -Sample:($body -eq '[]') -Applies
    }
    foreach ($value in '[]', '{}', '7', 'true') {
        $codes = @{ 400 = 'UnexpectedAnswer'; 413 = 'RequestEntityTooLargeException'; 429 = 'ThrottlingException'; 500 = 'InternalFailure'; 502 = 'BadGateway'; 503 = 'ServiceUnavailable' }
        foreach ($status in $codes.Keys | Sort-Object) {
            $body = "{`"__type`":$value,`"code`":$value,`"message`":$value,`"TypeName`":$value}"
            New-Answer "$status with members that are $value" $reply::Ok($body).WithStatus($status) $codes[$status] -Sample:($status -eq 503 -and $value -eq '[]') -Applies
            New-Answer "$status with a code and a message that is $value" $reply::Ok("{`"__type`":`"ThrottlingException`",`"message`":$value}").WithStatus($status) ThrottlingException -Applies
        }
    }
    New-Answer 'the same NextToken' $reply::Ok($page) UnexpectedAnswer -Sample -Only Get-*
    foreach ($status in 200, 503) {
        $id = if ($status -eq 200) { 'UnexpectedAnswer' } else { 'ServiceUnavailable' }
        New-Mode "$status with 500 MB" { $stream::Declared(500MB, $status) }.GetNewClosure() $id
        New-Mode "$status with 500 MB in chunks" { $stream::Chunked(500MB, $status) }.GetNewClosure() $id -Sample:($status -eq 200)
        New-Mode "$status with 500 MB compressed" { $stream::Bomb(500MB, $status) }.GetNewClosure() $id
        New-Mode "$status with a byte every 50 ms" { $stream::Drip([timespan]::FromMilliseconds(50), $status) }.GetNewClosure() RequestTimeout -TimeoutSec 1
    }
    New-Mode 'a length of 2 GB and no body' { $stream::Short([int]::MaxValue) } ConnectionBroken
    New-Mode 'headers without end' { $stream::Headers() } UnexpectedAnswer
    New-Mode 'a header without end' { $stream::Header() } UnexpectedAnswer
    New-Mode 'interim answers without end' { $stream::Interim() } UnexpectedAnswer
    New-Mode 'a chunk size without end' { $stream::ChunkSize() } UnexpectedAnswer
    New-Mode 'trailers without end' { $stream::Trailers() } UnexpectedAnswer
    New-Mode 'Ctrl+C at a byte every 50 ms' { $stream::Drip([timespan]::FromMilliseconds(50)) } '(stopped)' -Stops -Sample
    New-Mode 'Ctrl+C at no answer' { $made = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new(); [InventoryTools.Pester.AnswerScript]::new($made).Add($reply::Hang()); $made } '(stopped)' -Stops
    New-Answer 'no answer' $reply::Hang() RequestTimeout -TimeoutSec 1 -Applies
    New-Answer 'half an answer' $reply::Hang(20) RequestTimeout -TimeoutSec 1 -Applies
    New-Answer 'a reset' $reply::Reset() ConnectionBroken -Applies
    New-Answer 'a reset in the answer' $reply::Reset(20) ConnectionBroken -Applies
    New-Answer 'a closed connection' $reply::Close() ConnectionBroken -Applies
)

$commands = [ordered]@{
    'Write-Inventory'         = '$item | Write-Inventory @to'
    'Sync-Inventory'          = 'Sync-Inventory -Path $store @to'
    'Get-Inventory of all'    = 'Get-Inventory @to'
    'Get-Inventory'           = 'Get-Inventory Custom:X -InstanceId i-00000001 @to'
    'Get-InventoryEntry'      = 'Get-InventoryEntry Custom:X -InstanceId i-00000001 @to'
    'Get-InventorySchema'     = 'Get-InventorySchema @to'
    'Get-InventoryDeletion'   = 'Get-InventoryDeletion @to'
    'Remove-Inventory'        = 'Remove-Inventory Custom:X -Confirm:$false @to'
    'Get and Compare'         = 'Compare-Inventory $item @(Get-Inventory Custom:X -InstanceId i-00000001 @to)'
    'Get and Export'          = 'Get-Inventory Custom:X -InstanceId i-00000001 @to | Export-Inventory "$store.jsonl" JsonLines'
}

function Invoke-Row {
    # Runs a command until it ends or exceeds a limit, and measures it. Where it is stopped, the time is that of the stop.
    param([string] $Script, [hashtable] $To, [int] $Limit, [object] $StopAt)
    $shell = [powershell]::Create($session)
    $shell.Runspace.SessionStateProxy.SetVariable('to', $To)
    [System.GC]::Collect()
    $before = [System.Environment]::WorkingSet
    $peak = 0
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        $run = $shell.AddScript($Script).BeginInvoke()
        while (-not $run.AsyncWaitHandle.WaitOne(10)) {
            $peak = [System.Math]::Max($peak, [System.Environment]::WorkingSet - $before)
            if ($StopAt -and $StopAt.Sent + $StopAt.CallCount -gt 0) { $watch.Restart(); $shell.Stop(); break }
            if ($watch.Elapsed.TotalSeconds -gt $Limit -or $peak -gt 2GB) { $shell.Stop(); break }
        }

        $watch.Stop()
        $failure = try { $null = $shell.EndInvoke($run); $shell.Streams.Error | Select-Object -First 1 }
        catch { if ($_.Exception.InnerException -is [System.Management.Automation.IContainsErrorRecord]) { $_.Exception.InnerException.ErrorRecord } }
        [pscustomobject]@{
            Seconds = [System.Math]::Round($watch.Elapsed.TotalSeconds, 2)
            PeakMB  = [System.Math]::Round($peak / 1MB)
            ErrorId = if ($shell.InvocationStateInfo.State -eq 'Stopped') { '(stopped)' } else { "$($failure.FullyQualifiedErrorId)".Split(',')[0] }
        }
    }
    finally {
        $shell.Dispose()
    }
}

function Get-Ledger {
    # What the ledger takes for known of the address: the item is written again to an honest service there.
    param([object] $Item, [int] $Port, [string] $Script)
    $honest = [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new($null, $Port)
    try {
        $result = Invoke-Row $Script @{ EndpointUrl = $honest.Url; RetryTimeoutSec = 0 } $maxSeconds
        if ($result.ErrorId) { return "error: $($result.ErrorId)" }
        if (@($honest.Stored).Count -ne 1) { return 'lost: the item is not stored' }
        if (@(@($honest.Calls)[0].Items)[0].HasContent) { 'nothing' } else { 'the item' }
    }
    finally {
        $honest.Dispose()
    }
}

$folder = New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "hostile-$([guid]::NewGuid().ToString('N'))") -ItemType Directory
$variables = @{ AWS_EC2_METADATA_DISABLED = 'true'; AWS_SHARED_CREDENTIALS_FILE = "$folder/credentials"; AWS_CONFIG_FILE = "$folder/config"; LOCALAPPDATA = "$folder"; XDG_DATA_HOME = "$folder" }
$saved = @{}
foreach ($name in @($variables.Keys) + @((Get-ChildItem env:AWS_*).Name)) { $saved[$name] = [System.Environment]::GetEnvironmentVariable($name) }
$session = [runspacefactory]::CreateRunspace()
try {
    foreach ($name in $saved.Keys) { [System.Environment]::SetEnvironmentVariable($name, $variables[$name]) }
    $session.Open()
    $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
    $start = [powershell]::Create($session)
    $null = $start.AddScript('param($module, $one, $path) Import-Module $module; $item = $one; $store = $path').AddArgument("$root/InventoryTools.psd1").AddArgument($item).AddArgument("$folder/fleet.db").Invoke()
    $start.Dispose()
    $isName = $modes.Name -contains $Mode
    foreach ($way in $modes | Where-Object { ($_.Sample -or -not $Short) -and $(if ($isName) { $_.Name -eq $Mode } else { $_.Name -like $Mode }) }) {
        foreach ($command in $commands.Keys | Where-Object { $_ -like $way.Only }) {
            $writes = $command -in 'Write-Inventory', 'Sync-Inventory'
            if ($writes) {
                Remove-Item "$folder/fleet.db*", "$folder/InventoryTools" -Recurse -Force -ErrorAction Ignore
                $item | Write-Inventory -Path "$folder/fleet.db"
            }

            $server = & $way.Server
            try {
                $row = Invoke-Row $commands[$command] @{ EndpointUrl = $server.Url; RetryTimeoutSec = 0; TimeoutSec = $way.TimeoutSec } 60 $(if ($way.Stops) { $server })
            }
            finally {
                $server.Dispose()
            }

            $ledger = if ($writes) { Get-Ledger $item $server.Url.Port $commands[$command] } else { '-' }
            [pscustomobject]@{
                Mode    = $way.Name
                Command = $command
                Seconds = $row.Seconds
                PeakMB  = $row.PeakMB
                ErrorId = $row.ErrorId
                Ledger  = $ledger
                Passed  = $row.ErrorId -eq $way.Id -and $row.Seconds -lt $(if ($way.Stops) { 1 } else { $maxSeconds }) -and $row.PeakMB -lt $maxMegabytes -and $ledger -in '-', 'nothing'
            }
        }
    }
}
finally {
    $session.Dispose()
    foreach ($name in $saved.Keys) { [System.Environment]::SetEnvironmentVariable($name, $saved[$name]) }
    Remove-Item $folder -Recurse -Force
}
