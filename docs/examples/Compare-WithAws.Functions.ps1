# The functions of Compare-WithAws.ps1, which sets the variables that they use.

function ConvertFrom-JsonText([string] $Text) {
    # PowerShell 7 turns text that looks like a time into a time. A mark before it, which no text has, prevents that.
    ConvertFrom-Json ($Text -replace '"(?=\d{4}-\d\d-\d\dT)', ('"' + [char] 0xE000)) | ForEach-Object { $_ }
}

function ConvertTo-JsonText($Value, [switch] $Compress) {
    (ConvertTo-Json -InputObject $Value -Depth 50 -Compress:$Compress).Replace([string] [char] 0xE000, '').Replace('\ue000', '')
}

function New-NameMap([string] $InstanceId, [string] $Suffix) {
    # The names in the questions, and those of this run in their place. Times are those of the last minutes.
    $map = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
    $map["$($InstanceId -replace '-.*')-0123456789abcdef0"] = $InstanceId
    $map['11111111-2222-3333-4444-555555555555'] = [guid]::NewGuid().ToString()
    foreach ($minute in 0..9) {
        $map["2026-01-01T00:0${minute}:00"] = [datetime]::UtcNow.AddMinutes($minute - 15).ToString('yyyy-MM-ddTHH:mm:ss')
    }
    $map['CompareWithAws'] = "CompareWithAws$Suffix"
    $map['compareWithAws'] = "compareWithAws$Suffix"
    $map
}

function Get-AwsKey([pscredential] $Credential, [string] $SessionToken, [switch] $AllowNone) {
    if ($Credential) {
        return @{ Id = $Credential.UserName; Secret = $Credential.GetNetworkCredential().Password; Token = $SessionToken }
    }
    if ($env:AWS_ACCESS_KEY_ID -and $env:AWS_SECRET_ACCESS_KEY) {
        return @{ Id = $env:AWS_ACCESS_KEY_ID; Secret = $env:AWS_SECRET_ACCESS_KEY; Token = $env:AWS_SESSION_TOKEN }
    }
    if (-not $AllowNone) {
        throw 'Credentials are missing: no -Credential, and AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY is not set. Pass -Credential.'
    }
    @{ Id = 'AKIDEXAMPLE'; Secret = 'none'; Token = $null }
}

function New-AwsClient {
    if ($PSEdition -eq 'Desktop') { [System.Net.ServicePointManager]::SecurityProtocol = 'Tls12' }
    $handler = [System.Net.Http.HttpClientHandler]::new()
    $handler.AllowAutoRedirect = $false
    $client = [System.Net.Http.HttpClient]::new($handler)
    $client.Timeout = [timespan]::FromSeconds(60)
    $client
}

function Get-Hmac([byte[]] $Key, [string] $Text) {
    $hmac = [System.Security.Cryptography.HMACSHA256]::new($Key)
    try { , $hmac.ComputeHash([System.Text.Encoding]::UTF8.GetBytes($Text)) } finally { $hmac.Dispose() }
}

function Get-Sha256([byte[]] $Bytes) {
    $sha = [System.Security.Cryptography.SHA256]::Create()
    try { ConvertTo-Hex $sha.ComputeHash($Bytes) } finally { $sha.Dispose() }
}

function ConvertTo-Hex([byte[]] $Bytes) { [System.BitConverter]::ToString($Bytes).Replace('-', '').ToLowerInvariant() }

