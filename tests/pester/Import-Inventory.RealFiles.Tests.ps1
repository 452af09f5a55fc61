BeforeDiscovery {
    $item = '{"TypeName":"Custom:RackInfo","SchemaVersion":"1.0","CaptureTime":"2019-01-22T10:01:01Z","Content":[{"Rack":"Bay B/Row C"},{"Rack":"Bay D"}]}'
    $indented = @'
{
    "TypeName": "AWS:Application",
    "InstanceId": "i-0123456789abcdef0",
    "SchemaVersion": "1.1",
    "CaptureTime": "2019-02-15T12:17:55Z",
    "Entries": [
        {
            "Architecture": "i386",
            "Name": "Amazon SSM Agent",
            "PackageId": "{88a60be2-89a1-4df8-812a-80863c2a2b68}",
            "Publisher": "",
            "Version": "2.3.274.0"
        },
        { "Architecture": "x86_64", "Name": "AWS PV Drivers", "Version": "8.3.2" }
    ]
}
'@
    $skeleton = $item -replace '"Content"', '"ContentHash":"","Content"'
    $page = '{"TypeName":"AWS:Application","InstanceId":"i-0123456789abcdef0","SchemaVersion":"1.1","CaptureTime":"2019-02-15T12:17:55Z","Entries":[{"Name":"_"}]NEXT}'
    $pages = @($page -replace '_', 'a' -replace 'NEXT', ',"NextToken":"AAEAAQ=="'), @($page -replace '_', 'b' -replace 'NEXT', ',"NextToken":""') | ForEach-Object { $_ }
    $node = '{"Id":"i-0123456789abcdef0","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0","CaptureTime":"2018-10-03T03:09:18Z","Content":[{"AgentType":"amazon-ssm-agent","InstanceStatus":"Active","IpAddress":"10.0.0.10"}]}}}'
    $terminated = '{"Id":"i-0123456789abcdef1","Data":{"AWS:InstanceInformation":{"TypeName":"AWS:InstanceInformation","SchemaVersion":"1.0","CaptureTime":"2018-10-03T03:09:18Z","Content":[{"InstanceId":"i-0123456789abcdef1","InstanceStatus":"Terminated"}]}}}'
    $rows = (1..2 | ForEach-Object { "{`"ApplicationType`":`"`",`"Version`":`"$_`",`"Name`":`"acl`",`"resourceId`":`"i-0123456789abcdef0`",`"captureTime`":`"2026-01-31T12:00:00Z`",`"schemaVersion`":`"1.1`"}" }) -join "`n"
    $sync = 'accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory/i-0123456789abcdef0.json'
    $compliance = (@{ Id = 'KB1'; Type = 'Patch'; Execution = 'e1' }, @{ Id = 'KB2'; Type = 'Patch'; Execution = 'e1' }, @{ Id = 'A1'; Type = 'Association'; Execution = 'e2' } | ForEach-Object {
            "{`"Id`":`"$($_.Id)`",`"Status`":`"COMPLIANT`",`"ComplianceType`":`"$($_.Type)`",`"ExecutionId`":`"$($_.Execution)`",`"ExecutionTime`":`"2026-01-31T12:00:00Z`",`"resourceId`":`"i-0123456789abcdef0`",`"captureTime`":`"2026-01-31T12:00:00Z`",`"schemaVersion`":`"1.0`"}"
        }) -join "`n"
    $rack = 'i-0123456789abcdef0 Custom:RackInfo 1.0 2019-01-22T10:01:01Z: Rack=Bay B/Row C | Rack=Bay D'
    $anyRack = $rack -replace '^i-\w+', '-'
    $apps = 'i-0123456789abcdef0 AWS:Application 1.1 2019-02-15T12:17:55Z: Name=a | Name=b'
    $information = 'i-0123456789abcdef0 AWS:InstanceInformation 1.0 2018-10-03T03:09:18Z: AgentType=amazon-ssm-agent; InstanceStatus=Active; IpAddress=10.0.0.10'
    $synced = 'i-0123456789abcdef0 AWS:Application 1.1 2026-01-31T12:00:00Z: ApplicationType=; Version=1; Name=acl | ApplicationType=; Version=2; Name=acl'
    $agent = '{"SchemaVersion":"1.0","TypeName":"Custom:ApplicationInventory","Content":{"ApplicationName":"MyWebApp","Version":"1.2.3"}}'
    $utf16 = [System.Text.Encoding]::Unicode
    $latin1 = [System.Text.Encoding]::GetEncoding('iso-8859-1')
    $mixed = [System.Text.Encoding]::UTF8.GetBytes(($item -replace 'Bay B', "$([char] 0xE9)" -replace 'Bay D', '#'))
    $mixed[[array]::IndexOf($mixed, [byte] 35)] = 0xE9

    # The files that people have, each read whole.
    $Read = @(
        @{ Name = 'items.json'; Of = 'put-inventory --items file://'; Text = "[$item]"; Items = $anyRack; As = 'items as JSON' }
        @{ Name = 'item.json'; Of = '--items of one item, as the CLI takes it too'; Text = $item; Items = $anyRack; As = 'items as JSON' }
        @{ Name = 'input.json'; Of = '--cli-input-json'; Text = "{`"InstanceId`": `"i-0123456789abcdef0`", `"Items`": [$item]}"; Items = $rack; As = 'a request of PutInventory' }
        @{ Name = 'skeleton.json'; Of = '--generate-cli-skeleton, filled in but for the node'; Text = "{`"InstanceId`": `"`", `"Items`": [$skeleton]}"; Items = $anyRack; As = 'a request of PutInventory' }
        @{ Name = 'custom.json'; Of = 'the SSM agent, outside of its folder'; Text = $agent; Items = '- Custom:ApplicationInventory 1.0 now: ApplicationName=MyWebApp; Version=1.2.3'; As = 'items as JSON' }
        @{ Name = 'i-00000001/inventory/custom/app.json'; Of = 'the SSM agent'; Text = $agent; Items = 'i-00000001 Custom:ApplicationInventory 1.0 now: ApplicationName=MyWebApp; Version=1.2.3'; As = 'custom inventory of the SSM agent' }
        @{ Name = 'apps.json'; Of = 'list-inventory-entries'; Text = $indented; Items = 'i-0123456789abcdef0 AWS:Application 1.1 2019-02-15T12:17:55Z: Architecture=i386; Name=Amazon SSM Agent; PackageId={88a60be2-89a1-4df8-812a-80863c2a2b68}; Publisher=; Version=2.3.274.0 | Architecture=x86_64; Name=AWS PV Drivers; Version=8.3.2'; As = 'an answer of ListInventoryEntries' }
        @{ Name = 'pages.json'; Of = 'list-inventory-entries, a page a line'; Text = $pages -join "`n"; Items = $apps; As = 'an answer of ListInventoryEntries' }
        @{ Name = 'pages-indented.json'; Of = 'list-inventory-entries, pages one after another'; Text = ($pages -replace '"Entries"', "`n  `"Entries`"") -join ''; Items = $apps; As = 'an answer of ListInventoryEntries' }
        @{ Name = 'pages-list.json'; Of = 'list-inventory-entries, pages that jq -s has put together'; Text = "[$($pages -join ',')]"; Items = $apps; As = 'an answer of ListInventoryEntries' }
        @{ Name = 'pages.ndjson'; Of = 'list-inventory-entries, pages as NDJSON'; Text = $pages -join "`n"; Items = $apps; As = 'JSON Lines: an answer of ListInventoryEntries' }
        @{ Name = 'none.json'; Of = 'list-inventory-entries of a node without the type'; Text = '{"TypeName":"AWS:File","InstanceId":"i-0123456789abcdef0","Entries":[]}'; Items = @(); As = 'an answer of ListInventoryEntries' }
        @{ Name = 'nodes.json'; Of = 'get-inventory'; Text = "{`"Entities`": [$node, {`"Id`":`"i-0123456789abcdef2`",`"Data`":{}}, $terminated]}"; Items = $information, 'i-0123456789abcdef1 AWS:InstanceInformation 1.0 2018-10-03T03:09:18Z: InstanceId=i-0123456789abcdef1; InstanceStatus=Terminated'; As = 'an answer of GetInventory' }
        @{ Name = 'boto3.json'; Of = 'json.dumps of boto3'; Text = "{`"Entities`": [$node], `"ResponseMetadata`": {`"RequestId`": `"7c2c`", `"HTTPStatusCode`": 200, `"HTTPHeaders`": {`"server`": `"Server`"}, `"RetryAttempts`": 0}}"; Items = $information; As = 'an answer of GetInventory' }
        @{ Name = 'query.json'; Of = 'get-inventory --query Entities'; Text = "[$node]"; Items = $information; As = 'an entity of an answer of GetInventory' }
        @{ Name = 'sdk3.json'; Of = 'JSON.stringify of the SDK for JavaScript'; Text = "{`"`$metadata`":{`"httpStatusCode`":200,`"attempts`":1},`"Entities`":[$node]}"; Items = $information; As = 'an answer of GetInventory' }
        @{ Name = 'awstools.json'; Of = 'ConvertTo-Json of Get-SSMInventoryEntryList'; Text = '{"CaptureTime":"2016-08-22T10:01:01Z","Entries":[{"RackLocation":"Bay B"}],"InstanceId":"i-0123456789abcdef0","NextToken":null,"SchemaVersion":"1.0","TypeName":"Custom:RackInfo","ResponseMetadata":{"RequestId":"1","Metadata":{},"ChecksumAlgorithm":0},"ContentLength":170,"HttpStatusCode":200}'; Items = 'i-0123456789abcdef0 Custom:RackInfo 1.0 2016-08-22T10:01:01Z: RackLocation=Bay B'; As = 'an answer of ListInventoryEntries' }
        @{ Name = 'awstools-node.json'; Of = 'ConvertTo-Json -Depth 10 of Get-SSMInventory'; Text = $node -replace '"Content"', '"ContentHash":null,"Content"'; Items = $information; As = 'an entity of an answer of GetInventory' }
        @{ Name = 'wrapped.json'; Of = 'ConvertTo-Json of a list in Windows PowerShell'; Text = "{`"value`":[$item,$item],`"Count`":2}"; Items = $anyRack, $anyRack; As = 'items as JSON' }
        @{ Name = 'lines.jsonl'; Of = 'JSON Lines'; Text = "$item`n`n$item`n"; Items = $anyRack, $anyRack; As = 'JSON Lines: items as JSON' }
        @{ Name = 'one.jsonl'; Of = 'JSON Lines of one line'; Text = $item; Items = $anyRack; As = 'JSON Lines: items as JSON' }
        @{ Name = 'lines.log'; Of = 'JSON Lines with another extension'; Text = "$item`r`n$item"; Items = $anyRack, $anyRack; As = 'items as JSON' }
        @{ Name = 'redirected.json'; Of = '> of Windows PowerShell'; Text = "{`"InstanceId`":`"i-0123456789abcdef0`",`"Items`":[$item]}"; Encoding = $utf16; Items = $rack; As = 'a request of PutInventory' }
        @{ Name = 'marked.json'; Of = 'Set-Content -Encoding UTF8 of Windows PowerShell'; Text = "[$item]"; Encoding = [System.Text.Encoding]::UTF8; Items = $anyRack; As = 'items as JSON' }
        @{ Name = "AWS:Application/$sync"; Of = 'a resource data sync'; Text = $rows; Items = $synced; As = 'a resource data sync'; Colon = $true }
        @{ Name = "AWS%3AApplication/$sync"; Of = 'a resource data sync on Windows'; Text = "$rows`n"; Items = $synced; As = 'a resource data sync' }
        @{ Name = "AWS%3AComplianceItem/$sync"; Of = 'a resource data sync with contexts'; Text = $compliance; Items = 'i-0123456789abcdef0 AWS:ComplianceItem 1.0 2026-01-31T12:00:00Z: Id=KB1; Status=COMPLIANT | Id=KB2; Status=COMPLIANT', 'i-0123456789abcdef0 AWS:ComplianceItem 1.0 2026-01-31T12:00:00Z: Id=A1; Status=COMPLIANT'; As = 'a resource data sync' }
    )

    # The files that are refused, each with the true reason.
    $Refused = @(
        @{ Name = 'racks.csv'; Text = "NodeId,Rack`ni-00000001,A1`n"; Why = "seems to be a CSV file\. Import-Csv '.*racks\.csv' \| New-InventoryItem" }
        @{ Name = 'excel.csv'; Text = "NodeId;Rack`r`ni-00000001;A1`r`ni-00000002;B7"; Why = "Import-Csv '.*excel\.csv' -Delimiter ';' \| New-InventoryItem" }
        @{ Name = 'tabs.txt'; Text = "NodeId`tRack`ni-00000001`tA1`n"; Why = "Import-Csv '.*' -Delimiter `"``t`"" }
        @{ Name = 'export.csv'; Text = "#TYPE InventoryTools.InventoryItem`n`"TypeName`",`"Content`"`n`"Custom:X`",`"y`"`n"; Why = 'seems to be a CSV file' }
        @{ Name = 'report.xml'; Text = '<?xml version="1.0"?><racks><rack>A1</rack></racks>'; Why = 'seems to be an XML file' }
        @{ Name = 'items.xml'; Text = "<Objs Version=`"1.1.0.1`" xmlns=`"http://schemas.microsoft.com/powershell/2004/04`">`n</Objs>"; Why = 'Import-Clixml reads it' }
        @{ Name = 'proxy.json'; Text = "<!DOCTYPE html>`n<html><body>Sign in</body></html>"; Why = 'a page of HTML' }
        @{ Name = 'items.yaml'; Text = "- TypeName: Custom:RackInfo`n  SchemaVersion: '1.0'`n"; Why = 'a YAML file' }
        @{ Name = 'output.txt'; Text = "InstanceId: i-00000001`nEntries:`n- Name: acl`n"; Why = 'a YAML file' }
        @{ Name = 'table.txt'; Text = "---------------------`n|  ListInventoryEntries  |`n+----------+`n"; Why = 'a table\. .*--output json' }
        @{ Name = 'text.txt'; Text = "2019-02-15T12:17:55Z`ti-0123456789abcdef0`t1.1`tAWS:Application`nENTRIES`ti386`tAmazon SSM Agent`t2.3`nENTRIES`tx86_64`tAWS PV Drivers`t8.3`n"; Why = 'text output of the AWS CLI\. Make it again with --output json' }
        @{ Name = 'items.psd1'; Text = "@{`n    TypeName = 'Custom:RackInfo'`n}"; Why = 'Import-PowerShellDataFile' }
        @{ Name = 'racks.xlsx'; Bytes = [byte[]] (0x50, 0x4B, 3, 4, 20, 0, 6, 0); Why = 'a workbook of Excel' }
        @{ Name = 'i-00000001.json.gz'; Bytes = [byte[]] (0x1F, 0x8B, 8, 0, 0, 0, 0, 0); Why = 'gzip has compressed' }
        @{ Name = 'bucket.parquet'; Bytes = [byte[]] (0x50, 0x41, 0x52, 0x31, 21, 4); Why = 'a Parquet file' }
        @{ Name = 'document.json'; Text = '{"schemaVersion":"2.2","description":"Custom inventory","mainSteps":[{"action":"aws:runShellScript","name":"collect","inputs":{"runCommand":["echo"]}}]}'; Why = 'a document of Systems Manager' }
        @{ Name = 'config.json'; Text = '{"version":"1.3","configurationItemVersion":"1.3","resourceType":"AWS::SSM::ManagedInstanceInventory","configuration":{"AWS:Application":{"Content":{"acl":{"Name":"acl"}}}}}'; Why = 'AWS Config, whose content is not a list' }
        @{ Name = 'schema.json'; Text = '{"Schemas":[{"TypeName":"AWS:Application","Version":"1.1","Attributes":[{"Name":"Name","DataType":"STRING"}]}]}'; Why = 'GetInventorySchema, which has no items' }
        @{ Name = 'deletion.json'; Text = '{"DeletionId":"d72ac9e8-1f60-4d40-b1c6-bf8c78c68c4d","TypeName":"Custom:RackInfo","DeletionSummary":{"TotalCount":1}}'; Why = 'DeleteInventory, which has no items' }
        @{ Name = 'main.tf.json'; Text = '{"resource":{"aws_ssm_association":{"inventory":{"name":"AWS-GatherSoftwareInventory"}}}}'; Why = 'a configuration of Terraform' }
        @{ Name = 'information.json'; Text = '{"InstanceInformationList":[{"InstanceId":"i-0123456789abcdef0","PingStatus":"Online"}]}'; Why = 'DescribeInstanceInformation, and not inventory' }
        @{ Name = 'counts.json'; Text = '{"Entities":[{"Data":{"AWS:Application":{"Content":[{"Count":"7","Name":"chrome"}]}}}]}'; Why = 'Entities\[0\]\.Data\.AWS:Application: it has counts by an aggregator' }
        @{ Name = 'counts-typed.json'; Text = '{"Entities":[{"Id":null,"Data":{"AWS:Application":{"TypeName":"AWS:Application","CaptureTime":null,"Content":[{"Count":"3","Name":"vim"}]}}}]}'; Why = 'Entities\[0\]\.Data\.AWS:Application: it has counts by an aggregator' }
        @{ Name = 'counts-empty.json'; Text = '{"Entities":[{"Id":"","Data":{"AWS:Application":{"TypeName":"AWS:Application","SchemaVersion":"","CaptureTime":"","Content":[]}}}]}'; Why = 'counts by an aggregator, and not items\. Ask GetInventory without aggregators' }
        @{ Name = 'counts-timed.json'; Text = '{"Entities":[{"Data":{"AWS:Application":{"TypeName":"AWS:Application","SchemaVersion":"1.1","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"Count":"3","Name":"vim"},{"Count":"1","Name":"vi"}]}}}]}'; Why = 'counts by an aggregator' }
        @{ Name = 'counts-groups.json'; Text = '{"Entities":[{"Data":{"HasVim":{"TypeName":"HasVim","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"notMatchingCount":"3"},{"matchingCount":"1"}]}}}]}'; Why = 'Data\.HasVim: it has counts by an aggregator' }
        @{ Name = 'counts-query.json'; Text = '[{"Data":{"AWS:Application":{"TypeName":"AWS:Application","Content":[{"Count":"3","Name":"vim"}]}}}]'; Why = '\[0\]\.Data\.AWS:Application: it has counts' }
        @{ Name = "AWS%3AApplication/$sync.gz"; Bytes = [byte[]] (0x1F, 0x8B, 8, 0, 0, 0, 0, 0); Why = 'i-0123456789abcdef0\.json\.gz.: it seems to be a file that gzip has compressed\. Expand it first' }
        @{ Name = "AWS%3AApplication/$($sync -replace 'i-', 'mi-').gz"; Text = ''; Why = 'it is empty' }
        @{ Name = "AWS%3AApplication/$sync"; Text = ''; Why = 'it is empty' }
        @{ Name = "AWS%3AApplication/$($sync -replace '-1/', '-2/')"; Text = "`n  `n"; Why = 'it is empty' }
        @{ Name = "AWS%3AApplication/$($sync -replace '-1/', '-3/').gz"; Text = $rows; Why = 'its name does not end in \.json, and so does not tell the node' }
        @{ Name = 'page.json'; Text = $pages[0]; Id = 'PageMissing'; Why = 'tells a further page \(NextToken\), and AWS:Application of i-0123456789abcdef0 would be incomplete' }
        @{ Name = 'shallow.json'; Text = $item -replace '\{"Rack":"Bay D"\}', '"Rack=Bay D"'; Why = 'Content\[1\]: here is text \("Rack=Bay D"\).* with -Depth 10' }
        @{ Name = 'shallow-node.json'; Text = '{"Id":"i-0123456789abcdef0","Data":{"AWS:Application":"Amazon.SimpleSystemsManagement.Model.InventoryResultItem"}}'; Why = 'Data\.AWS:Application: here is text .* with -Depth 10' }
        @{ Name = 'numbers.json'; Text = '[{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[{"Slots":42}]}]'; Why = '\[0\]\.Content\[0\]\.Slots: the value is not text but 42' }
        @{ Name = 'objects.json'; Text = '[{"Rack":"A1"}]'; Why = 'an object with Rack, and not an item\. .* ConvertFrom-Json \| New-InventoryItem' }
        @{ Name = 'row.json'; Text = $rows; Count = 2; Why = 'line 1: it is a row of a resource data sync, whose type stands in the names of its folders' }
        @{ Name = "wrong/$sync"; Text = $rows; Why = "the folder above accountid= is 'wrong'" }
        @{ Name = "AWS%3AApplication/$($sync -replace 'f0\.json', 'f1.json')"; Text = $rows; Id = 'Contradiction'; Count = 2; Why = "line 1: resourceId is 'i-0123456789abcdef0'" }
        @{ Name = "AWS%3AApplication/$($sync -replace '123456789012', '210987654321')"; Text = $rows -replace '31T12(.*\s.*)31T12', '31T12${1}31T13'; Id = 'Contradiction'; Why = "line 2: captureTime is '2026-01-31T13:00:00Z' and '2026-01-31T12:00:00Z'" }
        @{ Name = 'trailing.json'; Text = "[$item,]"; Why = 'line 1, byte 1[0-9]+: The JSON array contains a trailing comma' }
        @{ Name = 'cut.json'; Text = $indented.Substring(0, 200); Why = 'it is not valid JSON: line [78]' }
        @{ Name = 'empty.json'; Text = ''; Why = 'it is empty' }
        @{ Name = 'twice.json'; Text = $item -replace '"Rack":"Bay D"', '"Rack":"1","Rack":"2"'; Why = 'Content\[1\]\.Rack: the attribute is there twice' }
        @{ Name = 'hash.json'; Text = $item -replace '"Content"', '"ContentHash":"1B2M2Y8AsgTpgAmY7PhCfg==","Content"'; Id = 'Contradiction'; Why = "the ContentHash '1B2M2Y8AsgTpgAmY7PhCfg==' of Custom:RackInfo is not that of its content" }
        @{ Name = 'latin1.json'; Text = $item -replace 'Bay D', "Z$([char] 0xFC)rich"; Encoding = $latin1; Id = 'NotUtf8'; Why = 'the byte 0xFC at offset [0-9]+ is not UTF-8\. The text seems to be Windows-1252 or Latin-1' }
        @{ Name = 'wide.json'; Bytes = $utf16.GetBytes($item); Id = 'NotUtf8'; Why = 'it is UTF-16 \(little-endian\) without a byte order mark' }
        @{ Name = 'console.json'; Text = $item -replace 'Bay D', "Z$([char] 0x81)rich"; Encoding = $latin1; Id = 'NotUtf8'; Why = 'a code page of a console, such as 850' }
        @{ Name = 'mixed.json'; Bytes = $mixed; Id = 'NotUtf8'; Why = 'UTF-8 with damaged characters\. Save it again' }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $command = 'InventoryTools.Cmdlets.ImportInventoryCommand'

    function Write-File([string] $Path, $File) {
        $full = Join-Path $folder.FullName $Path
        [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($full))
        $encoding = if ($File.Encoding) { $File.Encoding } else { New-Object System.Text.UTF8Encoding $false }
        if ($File.Bytes) { [System.IO.File]::WriteAllBytes($full, $File.Bytes) } else { [System.IO.File]::WriteAllText($full, $File.Text, $encoding) }
        $full
    }

    function Get-Line($Item) {
        $node = if ($Item.InstanceId) { $Item.InstanceId } else { '-' }
        $time = if ([datetime]::UtcNow - [datetime]::Parse($Item.CaptureTime).ToUniversalTime() -lt [timespan]::FromHours(1)) { 'now' } else { $Item.CaptureTime }
        "$node $($Item.TypeName) $($Item.SchemaVersion) ${time}: $($Item.Content -join ' | ')"
    }
}

Describe 'Import-Inventory: files that people have' {
    BeforeEach {
        $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    It 'reads <Name>: <Of>' -ForEach $Read {
        if ($Colon -and ($PSEdition -eq 'Desktop' -or $IsWindows)) {
            Set-ItResult -Skipped -Because 'Windows has no such file names'
        }
        $full = Write-File $Name $_
        $found = @(Import-Inventory -LiteralPath $Name -ErrorVariable failed -WarningVariable told -Verbose 4>&1)
        $verbose, $read = $found.Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')
        @($read | ForEach-Object { Get-Line $_ }) | Should -Be @($Items)
        $failed | Should -BeNullOrEmpty
        $told | Should -BeNullOrEmpty
        $verbose | Should -HaveCount 1
        "$verbose" | Should -Be "'$full' is read as $As."
    }

    It 'refuses <Name>' -ForEach $Refused {
        $full = Write-File $Name $_
        Import-Inventory -LiteralPath $Name -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed | Should -HaveCount $(if ($Count) { $Count } else { 1 })
        $failed[0].FullyQualifiedErrorId | Should -Be "$(if ($Id) { $Id } else { 'InvalidFile' }),$command"
        $failed[0].CategoryInfo.Category | Should -Be InvalidData
        $failed[0].TargetObject | Should -Be $full
        "$($failed[0])" | Should -Match $Why
    }

    It 'reads a folder of files of every kind' {
        $files = @{ Name = 'a.json'; Text = '[{"TypeName":"Custom:A","SchemaVersion":"1.0","Content":[]}]' }, @{ Name = 'b.jsonl'; Text = '{"TypeName":"Custom:B","SchemaVersion":"1.0","Content":[]}' },
            @{ Name = 'c.json'; Text = '{"InstanceId":"","Items":[{"TypeName":"Custom:C","SchemaVersion":"1.0","Content":[]}]}' }, @{ Name = 'notes.csv'; Text = 'a,b' }
        $files | ForEach-Object { [void] (Write-File "in/$($_.Name)" $_) }
        (Import-Inventory in).TypeName | Should -Be Custom:A, Custom:B, Custom:C
    }

    It 'reads a resource data sync from <Level>' -Skip:($PSEdition -eq 'Desktop' -or $IsWindows) -ForEach @(
        @{ Level = '.' }
        @{ Level = 'bucket' }
        @{ Level = 'bucket/pre' }
        @{ Level = 'bucket/pre/fix' }
        @{ Level = 'bucket/pre/fix/*' }
        @{ Level = 'bucket/pre/fix/AWS:Application' }
        @{ Level = 'bucket/pre/fix/AWS:*/accountid=123456789012' }
        @{ Level = 'bucket/pre/fix/AWS:Application/accountid=123456789012/region=eu-west-1' }
        @{ Level = 'bucket/pre/fix/AWS:Application/accountid=123456789012/region=eu-west-1/*' }
        @{ Level = 'bucket/pre/fix/AWS:Application/accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory/i-00000001.json' }
    ) {
        [void] (Write-File 'bucket/pre/fix/AWS:Application/accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory/i-00000001.json' @{ Text = '{"Name":"acl","resourceId":"i-00000001","captureTime":"2026-01-31T12:00:00Z","schemaVersion":"1.1"}' })
        Get-Line (Import-Inventory $Level) | Should -Be 'i-00000001 AWS:Application 1.1 2026-01-31T12:00:00Z: Name=acl'
    }

    It 'tells once which files of a bucket are at other places' {
        [void] (Write-File "bucket/AWS%3AApplication/accountid=123456789012/region=eu-west-1/resourcetype=x/i-00000001.json" @{ Text = '{"Name":"acl"}' })
        'a.json', 'b/c.json', 'AWS%3ATag/i-00000001.json' | ForEach-Object { [void] (Write-File "bucket/$_" @{ Text = '{}' }) }
        (Import-Inventory bucket -WarningVariable told -WarningAction SilentlyContinue -ErrorVariable failed).TypeName | Should -Be AWS:Application
        $failed | Should -BeNullOrEmpty
        "$told" | Should -Match '3 files are not at TypeName/accountid=.* the first is .*a\.json'
    }

    It 'tells each compressed or empty file of a resource data sync, and reads the others, from <Level>' -ForEach @{ Level = 'bucket' }, @{ Level = 'bucket/AWS%3AApplication' }, @{ Level = '.'; Force = $true } {
        $in = 'bucket/AWS%3AApplication/accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory'
        [void] (Write-File "$in/i-00000001.json" @{ Text = '{"Name":"acl","resourceId":"i-00000001","captureTime":"2026-01-31T12:00:00Z","schemaVersion":"1.1"}' })
        [void] (Write-File "$in/i-00000002.json.gz" @{ Bytes = [byte[]] (0x1F, 0x8B, 8, 0) })
        [void] (Write-File "$in/i-00000003.JSON.GZ" @{ Bytes = [byte[]] (0x1F, 0x8B, 8, 0) })
        [void] (Write-File "$in/i-00000004.json" @{ Text = '' })
        [void] (Write-File "$in/mi-00000005.json.gz" @{ Text = '' })
        [void] (Write-File "$in/_SUCCESS" @{ Text = '' })
        (Import-Inventory $Level -Force:([bool] $Force) -ErrorVariable failed -ErrorAction SilentlyContinue -WarningVariable told).InstanceId | Should -Be i-00000001
        $told | Should -BeNullOrEmpty
        $failed | Should -HaveCount 4
        $failed.FullyQualifiedErrorId | Should -Be (@("InvalidFile,$command") * 4)
        $failed | Where-Object { "$_" -match 'gzip has compressed\. Expand it first' } | Should -HaveCount 2
        $failed | Where-Object { "$_" -match "(i-00000004\.json|mi-00000005\.json\.gz)': it is empty" } | Should -HaveCount 2
    }

    It 'makes no item of a file of a resource data sync whose lines are all broken, also with -Force' {
        [void] (Write-File 'bucket/AWS%3AApplication/accountid=123456789012/region=eu-west-1/resourcetype=x/i-00000001.json' @{ Text = '{"Name"' })
        Import-Inventory bucket -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$command"
    }

    It 'tells the compressed files of a folder' {
        [void] (Write-File in/a.json @{ Text = '{"TypeName":"Custom:A","SchemaVersion":"1.0","Content":[]}' })
        [void] (Write-File in/b.json.gz @{ Bytes = [byte[]] (0x1F, 0x8B, 8, 0) })
        [void] (Write-File in/c.jsonl.zst @{ Bytes = [byte[]] (0x28, 0xB5, 0x2F, 0xFD) })
        [void] (Write-File in/notes.gz @{ Bytes = [byte[]] (0x1F, 0x8B, 8, 0) })
        (Import-Inventory in -ErrorVariable failed -ErrorAction SilentlyContinue).TypeName | Should -Be Custom:A
        $failed | Should -HaveCount 2
        "$($failed[0])" | Should -Match 'b\.json\.gz.: it seems to be a file that gzip has compressed'
        "$($failed[1])" | Should -Match 'c\.jsonl\.zst.: it seems to be a file that zstd has compressed'
    }

    It 'reads an item of an answer without a node, which -InstanceId gives' {
        [void] (Write-File x.json @{ Text = '{"Entities":[{"Data":{"Custom:Rack":{"TypeName":"Custom:Rack","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"Count":"3","Rack":"A1"},{"Rack":"B7"}]}}}]}' })
        Get-Line (Import-Inventory x.json -InstanceId i-00000001) | Should -Be 'i-00000001 Custom:Rack 1.0 2026-01-31T12:00:00Z: Count=3; Rack=A1 | Rack=B7'
    }

    It 'reads what ConvertTo-Json writes of <Count> items' -ForEach @{ Count = 1 }, @{ Count = 3 } {
        $items = @(1..$Count | ForEach-Object { @{ Rack = "A$_" }, @{ Rack = "B$_" } | New-InventoryItem Custom:RackInfo -InstanceId "i-0000000$_" })
        $context = [System.Collections.Generic.Dictionary[string, string]]::new()
        $context['ComplianceType'] = 'Custom:A'
        $items[0].Context = $context
        ConvertTo-Json $items -Depth 10 | Set-Content list.json -Encoding utf8
        $items | ConvertTo-Json -Depth 10 -Compress | Set-Content pipe.json -Encoding utf8
        $items | ForEach-Object { ConvertTo-Json $_ -Depth 10 } | Set-Content each.json -Encoding utf8
        foreach ($file in 'list.json', 'pipe.json', 'each.json') {
            $read = @(Import-Inventory $file)
            $read | Should -HaveCount $Count
            Compare-Inventory $items $read | Should -BeNullOrEmpty
            $read.CaptureTime | Should -Be $items.CaptureTime
            $read[0].Context['ComplianceType'] | Should -Be Custom:A
        }
    }

    It 'says that a path on a drive that is not there was not found' {
        Import-Inventory 'none:/x.json', 'no/AWS:x' -ErrorVariable failed -ErrorAction SilentlyContinue
        @($failed | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).FullyQualifiedErrorId | Should -Be "PathNotFound,$command", "PathNotFound,$command"
    }

    It 'tells 5 of many values that are no items, and the number of the others' {
        [void] (Write-File x.json @{ Text = "[$((1..1000 | ForEach-Object { '{"Rack":"A1"}' }) -join ',')]" })
        Import-Inventory x.json -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Should -HaveCount 6
        "$($failed[5])" | Should -Match '995 more values are not items'
    }

    Context '-Force' {
        It 'reads <Name> with a warning' -ForEach @(
            @{ Name = 'numbers'; File = @{ Text = '[{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2019-01-22T10:01:01Z","Content":[{"Slots":42,"Free":true,"Note":null,"Size":1e400,"Of":{"a":[1]}}]}]' }; Items = '- Custom:X 1.0 2019-01-22T10:01:01Z: Slots=42; Free=true; Note=; Size=1e400; Of={"a":[1]}' }
            @{ Name = 'Windows-1252'; File = @{ Text = "{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"CaptureTime`":`"2019-01-22T10:01:01Z`",`"Content`":[{`"A`":`"Z$([char] 0xFC)rich`"}]}"; Encoding = [System.Text.Encoding]::GetEncoding('iso-8859-1') }; Items = "- Custom:X 1.0 2019-01-22T10:01:01Z: A=Z$([char] 0xFC)rich" }
            @{ Name = 'UTF-16 without a mark'; File = @{ Bytes = [System.Text.Encoding]::BigEndianUnicode.GetBytes("{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`n`"CaptureTime`":`"2019-01-22T10:01:01Z`",`"Content`":[{`"A`":`"Z$([char] 0xFC)rich`"}]}") }; Items = "- Custom:X 1.0 2019-01-22T10:01:01Z: A=Z$([char] 0xFC)rich" }
            @{ Name = 'half of the pages'; File = @{ Text = '{"TypeName":"AWS:Application","InstanceId":"i-00000001","SchemaVersion":"1.1","CaptureTime":"2019-01-22T10:01:01Z","Entries":[{"Name":"a"}],"NextToken":"x"}' }; Items = 'i-00000001 AWS:Application 1.1 2019-01-22T10:01:01Z: Name=a' }
            @{ Name = 'another hash'; File = @{ Text = '{"TypeName":"Custom:X","SchemaVersion":"1.0","CaptureTime":"2019-01-22T10:01:01Z","ContentHash":"1B2M2Y8AsgTpgAmY7PhCfg==","Content":[{"A":"1"}]}' }; Items = '- Custom:X 1.0 2019-01-22T10:01:01Z: A=1' }
        ) {
            [void] (Write-File x.json $File)
            Import-Inventory x.json -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $read = Import-Inventory x.json -Force -WarningVariable told -WarningAction SilentlyContinue
            Get-Line $read | Should -Be $Items
            $told | Should -HaveCount 1
        }

        It 'tells values that are not text once for each item' {
            $content = (1..100 | ForEach-Object { "{`"A`":$_}" }) -join ','
            [void] (Write-File x.json @{ Text = "[{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"Content`":[$content]},{`"TypeName`":`"Custom:Y`",`"SchemaVersion`":`"1.0`",`"Content`":[$content]}]" })
            (Import-Inventory x.json -Force -WarningVariable told -WarningAction SilentlyContinue).Content.A | Should -HaveCount 200
            $told | Should -HaveCount 2
            "$($told[1])" | Should -Match '\[1\]\.Content\[0\]\.A: the value is not text but 1; this one and others are read as text'
        }

        It 'warns of nodes that a page of GetInventory lacks' {
            [void] (Write-File x.json @{ Text = '{"Entities":[],"NextToken":"x"}' })
            Import-Inventory x.json -WarningVariable told -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$told" | Should -Match 'tells a further page \(NextToken\), which is not in the file: nodes are missing'
        }

        It 'warns of members that an item does not have' {
            [void] (Write-File x.json @{ Text = '{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[],"Owner":"me","PSComputerName":"a"}' })
            (Import-Inventory x.json -WarningVariable told -WarningAction SilentlyContinue).TypeName | Should -Be Custom:X
            "$told" | Should -Match 'Owner: an item has no such member, and it is not read'
        }
    }

    Context 'Import-Inventory -Force | Export-Inventory' {
        It 'leaves a file as it was of which it reads a part only: <Name>' -ForEach @(
            @{ Name = 'content that is text'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":"A1, B7"}' }
            @{ Name = 'content that is a number'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":7}' }
            @{ Name = 'no content'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Contents":[{"A":"1"}]}' }
            @{ Name = 'content with text'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":["A1",{"A":"1"}]}' }
            @{ Name = 'a list in the content'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[[{"A":"1"}],{"A":"1"}]}' }
            @{ Name = 'an attribute twice'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1","A":"2"}]}' }
            @{ Name = 'content twice'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1"}],"content":[{"A":"2"}]}' }
            @{ Name = 'another member'; Path = 'in/x.json'; To = 'in'; Format = 'Agent'; Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":"1"}],"Owner":"me"}' }
            @{ Name = 'a broken line'; Path = 'x.jsonl'; To = 'x.jsonl'; Format = 'JsonLines'; Text = "{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"Content`":[{`"A`":`"1`"}]}`n{`"TypeName`":`"Custom:Y`",`"Content" }
            @{ Name = 'a line with content that is text'; Path = 'x.jsonl'; To = 'x.jsonl'; Format = 'JsonLines'; Text = "{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"Content`":[{`"A`":`"1`"}]}`n{`"TypeName`":`"Custom:Y`",`"SchemaVersion`":`"1.0`",`"Content`":`"B`"}" }
            @{ Name = 'a request with a broken item'; Path = 'in/i-00000001.json'; To = 'in'; Format = 'CliInputJson'; Text = '{"InstanceId":"i-00000001","Items":[{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[]},{"TypeName":"Custom:Y","SchemaVersion":"1.0","Content":[1]}]}' }
            @{ Name = 'a file of a data sync with a broken line'; Path = 'in/Custom%3AX/accountid=000000000000/region=us-east-1/resourcetype=ManagedInstanceInventory/i-00000001.json'; To = 'in'; Format = 'ResourceDataSync'; Text = "{`"A`":`"1`"}`n{`"A`":`"2" }
        ) {
            $full = Write-File $Path @{ Text = $Text }
            $before = [System.IO.File]::ReadAllBytes($full)
            $import = @{ Path = $To; Force = $true; ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'; Format = $Format }
            Import-Inventory @import | Export-Inventory $To $Format -ErrorAction SilentlyContinue
            $after = [System.IO.File]::ReadAllBytes($full)
            "$after" | Should -Be "$before"
            Get-ChildItem -Recurse -File -Force | Where-Object Name -Like *.tmp | Should -BeNullOrEmpty
        }

        It 'says why, and exports to another place' {
            $full = Write-File x.jsonl @{ Text = "{`"TypeName`":`"Custom:X`",`"SchemaVersion`":`"1.0`",`"Content`":[{`"A`":`"1`"}]}`n{" }
            $import = @{ Path = 'x.jsonl'; Force = $true; ErrorAction = 'SilentlyContinue' }
            Import-Inventory @import | Export-Inventory x.jsonl JsonLines -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed.FullyQualifiedErrorId | Should -Be 'PartlyRead,InventoryTools.Cmdlets.ExportInventoryCommand'
            $failed.CategoryInfo.Category | Should -Be InvalidOperation
            "$failed" | Should -Be "'$full' was not replaced: Import-Inventory has read a part of it only, and the rest would be lost. Export to another place, or repair the file first."
            (Import-Inventory @import | Export-Inventory y.jsonl JsonLines -PassThru).Name | Should -Be y.jsonl
            $read = Import-Inventory @import
            ($read | Export-Inventory x.jsonl JsonLines -PassThru).Name | Should -Be x.jsonl
        }

        It 'repairs the files of the agent: <Name>' -ForEach @(
            @{ Name = 'a byte order mark'; File = @{ Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"1"}}'; Encoding = [System.Text.Encoding]::UTF8 }; Value = '1' }
            @{ Name = 'UTF-16'; File = @{ Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"1"}}'; Encoding = [System.Text.Encoding]::Unicode }; Value = '1' }
            @{ Name = 'a number'; File = @{ Text = '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":1e400}]}' }; Value = '1e400' }
            @{ Name = 'Windows-1252'; File = @{ Text = "{`"SchemaVersion`":`"1.0`",`"TypeName`":`"Custom:X`",`"Content`":{`"A`":`"$([char] 0xFC)`"}}"; Encoding = [System.Text.Encoding]::GetEncoding('iso-8859-1') }; Value = "$([char] 0xFC)" }
        ) {
            [void] (Write-File in/x.json $File)
            Import-Inventory in Agent -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            Import-Inventory in Agent -Force -WarningAction SilentlyContinue | Export-Inventory in Agent
            (Import-Inventory in Agent -ErrorAction Stop).Content[0].A | Should -BeExactly $Value
        }
    }
}
