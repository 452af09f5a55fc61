<#
Asks AWS Systems Manager how it answers where that is not documented, and writes the answers to a file that the tests
of this repository compare with the local service. docs/service-behaviour.md tells how.

It puts one custom type, whose name no other type has, on the node that you name, asks the questions of
Compare-WithAws.json, deletes the type again and waits until the deletion is complete, also when it fails or is stopped.
It changes nothing else. Compare-WithAws.Redaction.ps1 leaves IDs, addresses, names and values of your account out.

It signs its own HTTP requests, because this module and the AWS SDKs do not send requests that they find invalid. The
credentials need the six inventory actions of Systems Manager: ssm:PutInventory, ssm:GetInventory,
ssm:ListInventoryEntries, ssm:GetInventorySchema, ssm:DeleteInventory and ssm:DescribeInventoryDeletions.

    ./Compare-WithAws.ps1 -InstanceId mi-0123456789abcdef0 -Region eu-west-1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # A managed node that has inventory. Choose one that you can spare: what is put counts for its daily limit.
    [Parameter(Mandatory)] [ValidatePattern('^(i-([0-9a-f]{8}|[0-9a-f]{17})|mi-[0-9a-f]{17})$')] [string] $InstanceId,

    [ValidatePattern('^[a-z]{2}(-[a-z]+)+-[0-9]$')] [string] $Region = $(if ($env:AWS_REGION) { $env:AWS_REGION } else { $env:AWS_DEFAULT_REGION }),

    # The access key as the user name and the secret key as the password. The default is AWS_ACCESS_KEY_ID,
    # AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. `aws configure export-credentials --format powershell` sets them.
    [pscredential] $Credential,
    [string] $SessionToken,

    # An endpoint of Start-InventoryEndpoint, to try this without AWS.
    [uri] $EndpointUrl,

    # The file to write, which must not exist.
    [string] $Path = "inventory-record-$([datetime]::UtcNow.ToString('yyyyMMdd-HHmmss')).json",

    # The end of the type's name.
    [ValidatePattern('^[0-9a-z]{1,20}$')] [string] $Suffix = [guid]::NewGuid().ToString('n').Substring(0, 8),

    # How long to wait until what was put is visible, and until a deletion is complete.
    [ValidateRange(1, 240)] [int] $TimeoutMinutes = 30
)

$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Net.Http
. (Join-Path $PSScriptRoot Compare-WithAws.Functions.ps1)
. (Join-Path $PSScriptRoot Compare-WithAws.Redaction.ps1)

$isLocal = $EndpointUrl -and $EndpointUrl.IsLoopback
if (-not $Region) {
    if (-not $isLocal) { throw 'Region is missing: no -Region, AWS_REGION or AWS_DEFAULT_REGION. Pass -Region.' }
    $Region = 'us-east-1'
}
if (-not $EndpointUrl) {
    $EndpointUrl = "https://ssm.$Region.amazonaws.com$(if ($Region.StartsWith('cn-')) { '.cn' })/"
}
if ($EndpointUrl.Scheme -ne 'https' -and -not $isLocal) {
    throw "EndpointUrl is '$EndpointUrl'. Pass an https address, or one of this machine."
}
$file = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Path)
if ([System.IO.File]::Exists($file) -or -not [System.IO.Directory]::Exists([System.IO.Path]::GetDirectoryName($file))) {
    throw "The record can't be written to '$file': the file exists, or its folder does not. Pass another -Path."
}

$key = Get-AwsKey $Credential $SessionToken -AllowNone:$isLocal
# The record has a neutral ID of the same kind.
$text = [System.IO.File]::ReadAllText((Join-Path $PSScriptRoot Compare-WithAws.json))
$questions = @(ConvertFrom-JsonText $text.Replace('i-0123456789abcdef0', "$($InstanceId -replace '-.*')-0123456789abcdef0"))
$names = New-NameMap $InstanceId $Suffix
$type = "Custom:CompareWithAws$Suffix"
$typeInLowerCase = "Custom:compareWithAws$Suffix"

# Types that may be there, and whether the service accepted one. A type is noted before the first request that has it.
$ownTypes = [hashtable]::new([System.StringComparer]::Ordinal)
$kept = @{}
$recorded = [System.Collections.Generic.List[object]]::new()

$plan = @(
    "Record how $EndpointUrl answers:"
    "  1. Refuse to begin where $type exists or 20 custom types do, where $InstanceId has no inventory, or without permission to delete."
    "  2. Put $type on $InstanceId, a few hundred bytes at a time, and no other type."
    "  3. Ask $($questions.Count) questions about it, at most four a second."
    "  4. Delete $type with its schema and wait until that is complete. This takes about 5 to 10 minutes."
    "  5. Try the name $typeInLowerCase, and delete it too if it is accepted."
    "  6. Write the answers, without what is private, to $file."
) -join [System.Environment]::NewLine
if (-not $PSCmdlet.ShouldProcess($plan, "$plan`nDo you want to begin?", 'Record the answers of AWS Systems Manager')) {
    return
}

$client = New-AwsClient
try {
    Assert-NodeHasInventory
    Assert-TypeIsFree
    Assert-TypeCanBeDeleted
    foreach ($question in $questions) {
        Write-Progress -Activity 'Record the answers of AWS Systems Manager' -Status "$($question.operation): $($question.name)" -PercentComplete (100 * $recorded.Count / $questions.Count)
        $recorded.Add((Get-Answer $question))
    }
}
finally {
    # This runs when the script fails, and when it is stopped too.
    try {
        foreach ($name in @($ownTypes.Keys)) {
            Remove-OwnType $name
        }
    }
    finally {
        $client.Dispose()
        if ($recorded.Count -gt 0) {
            $record = [ordered] @{
                recorded = [datetime]::UtcNow.ToString('yyyy-MM-dd')
                service = $(if ($isLocal) { 'local' } else { "AWS $Region" })
                isComplete = $recorded.Count -eq $questions.Count
                cases = $recorded
            }
            [System.IO.File]::WriteAllText($file, (ConvertTo-JsonText $record) + "`n")
        }
        Write-Progress -Activity 'Record the answers of AWS Systems Manager' -Completed
    }
}

Get-Item -LiteralPath $file
