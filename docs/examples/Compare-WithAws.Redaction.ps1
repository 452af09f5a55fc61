# The functions of Compare-WithAws.ps1 that leave out of its record what is private.

function Hide-Text([string] $Text) {
    # The names of the questions in place of those of this run, and '...' for all that looks like one of the account's.
    foreach ($name in $names.Keys) { $Text = $Text.Replace($names[$name], $name) }
    $Text = $Text -replace 'arn:aws[\w-]*:[^\s"'',]+', 'arn:...'
    $Text = $Text -replace '\b(m?i-)(?!(0123456789abcdef0|0{17}|0123456789abcde)\b)[0-9a-f]{8,17}\b', '$1...'
    $Text = $Text -replace '\b(?!(11111111|22222222)-)[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b', '...'
    $Text = $Text -replace '(?<![\d-])\d{12}(?!\d)|\b\d{1,3}(\.\d{1,3}){3}\b|\bA[KS]IA[0-9A-Z]{12,}\b', '...'
    $Text -creplace 'Custom:(?!(NoSuch)?[Cc]ompareWithAws)[^\s",;]+', 'Custom:...'
}

function Hide-Value($Value, [string] $Name, [bool] $IsOwn) {
    # A value of an answer. What was not put by this script becomes a rule of the tests: any text, any number.
    if ($Value -is [string]) {
        $keptAs = @($kept.Keys | Where-Object { $kept[$_] -ceq $Value })
        if ($keptAs) { @{ '$kept' = $keptAs[0] } }
        elseif ($Name -in 'NextToken', 'DeletionId') { @{ '$any' = 'text' } }
        elseif ($IsOwn -or $Name -cin $publicNames) { Hide-Text $Value }
        else { @{ '$any' = 'text' } }
    }
    elseif ($Value -is [array]) {
        # ConvertTo-Json of Windows PowerShell writes an array that a function returned as an object, and a list as a list.
        $list = [System.Collections.Generic.List[object]]::new()
        foreach ($element in $Value) { $list.Add((Hide-Value $element $Name $IsOwn)) }
        , $list
    }
    elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
        $hidden = [ordered] @{}
        foreach ($member in $Value.PSObject.Properties) { $hidden[(Hide-Text $member.Name)] = Hide-Value $member.Value $member.Name $IsOwn }
        [pscustomobject] $hidden
    }
    elseif ($Name -in 'DeletionStartTime', 'LastStatusUpdateTime') { @{ '$any' = 'number' } }
    else { $Value }
}

# Members and attributes whose values are words of the service, and counts of what this script has put.
$publicNames = 'TypeName', 'SchemaVersion', 'Id', 'InstanceId', 'InstanceStatus', 'ResourceType', 'PlatformType', 'AgentType',
    'Count', 'matchingCount', 'notMatchingCount'

function Hide-Private([string] $Operation, $Json) {
    # An answer without what belongs to the account: other nodes, other custom types, and the content of other types.
    if ($Operation -eq 'GetInventorySchema') {
        if ($Json.Schemas) { $Json.Schemas = @($Json.Schemas | Where-Object { $_.TypeName -notlike 'Custom:*' -or $_.TypeName -like '*CompareWithAws*' }) }
    }
    if ($Operation -eq 'ListInventoryEntries') {
        $isOwn = $Json.TypeName -like '*CompareWithAws*'
        $hidden = Hide-Value $Json '' $isOwn
        if (-not $isOwn -and $Json.Entries) { $hidden.Entries = @{ '$any' = 'list' } }
        return $hidden
    }
    if ($Operation -ne 'GetInventory') { return Hide-Value $Json '' $true }

    $entities = [System.Collections.Generic.List[object]]::new()
    foreach ($entity in $Json.Entities) {
        if ($entity.Id -and $entity.Id -cne $InstanceId) {
            $entities.Add(@{ '$any' = 'object' })
            continue
        }
        $data = [ordered] @{}
        foreach ($type in $entity.Data.PSObject.Properties) {
            $isOwn = $type.Name -like '*CompareWithAws*'
            $data[(Hide-Text $type.Name)] = Hide-Value $type.Value '' $isOwn
            if (-not $isOwn -and $entity.Id -and $type.Name -ne 'AWS:InstanceInformation') { $data[$type.Name].Content = @{ '$any' = 'list' } }
        }
        $hidden = [ordered] @{ Data = $data }
        foreach ($member in @($entity.PSObject.Properties | Where-Object Name -NE Data)) { $hidden[$member.Name] = Hide-Value $member.Value $member.Name $false }
        $entities.Add([pscustomobject] $hidden)
    }
    $body = [ordered] @{}
    if ($null -ne $Json.Entities) { $body.Entities = $entities }
    foreach ($member in @($Json.PSObject.Properties | Where-Object Name -NE Entities)) { $body[$member.Name] = Hide-Value $member.Value $member.Name $false }
    [pscustomobject] $body
}

function Hide-Answer([string] $Operation, $Answer) {
    if ($Answer.Status -eq 200) {
        return [ordered] @{ status = 200; body = Hide-Private $Operation $Answer.Json }
    }
    $fault = [ordered] @{ code = "$($Answer.Json.__type)" -replace '^.*#'; message = @{ '$absent' = $true } }
    $message = Get-Message $Answer.Json
    if ($message) {
        # Where something is left out, the tests compare the rest.
        $fault.message = Hide-Text $message
        if ($fault.message.Contains('...')) { $fault.message = @{ '$matches' = '^' + [regex]::Escape($fault.message).Replace('\.\.\.', '.*') + '$' } }
    }
    if ($Answer.Json.TypeName) { $fault.typeName = Hide-Text $Answer.Json.TypeName }
    [ordered] @{ status = $Answer.Status; fault = $fault }
}