function Send-Once([string] $Operation, [byte[]] $Body) {
    # One request, signed by AWS Signature Version 4: its status and JSON.
    $time = [datetime]::UtcNow.ToString('yyyyMMddTHHmmssZ')
    $scope = "$($time.Substring(0, 8))/$Region/ssm/aws4_request"
    $headers = [ordered] @{ 'content-type' = 'application/x-amz-json-1.1'; 'host' = $EndpointUrl.Authority; 'x-amz-date' = $time }
    if ($key.Token) { $headers['x-amz-security-token'] = $key.Token }
    $headers['x-amz-target'] = "AmazonSSM.$Operation"
    $signed = @($headers.Keys) -join ';'
    $canonical = "POST`n/`n`n$(-join @($headers.Keys | ForEach-Object { "${_}:$($headers[$_])`n" }))`n$signed`n$(Get-Sha256 $Body)"
    $signature = [System.Text.Encoding]::UTF8.GetBytes("AWS4$($key.Secret)")
    foreach ($part in $scope.Split('/') + "AWS4-HMAC-SHA256`n$time`n$scope`n$(Get-Sha256 ([System.Text.Encoding]::UTF8.GetBytes($canonical)))") {
        $signature = Get-Hmac $signature $part
    }

    $request = [System.Net.Http.HttpRequestMessage]::new('Post', $EndpointUrl)
    $response = $null
    try {
        $request.Content = [System.Net.Http.ByteArrayContent]::new($Body)
        $request.Content.Headers.ContentType = $headers['content-type']
        foreach ($name in @($headers.Keys) -notmatch '^(content-type|host)$') { $request.Headers.Add($name, $headers[$name]) }
        $null = $request.Headers.TryAddWithoutValidation(
            'Authorization', "AWS4-HMAC-SHA256 Credential=$($key.Id)/$scope, SignedHeaders=$signed, Signature=$(ConvertTo-Hex $signature)")
        # Ctrl+C is heard between two waits.
        $sending = $client.SendAsync($request)
        while (-not ([System.IAsyncResult] $sending).AsyncWaitHandle.WaitOne(100)) { }
        $response = $sending.GetAwaiter().GetResult()
        $text = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
        if (-not $response.Headers.Contains('x-amzn-RequestId')) {
            throw "$EndpointUrl answered $Operation with status $([int] $response.StatusCode) and no request ID. It is not Systems Manager."
        }
        @{ Status = [int] $response.StatusCode; Json = $(if ($text.Trim()) { ConvertFrom-JsonText $text } else { [pscustomobject] @{} }) }
    }
    finally {
        if ($response) { $response.Dispose() }
        $request.Dispose()
    }
}

function Invoke-Operation([string] $Operation, [string] $RequestText) {
    # Throttling and faults of the server are tried again. A fault about credentials or permissions ends the script.
    $body = [System.Text.Encoding]::UTF8.GetBytes($RequestText)
    for ($attempt = 1; ; $attempt++) {
        $problem = $null
        if (-not $isLocal) { Start-Sleep -Milliseconds 250 }
        try {
            $answer = Send-Once $Operation $body
            $code = "$($answer.Json.__type)" -replace '^.*#'
            $answer.Attempt = $attempt
            if ($answer.Status -eq 200) { return $answer }
            if ($answer.Status -lt 500 -and $code -notmatch 'Throttl|TooManyRequests|RequestLimit') {
                if ($code -match '^(AccessDenied|UnrecognizedClient|InvalidSignature|IncompleteSignature|MissingAuthentication|ExpiredToken|InvalidClientTokenId|OptInRequired)') {
                    throw [System.UnauthorizedAccessException]::new("$Operation was refused: ${code}: $(Get-Message $answer.Json)")
                }
                return $answer
            }
            $problem = "status $($answer.Status), ${code}: $(Get-Message $answer.Json)"
        }
        catch [System.Net.Http.HttpRequestException], [System.Threading.Tasks.TaskCanceledException] {
            $problem = $_.Exception.GetBaseException().Message
        }
        if ($attempt -ge 5) { throw "$Operation failed $attempt times, the last time with $problem" }
        if (-not $isLocal) { Start-Sleep -Seconds ([math]::Pow(2, $attempt)) }
    }
}

function Get-Message($Json) {
    # The member is message or Message, which PowerShell does not tell apart.
    $Json.Message
}

function Assert-NodeHasInventory {
    $filter = @{ Key = 'AWS:InstanceInformation.InstanceId'; Values = @($InstanceId); Type = 'Equal' }
    $answer = Invoke-Operation GetInventory (ConvertTo-JsonText @{ Filters = @($filter) })
    if (@($answer.Json.Entities.Id) -cnotcontains $InstanceId) {
        throw "The node $InstanceId has no inventory in $Region. Pass the -InstanceId of a managed node that has."
    }
}

function Assert-TypeIsFree {
    $request = @{ MaxResults = 200 }
    $custom = @(do {
        $answer = Invoke-Operation GetInventorySchema (ConvertTo-JsonText $request)
        if ($answer.Status -ne 200) { throw "The custom types are not known: $($answer.Json.__type) $(Get-Message $answer.Json)" }
        @($answer.Json.Schemas.TypeName) -like 'Custom:*'
        $request.NextToken = $answer.Json.NextToken
    } while ($request.NextToken)) | Sort-Object -Unique
    if ($custom -contains $type) { throw "The type $type exists. Pass another -Suffix." }
    if (@($custom).Count -ge 20) { throw "There are $(@($custom).Count) custom types. The limit is 20, so there is no place for $type." }
}

