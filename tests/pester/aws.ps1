# Test files that write to AWS, which is a scripted service here, dot-source this after common.ps1.
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

function Get-AwsEnvironment {
    # The variables that name accounts, nodes and user folders, for Restore-AwsEnvironment.
    $environment = @{}
    Get-ChildItem env:AWS_*, env:LOCALAPPDATA, env:XDG_DATA_HOME | ForEach-Object { $environment[$_.Name] = $_.Value }
    $environment
}

function Restore-AwsEnvironment {
    param([hashtable] $Environment)
    Get-ChildItem env:AWS_* | ForEach-Object { Remove-Item "env:$($_.Name)" }
    $Environment.Keys | ForEach-Object { Set-Item "env:$_" $Environment[$_] }
}

function New-ScriptedService {
    # A service without a ledger from before, which could know its port. Dispose it.
    Remove-Item (Join-Path $UserFolder.FullName InventoryTools) -Recurse -Force -ErrorAction Ignore
    [InventoryTools.Tests.Endpoint.ScriptedEndpoint]::new()
}