function Assert-TypeCanBeDeleted {
    # What is put must be deleted again. Where the permissions for that are missing, this ends the script.
    $null = Invoke-Operation DeleteInventory (ConvertTo-JsonText @{ TypeName = $type; DryRun = $true })
    $null = Invoke-Operation DescribeInventoryDeletions (ConvertTo-JsonText @{ DeletionId = [guid]::NewGuid().ToString() })
}

function Wait-Moment([datetime] $Until, [string] $What) {
    if ([datetime]::UtcNow -gt $Until) { throw "$What took longer than $TimeoutMinutes minutes (-TimeoutMinutes)." }
    Start-Sleep -Milliseconds $(if ($isLocal) { 100 } else { 5000 })
}

function Get-Answer($Question) {
    # Asks a question: the case of it, with the answer.
    $text = ConvertTo-JsonText $Question.request -Compress
    foreach ($name in $names.Keys) { $text = $text.Replace($name, $names[$name]) }
    foreach ($name in $kept.Keys) { $text = $text.Replace("{`"`$kept`":`"$name`"}", "`"$($kept[$name])`"") }
    if ($text -match '\{"\$kept":"(\w+)"\}') { throw "No earlier answer had the value '$($Matches[1])', which '$($Question.name)' needs." }
    $put = if ($Question.operation -eq 'PutInventory') { @($Question.request.Items.TypeName | Sort-Object -Unique) -creplace '(?<=[Cc]ompareWithAws)$', $Suffix }
    foreach ($name in $put) {
        if (-not $ownTypes.ContainsKey($name)) { $ownTypes[$name] = $false }
    }

    if ($Question.settle -and -not $isLocal) { Start-Sleep -Seconds $Question.settle }
    $until = [datetime]::UtcNow.AddMinutes($TimeoutMinutes)
    while ($true) {
        $answer = Invoke-Operation $Question.operation $text
        if (-not $Question.until -or $answer.Status -ne 200 -or (ConvertTo-JsonText $answer.Json) -match $Question.until) { break }
        Wait-Moment $until $Question.name
    }

    foreach ($name in $put) {
        if ($answer.Status -eq 200) { $ownTypes[$name] = $true }
        elseif (-not $ownTypes[$name] -and $answer.Attempt -eq 1) { $ownTypes.Remove($name) }
    }
    foreach ($keep in @($Question.keep.PSObject.Properties)) {
        if ($keep -and $answer.Json.($keep.Value)) { $kept[$keep.Name] = $answer.Json.($keep.Value) }
    }
    foreach ($deletion in @($answer.Json.InventoryDeletions)) {
        if ($deletion.LastStatus -eq 'Complete') { $ownTypes.Remove($deletion.TypeName) }
    }

    $case = [ordered] @{ name = $Question.name; source = "Compare-WithAws.ps1"; date = [datetime]::UtcNow.ToString('yyyy-MM-dd'); strength = 'V' }
    foreach ($member in @($Question.PSObject.Properties) | Where-Object Name -In operation, request, keep, until) { $case[$member.Name] = $member.Value }
    $case.answer = Hide-Answer $Question.operation $answer
    [pscustomobject] $case
}

function Remove-OwnType([string] $Name) {
    # Deletes a type that this script has made, and waits until that is complete.
    try {
        $until = [datetime]::UtcNow.AddMinutes($TimeoutMinutes)
        $answer = Invoke-Operation DeleteInventory (ConvertTo-JsonText @{ TypeName = $Name; SchemaDeleteOption = 'DeleteSchema' })
        if ("$($answer.Json.__type)" -match 'InvalidTypeNameException$') { return }
        if ($answer.Status -ne 200) { throw "DeleteInventory was refused: $($answer.Json.__type) $(Get-Message $answer.Json)" }
        $request = ConvertTo-JsonText @{ DeletionId = $answer.Json.DeletionId }
        while (@((Invoke-Operation DescribeInventoryDeletions $request).Json.InventoryDeletions.LastStatus) -notcontains 'Complete') {
            Wait-Moment $until "The deletion of $Name"
        }
    }
    catch {
        # The other type, if there is one, is deleted all the same.
        Write-Error -ErrorAction Continue "The custom type $Name may still be there: $_ Delete it with: Remove-Inventory $Name -SchemaDeleteOption DeleteSchema"
    }
}
