BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = Join-Path $TestDrive fleet.db
    foreach ($node in 'i-00000001', 'i-00000002', 'i-00000003') {
        1..3 | ForEach-Object { [pscustomobject]@{ Name = "package-$_"; Version = "1.$_" } } |
            New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $store
        [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $store
    }
}

Describe 'Get-InventoryEntry' {
    Context 'a store' {
        BeforeAll {
            $racks = Join-Path $TestDrive racks.db
            foreach ($node in 'i-bbbbbbbb', 'i-aaaaaaaa', 'mi-0123456789abcdef0') {
                1, 2 | ForEach-Object { [pscustomobject]@{ Z = $_; A = "$node $_" } } |
                    New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $racks
                @{ Name = 'bash' } | New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $racks
            }
        }

        It 'gives rows of one type without the type, in the order of their attributes' {
            $rows = Get-InventoryEntry -Path $racks -TypeName custom:rack -InstanceId i-a*
            $rows.A | Should -Be 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'
            foreach ($row in $rows) {
                $row.PSObject.Properties.Name | Should -BeExactly 'InstanceId', 'Z', 'A'
                $row.PSObject.BaseObject | Should -BeOfType System.Management.Automation.PSCustomObject
            }
        }

        It 'gives rows with their type unless exactly one was asked for' {
            $rows = Get-InventoryEntry -Path $racks * i-a*
            $rows[0].PSObject.Properties.Name | Select-Object -First 3 | Should -Be 'InstanceId', 'TypeName', 'Name'
            $rows.TypeName | Should -Be 'AWS:Application', 'Custom:Rack', 'Custom:Rack'
        }

        It 'renames its own column, not an attribute of the same name' {
            $odd = Join-Path $TestDrive odd.db
            @{ InstanceId = 'other' } | New-InventoryItem AWS:InstanceInformation -InstanceId i-cccccccc | Write-Inventory -Path $odd
            @{ InstanceId = 'a'; InventoryInstanceId = 'b' } | New-InventoryItem Custom:Odd -InstanceId i-cccccccc | Write-Inventory -Path $odd
            $row = Get-InventoryEntry -Path $odd AWS:InstanceInformation i-cccccccc
            $row.InstanceId | Should -Be 'other'
            $row.InventoryInstanceId | Should -Be 'i-cccccccc'
            (Get-InventoryEntry -Path $odd Custom:Odd).InventoryInventoryInstanceId | Should -Be 'i-cccccccc'
        }

        It 'has the node in InstanceId, which the attribute of AWS:InstanceInformation is: <Name>' -ForEach @(
            @{ Name = 'a store'; Script = { Get-InventoryEntry -Path $racks @arguments } }
            @{ Name = 'a service'; Script = { Get-InventoryEntry -EndpointUrl $endpoint.Url @arguments } }
            @{ Name = 'items in memory'; Script = { Get-Inventory -Path $racks AWS:InstanceInformation, Custom:Rack | Get-InventoryEntry @arguments } }
        ) {
            $endpoint = Start-InventoryEndpoint $racks -PassThru
            try {
                $arguments = @{ AllAttributes = $true }
                $rows = @(& $Script | Where-Object InstanceId -EQ i-aaaaaaaa | Where-Object TypeName -EQ Custom:Rack)
                $rows.A | Should -Be 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'
                $rows[0].PSObject.Properties.Name | Should -Contain InstanceStatus
                $rows[0].PSObject.Properties.Name | Should -Not -Contain InventoryInstanceId
                $arguments = @{ TypeName = 'AWS:InstanceInformation' }
                $rows = @(& $Script)
                $rows.InstanceId | Should -Be 'i-aaaaaaaa', 'i-bbbbbbbb', 'mi-0123456789abcdef0'
                $rows[0].PSObject.Properties.Name | Should -Not -Contain InventoryInstanceId
            }
            finally {
                $endpoint | Stop-InventoryEndpoint
            }
        }

        It 'chooses types and nodes <Name>' -ForEach @(
            @{ Name = 'by position'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'; Script = { Get-InventoryEntry Custom:Rack i-aaaaaaaa -Path $racks } }
            @{ Name = 'from the pipeline, nodes by value'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2'
                Script = { 'i-aaaaaaaa' | Get-InventoryEntry -Path $racks Custom:Rack } }
            @{ Name = 'from the pipeline, both by property name'; Rows = 'i-bbbbbbbb 1', 'i-bbbbbbbb 2'
                Script = { [pscustomobject]@{ InstanceId = 'i-bbbbbbbb'; TypeName = 'Custom:*' } | Get-InventoryEntry -Path $racks } }
            @{ Name = 'from schemas'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2', 'i-bbbbbbbb 1', 'i-bbbbbbbb 2', 'mi-0123456789abcdef0 1', 'mi-0123456789abcdef0 2'
                Script = { Get-InventorySchema Custom:* -Path $racks | Get-InventoryEntry -Path $racks } }
            @{ Name = 'from items'; Rows = 'i-aaaaaaaa 1', 'i-aaaaaaaa 2', 'i-bbbbbbbb 1', 'i-bbbbbbbb 2', 'mi-0123456789abcdef0 1', 'mi-0123456789abcdef0 2'
                Script = { Get-Inventory -Path $racks | Where-Object TypeName -Like 'Custom:*' | Get-InventoryEntry -Path $racks } }
        ) {
            (& $Script).A | Should -Be $Rows
        }

        It 'takes no object for the name of a node that has none: <_>' -ForEach Get-Inventory, Get-InventoryEntry {
            [pscustomobject]@{ Rack = 'A1' } | & $_ -Path $racks -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $refused | Should -HaveCount 1
            $refused[0].FullyQualifiedErrorId | Should -BeLike "InputObjectNotBound,InventoryTools.Cmdlets.$($_ -replace '-')Command"
        }

        It 'reports what was asked for by its exact name and is not there: <Name>' -ForEach @(
            @{ Name = 'a node'; Script = { Get-InventoryEntry -Path $racks Custom:Rack i-aaaaaaaa, i-00000000 }; Count = 2; Target = 'i-00000000' }
            @{ Name = 'a type'; Script = { Get-InventoryEntry -Path $racks Custom:Nothing i-a* }; Count = 0; Target = 'Custom:Nothing' }
            @{ Name = 'a node that has no item of the type'; Script = { Get-InventoryEntry -Path $racks Custom:Rack i-00000000 }; Count = 0; Target = 'i-00000000'
                Message = "no item for the node 'i-00000000' of the type Custom:Rack" }
        ) {
            $rows = & {
                $ErrorActionPreference = 'SilentlyContinue'
                $Error.Clear()
                & $Script
            }
            @($rows) | Should -HaveCount $Count
            $Error | Should -HaveCount 1
            $Error[0].FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            $Error[0].CategoryInfo.Category | Should -Be ObjectNotFound
            $Error[0].TargetObject | Should -Be $Target
            "$($Error[0])" | Should -BeLike "*$Message*"
        }

        It 'reports nothing where a wildcard finds nothing' {
            $rows = Get-InventoryEntry -Path $racks No* x* -ErrorVariable problem
            $rows | Should -BeNullOrEmpty
            $problem | Should -BeNullOrEmpty
        }

        It 'makes no store of what can''t be read: <Id>' -ForEach @(
            @{ Id = 'StoreNotFound'; Category = 'ObjectNotFound'; Path = 'missing.db' }
            @{ Id = 'StoreNotADatabase'; Category = 'InvalidData'; Path = 'text.db' }
            @{ Id = 'StoreIsFolder'; Category = 'InvalidArgument'; Path = '.' }
        ) {
            [System.IO.File]::WriteAllText((Join-Path $TestDrive text.db), 'x' * 5000)
            $thrown = { Get-InventoryEntry -Path (Join-Path $TestDrive $Path) } |
                Should -Throw -PassThru -ErrorId "$Id,InventoryTools.Cmdlets.GetInventoryEntryCommand"
            $thrown.CategoryInfo.Category | Should -Be $Category
            Join-Path $TestDrive missing.db | Should -Not -Exist
        }

        It 'completes the types of the store' {
            Get-Completion "Get-InventoryEntry -Path '$racks' -TypeName Custom:" | Should -Be 'Custom:Rack'
        }
    }

    It 'gives rows that can be filtered and exported' {
        $rows = Get-InventoryEntry -Path $store AWS:Application | Where-Object Name -EQ package-2
        $rows.InstanceId | Should -Be 'i-00000001', 'i-00000002', 'i-00000003'
        ($rows | ConvertTo-Csv -NoTypeInformation)[1] | Should -Be '"i-00000001","package-2",,,"1.2",,,,,,,'
    }

    It 'shows rows as a table' {
        Get-InventoryEntry -Path $store AWS:Application i-00000001 | Get-Text | Should -Match 'InstanceId\s+Name\s+Version'
    }

    Context 'rows of one type with different attributes' {
        BeforeAll {
            $uneven = Join-Path $TestDrive uneven.db
            [pscustomobject]@{ Rack = 'A1'; Shelf = 12 }, [pscustomobject]@{ Rack = 'A1'; Shelf = 3; Serial = '007' } |
                New-InventoryItem Custom:RackInfo -InstanceId i-00000001 | Write-Inventory -Path $uneven
            [pscustomobject]@{ Shelf = 100; Owner = 'x' } | New-InventoryItem Custom:RackInfo -SchemaVersion 2.0 -InstanceId i-00000002 |
                Write-Inventory -Path $uneven
            @{ Site = 'Dublin' } | New-InventoryItem Custom:Location -InstanceId i-00000002 | Write-Inventory -Path $uneven
            $endpoint = Start-InventoryEndpoint $uneven -PassThru
            $targets = @{ store = @{ Path = $uneven }; service = @{ EndpointUrl = $endpoint.Url } }
        }

        AfterAll {
            $endpoint | Stop-InventoryEndpoint
        }

        It 'have all attributes of the type at all its versions, so that no command loses a column: <_>' -ForEach store, service {
            $target = $targets[$_]
            Get-InventoryEntry Custom:RackInfo @target | ConvertTo-Csv -NoTypeInformation | Should -Be @(
                '"InstanceId","Rack","Shelf","Serial","Owner"'
                '"i-00000001","A1","12",,'
                '"i-00000001","A1","3","007",'
                '"i-00000002",,"100",,"x"')
            "$(Get-InventoryEntry Custom:RackInfo @target | ConvertTo-Html -Fragment)" | Should -BeLike '*<th>Serial</th><th>Owner</th>*'
            Get-InventoryEntry Custom:RackInfo @target | Format-Table | Get-Text | Should -Match 'InstanceId +Rack +Shelf +Serial +Owner'
            (Get-InventoryEntry Custom:RackInfo @target | Where-Object Serial -EQ $null).Shelf | Should -Be '12', '100'
        }

        It 'come as they are read' {
            (Get-InventoryEntry Custom:RackInfo -EndpointUrl $endpoint.Url -ThrottleLimit 1 | Select-Object -First 1).Shelf | Should -Be 12
        }

        It 'have the attributes of all types of the call where that is asked for: <_>' -ForEach store, service {
            $target = $targets[$_]
            Get-InventoryEntry Custom:RackInfo, Custom:Location @target -AllAttributes | ConvertTo-Csv -NoTypeInformation | Should -Be @(
                '"InstanceId","TypeName","Rack","Shelf","Serial","Owner","Site"'
                '"i-00000001","Custom:RackInfo","A1","12",,,'
                '"i-00000001","Custom:RackInfo","A1","3","007",,'
                '"i-00000002","Custom:Location",,,,,"Dublin"'
                '"i-00000002","Custom:RackInfo",,"100",,"x",')
            (Get-InventoryEntry Custom:* @target -AllAttributes)[0].PSObject.Properties.Name | Should -Be 'InstanceId', 'TypeName', 'Site', 'Rack', 'Shelf', 'Serial', 'Owner'
        }

        It 'tell of -AllAttributes where columns are lost, and only there: <Pipeline>' -ForEach @(
            @{ Pipeline = '| Export-Csv out.csv'; Taker = 'Export-Csv' }
            @{ Pipeline = "|`n Where-Object InstanceId |`n ConvertTo-Csv"; Taker = 'ConvertTo-Csv' }
            @{ Pipeline = '-AllAttributes | ConvertTo-Csv' }
            @{ Pipeline = '| Select-Object InstanceId | ConvertTo-Csv' }
            @{ Pipeline = '| Sort-Object TypeName | ConvertTo-Csv'; Taker = 'ConvertTo-Csv' }
            @{ Pipeline = '| Where-Object TypeName -EQ Custom:RackInfo | ConvertTo-Csv' }
            @{ Pipeline = '| ? { $_.typename -like "*Info" } | Sort-Object Rack | ConvertTo-Csv' }
            @{ Pipeline = '| Where-Object Rack' }
            @{ Pipeline = '' }
        ) {
            Push-Location $TestDrive
            $null = . ([scriptblock]::Create("Get-InventoryEntry Custom:* -Path `$uneven -WarningVariable warnings -WarningAction SilentlyContinue $Pipeline"))
            Pop-Location
            $warnings | Should -Be $(if ($Taker) {
                    "$Taker takes the columns of the first row, which has no 'Site' of Custom:Location. -AllAttributes gives all rows the same columns."
                })
        }

        It 'show a person what they have a value for' {
            $text = Get-InventoryEntry Custom:RackInfo i-00000001 -Path $uneven | Get-Text
            $text | Should -Match 'InstanceId +Rack +Shelf *\r?\n'
            $text | Should -Not -Match Owner
        }

        It 'tells of an attribute that the schema does not have, and loses nothing' {
            $new = Join-Path $TestDrive new.db
            @{ Name = 'a' }, @{ Name = 'b'; Flavour = 'x' } | New-InventoryItem AWS:Application -InstanceId i-00000001 |
                Write-Inventory -Path $new -WarningAction SilentlyContinue
            $rows = Get-InventoryEntry AWS:Application -Path $new -WarningVariable warnings -WarningAction SilentlyContinue
            $rows[1].Flavour | Should -Be x
            "$warnings" | Should -Be ("The attribute 'Flavour' is in no known schema of AWS:Application. The rows before that of i-00000001 " +
                'lack it: Export-Csv and Format-Table take the columns of the first row.')
        }

        It 'have numbers where all values of an attribute are numbers: <_>' -ForEach store, service {
            $target = $targets[$_]
            $rows = Get-InventoryEntry Custom:RackInfo @target -AsNumber
            ($rows | Where-Object Shelf -GT 5).Shelf | Should -Be 12, 100
            ($rows | Sort-Object Shelf).Shelf | Should -Be 3, 12, 100
            $rows[0].Shelf | Should -BeOfType long
            $rows[1].Serial | Should -BeExactly '007'
            $rows[0].Serial | Should -BeNullOrEmpty
        }

        It 'have numbers as they come where the attributes are named, in every culture' {
            $culture = [System.Threading.Thread]::CurrentThread.CurrentCulture
            try {
                [System.Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'
                $rows = @{ N = '1.5' }, @{ N = '-2' }, @{ N = '1e3' }, @{ N = '007' }, @{ N = 'n/a' }, @{ N = '' }, @{ M = '1' } | New-InventoryItem Custom:N |
                    Get-InventoryEntry -NumberProperty n, Q -WarningVariable warnings -WarningAction SilentlyContinue
                $exact = @{ N = '1.5'; M = '1.50' }, @{ N = '-2'; M = '1' } | New-InventoryItem Custom:N | Get-InventoryEntry -AsNumber
            }
            finally {
                [System.Threading.Thread]::CurrentThread.CurrentCulture = $culture
            }
            $rows.N | Should -BeExactly 1.5, -2, 1000, 7, 'n/a', $null, $null
            $warnings | Should -Be @(
                "The attribute 'N' has values that are not numbers, such as 'n/a'. They stay as text."
                "No row has the attribute 'Q' of -NumberProperty.")
            $exact.N | Should -BeExactly 1.5, -2
            $exact.M | Should -BeExactly '1.50', '1'
        }

        It 'have $null for a value that is empty beside numbers: <Switch>' -ForEach @(
            @{ Switch = '-AsNumber'; Number = @{ AsNumber = $true } }
            @{ Switch = '-NumberProperty'; Number = @{ NumberProperty = 'Shelf', 'Rack' } }
        ) {
            $rows = 'Shelf,Rack,Owner,Note', '12,007,,x', ',,,', '3,9,,' | ConvertFrom-Csv | New-InventoryItem Custom:Blank |
                Get-InventoryEntry @Number -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $rows.Shelf | Should -BeExactly 12, $null, 3
            ($rows | Where-Object Shelf -GT 5).Shelf | Should -Be 12
            # Text stays as it is, where it is no number and where there are no numbers.
            $rows.Rack | Should -BeExactly $(if ($Switch -eq '-AsNumber') { '007', '', '9' } else { 7, $null, 9 })
            $rows.Owner | Should -BeExactly '', '', ''
            $rows.Note | Should -BeExactly 'x', '', ''
        }

        It 'are completed after <Command>' -ForEach @(
            @{ Command = 'Get-InventoryEntry Custom:RackInfo -Path $uneven | Where-Object '; Names = 'InstanceId', 'Rack', 'Shelf', 'Serial', 'Owner' }
            @{ Command = 'Get-InventoryEntry Custom:RackInfo -Path $uneven | ? S'; Names = 'Shelf', 'Serial' }
            @{ Command = 'InventoryTools\Get-InventoryEntry -Path $uneven Custom:RackInfo | Where-Object Rack -eq A1 | Sort-Object Rack, S'; Names = 'Shelf', 'Serial' }
            @{ Command = 'Get-InventoryEntry Custom:L*, Custom:RackInfo -Path $uneven | Select-Object -ExpandProperty '; Names = 'InstanceId', 'TypeName', 'Rack', 'Shelf', 'Serial', 'Owner', 'Site' }
            @{ Command = 'Get-InventoryEntry AWS:Application | Group-Object V'; Names = 'Version' }
            @{ Command = '$items | Get-InventoryEntry | Format-Table S'; Names = 'Site' }
            @{ Command = '$rows[0].S'; Names = 'Serial', 'Shelf' }
            @{ Command = 'Get-Process | Sort-Object Id'; Names = 'Id' }
            @{ Command = 'Get-InventoryEntry Custom:RackInfo -Path $uneven -NumberProperty S'; Names = 'Shelf', 'Serial' }
            @{ Command = 'Get-InventoryEntry Custom:RackInfo -Path missing.db | Where-Object R'; Names = $null }
        ) {
            Set-Variable uneven $uneven -Scope Global
            Set-Variable items (@{ Site = 'x' } | New-InventoryItem Custom:Location) -Scope Global
            Set-Variable rows (Get-InventoryEntry Custom:RackInfo -Path $uneven) -Scope Global
            try {
                # In the order of the schema.
                @(Get-Completion $Command) | Sort-Object | Should -Be ($Names | Sort-Object)
            }
            finally {
                Remove-Variable uneven, items, rows -Scope Global
            }
        }
    }

    Context 'items in memory' {
        BeforeAll {
            $items = @(
                [pscustomobject]@{ Rack = 'A1'; Shelf = 12 }, [pscustomobject]@{ Rack = 'B1'; Serial = 'x' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000001
                @{ Site = 'Dublin' } | New-InventoryItem Custom:Location -InstanceId i-00000002
                [pscustomobject]@{ Owner = 'me' } | New-InventoryItem Custom:RackInfo)
            $csv = @(
                '"InstanceId","TypeName","Rack","Shelf","Serial","Owner"'
                '"i-00000001","Custom:RackInfo","A1","12",,'
                '"i-00000001","Custom:RackInfo","B1",,"x",'
                ',"Custom:RackInfo",,,,"me"')
        }

        It 'give rows with all attributes of their type: <Name>' -ForEach @(
            @{ Name = 'from the pipeline'; Script = { $items | Get-InventoryEntry } }
            @{ Name = 'by name'; Script = { Get-InventoryEntry -InputObject $items } }
            @{ Name = 'from JSON'; Script = { $items | ConvertTo-Json -Depth 5 | ConvertFrom-Json | ForEach-Object { $_ } | Get-InventoryEntry } }
            @{ Name = 'from a job'; Script = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($items, 5)) | Get-InventoryEntry } }
            @{ Name = 'from a file'; Script = {
                    $items | Where-Object InstanceId | Export-Inventory (Join-Path $TestDrive items.jsonl) JsonLines
                    Import-Inventory (Join-Path $TestDrive items.jsonl) | Get-InventoryEntry
                    $items | Where-Object { -not $_.InstanceId } | Get-InventoryEntry } }
        ) {
            $rows = & $Script
            $rows = @($rows | Where-Object TypeName -EQ Custom:RackInfo)
            if ($Name -eq 'from a file') {
                $rows[0..1] | ConvertTo-Csv -NoTypeInformation | Select-Object -Last 1 | Should -Be '"i-00000001","Custom:RackInfo","B1",,"x"'
            }
            else {
                # What comes out of a job has its attributes in another order.
                $rows | Select-Object InstanceId, TypeName, Rack, Shelf, Serial, Owner | ConvertTo-Csv -NoTypeInformation | Should -Be $csv
                $rows[2].PSObject.Properties.Name | Should -HaveCount 6
            }
        }

        It 'come from Get-Inventory' {
            $expected = Get-InventoryEntry -Path $store | ConvertTo-Json -Depth 3
            # Of an item in memory, the attributes are those of the items.
            Get-Inventory -Path $store | Get-InventoryEntry | Where-Object Name -EQ package-1 | ConvertTo-Csv -NoTypeInformation | Select-Object -First 2 |
                Should -Be '"InstanceId","TypeName","Name","Version"', '"i-00000001","AWS:Application","package-1","1.1"'
            @(Get-Inventory -Path $store | Get-InventoryEntry) | Should -HaveCount @($expected | ConvertFrom-Json | ForEach-Object { $_ }).Count
        }

        It 'become the items that they are of: <Name>' -ForEach @(
            @{ Name = 'as they are'; Script = { Get-InventoryEntry AWS:Application -Path t.db } }
            @{ Name = 'out of a job'; Script = { Start-Job { $using:rows } | Receive-Job -Wait -AutoRemoveJob } }
            @{ Name = 'from Export-Clixml'; Script = { $rows | Export-Clixml rows.xml; Import-Clixml rows.xml } }
            @{ Name = 'with the attributes that are named'; Script = { $rows }; Arguments = @{ Property = 'Name', 'Publisher' } }
            @{ Name = 'by patterns'; Script = { $rows }; Arguments = @{ Property = 'N*', '*' } }
        ) {
            Push-Location (New-Item (Join-Path $TestDrive ([guid]::NewGuid())) -ItemType Directory)
            try {
                if (-not $Arguments) { $Arguments = @{} }
                @{ Name = 'vim' } | New-InventoryItem AWS:Application -InstanceId mi-0123456789abcdef0 | Write-Inventory t.db
                $rows = Get-InventoryEntry AWS:Application -Path t.db
                $rows.PSObject.Properties.Name | Should -Contain Publisher
                (& $Script | New-InventoryItem AWS:Application @Arguments -InstanceIdProperty InstanceId | Write-Inventory t.db -PassThru).Status | Should -Be Unchanged
            }
            finally {
                Pop-Location
            }
        }

        It 'become entries without what they lack' {
            $item = New-InventoryItem Custom:RackInfo
            $rows = @($items[0] | Get-InventoryEntry)
            $item.Content = $rows
            $item.Content.Add($rows[0])
            $item.Content.ForEach{ $_.Keys -join ',' } | Should -Be 'InstanceId,TypeName,Rack,Shelf', 'InstanceId,TypeName,Rack,Serial', 'InstanceId,TypeName,Rack,Shelf'
        }

        It 'keep an empty attribute, and a null of a person''s own' {
            $row = @{ A = ''; B = 'x' } | New-InventoryItem Custom:X -InstanceId i-01234567 | Get-InventoryEntry
            $row | New-InventoryItem Custom:X -Property A, B, C -WarningAction SilentlyContinue | Get-EntryText | Should -Be 'A= B=x C='
            $row | New-InventoryItem Custom:X -Property @{ n = 'N'; e = { $null } } | Get-EntryText | Should -Be 'N='
            [pscustomobject]@{ A = $null } | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'A='
        }

        It 'are no items, which is told once: <Command>, <Name>' -ForEach @(
            foreach ($command in 'Test-InventoryItem', 'Write-Inventory', 'Export-Inventory', 'Compare-Inventory') {
                @{ Command = $command; Name = 'as they are'; Carry = { $rows } }
                @{ Command = $command; Name = 'out of a job'; Carry = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($rows)) } }
            }
        ) {
            $rows = $items | Get-InventoryEntry
            $carried = & $Carry
            $to = Join-Path $TestDrive "$([guid]::NewGuid()).db"
            $quiet = @{ ErrorVariable = 'problems'; ErrorAction = 'SilentlyContinue' }
            switch ($Command) {
                Test-InventoryItem { $carried | Test-InventoryItem @quiet | Should -BeNullOrEmpty }
                Write-Inventory { $carried | Write-Inventory $to -Summary @quiet | Should -Match "; $(@($rows).Count) objects are not items" }
                Export-Inventory { $carried | Export-Inventory $to JsonLines @quiet }
                Compare-Inventory { $carried | Compare-Inventory $items[0] @quiet | Out-Null }
            }
            $problems = @($problems | Where-Object FullyQualifiedErrorId -Like 'NotAnInventoryItem,*')
            $problems | Should -HaveCount 1
            "$($problems[0])" | Should -Be ('Object 1 of the input is not an inventory item: it is a row of Get-InventoryEntry, one entry of an item. ' +
                'The other rows are left out, too. Pipe the items of Get-Inventory, or build items: New-InventoryItem <type> -InstanceIdProperty InstanceId.')
        }

        It 'are read again where a target is named' {
            (Get-Inventory -Path $store | Get-InventoryEntry -Path $store)[0].PSObject.Properties.Name | Should -Contain Publisher
        }

        It 'have the columns of all types where that is asked for' {
            ($items | Get-InventoryEntry -AllAttributes | ConvertTo-Csv -NoTypeInformation)[0] | Should -Be '"InstanceId","TypeName","Rack","Shelf","Serial","Owner","Site"'
        }

        It 'report attributes that a row can''t hold, once for each type: <_>' -ForEach @{}, @{ AsNumber = $true }, @{ NumberProperty = 'a' } {
            $number = $_
            $case = foreach ($type in 'Custom:Case', 'Custom:Other') {
                foreach ($pairs in 'a=1', 'a=,A=2', 'A=3,a=4') {
                    $map = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
                    $pairs -split ',' | ForEach-Object { $map.Add(($_ -split '=')[0], ($_ -split '=')[1]) }
                    $map | New-InventoryItem $type -InstanceId i-00000001
                }
            }
            $rows = $case | Get-InventoryEntry @number -ErrorVariable problem -ErrorAction SilentlyContinue
            $rows | Should -HaveCount 6
            "$($rows[2].a)" | Should -Be 3
            $problem.FullyQualifiedErrorId | Should -Be (@('AttributeNameCase,InventoryTools.Cmdlets.GetInventoryEntryCommand') * 2)
            $problem[0].TargetObject.Content[0].Keys | Should -Be $case[1].Content[0].Keys
            "$($problem[0])" | Should -Be ("The item Custom:Case of i-00000001 has an entry with the attributes 'a' and 'A', which are one name to PowerShell: its row has " +
                "the value of 'a' alone. So it is with other entries of the type that have both. The Content of the item, as Get-Inventory gives it, has all values.")
        }

        It 'are filtered as entries of a target are: <Filter>' -ForEach @(
            @{ Filter = 'Custom:RackInfo.Rack -eq A1'; Rows = 'A1' }
            @{ Filter = 'Site -like D*'; Rows = 'Dublin' }
            @{ Filter = 'Shelf -gt 9'; Rows = 'A1' }
            @{ Filter = 'Shlf -gt 9'; Rows = @(); Warning = "The filter 'Shlf' names no attribute of these items. Case matters. Did you mean 'Shelf'?" }
            @{ Filter = 'Custom:RackInfo.rack -eq A1'; Rows = @(); Warning = "*Case matters. Did you mean 'Custom:RackInfo.Rack'?" }
        ) {
            $found = $items | Get-InventoryEntry -Filter $Filter -WarningVariable warnings -WarningAction SilentlyContinue
            @($found | ForEach-Object { "$($_.Rack)$($_.Site)" }) | Should -Be $Rows
            "$warnings" | Should -BeLike "$Warning"
        }

        It 'gives the rows of each item as it was when it came, also when one object stands for all' {
            $item = [pscustomobject]@{ A = '' } | New-InventoryItem Custom:X
            $rows = & { foreach ($n in 1..3) { $item.InstanceId = "i-0000000$n"; $item.Content[0].A = "$n"; $item } } | Get-InventoryEntry
            $rows.InstanceId | Should -Be 'i-00000001', 'i-00000002', 'i-00000003'
            $rows.A | Should -Be '1', '2', '3'
        }

        It 'are chosen by a filter as the entries of their store are: <Query.Filter> <Query.TypeName>' -ForEach @(
            @{ Query = @{ Filter = 'Custom:Rack.Rack -eq A1' }; Count = 3 }
            @{ Query = @{ Filter = 'custom:rack.Rack -eq A1' }; Count = 3 }
            @{ Query = @{ Filter = 'Custom:Rack.Rak -eq A1' }; Count = 0 }
            @{ Query = @{ Filter = 'AWS:Network.Name -eq eth0' }; Count = 0 }
            @{ Query = @{ Filter = 'Name -eq package-1'; TypeName = 'AWS:Application' }; Count = 3 }
            @{ Query = @{ Filter = 'AWS:Application.Name -eq package-1'; TypeName = 'AWS:Application', 'Custom:Rack' }; Count = 6 }
            @{ Query = @{ Filter = 'AWS:Application.Name -eq package-1'; TypeName = '*' }; Count = 6 }
        ) {
            $query = $Query
            $of = { @($_.PSObject.Properties.Name -eq 'TypeName') + $_.InstanceId + $_.TypeName + $_.Name + $_.Version + $_.Rack -join ' ' }
            $rows = @(Get-Inventory -Path $store | Get-InventoryEntry @query -WarningAction SilentlyContinue | ForEach-Object $of)
            $rows | Should -HaveCount $Count
            $rows | Should -Be @(Get-InventoryEntry -Path $store @query -WarningAction SilentlyContinue | ForEach-Object $of)
        }

        It 'are chosen by type and node, and nothing else is read: <Name>' -ForEach @(
            @{ Name = 'a type'; Script = { $items | Get-InventoryEntry custom:rackinfo }; Rows = 'A1', 'B1', 'me' }
            @{ Name = 'types by a wildcard'; Script = { $items | Get-InventoryEntry Custom:L* }; Rows = 'Dublin' }
            @{ Name = 'a node'; Script = { $items | Get-InventoryEntry -InstanceId i-00000002 }; Rows = 'Dublin' }
            @{ Name = 'nodes by a wildcard'; Script = { $items | Get-InventoryEntry -InstanceId i-* }; Rows = 'A1', 'B1', 'Dublin' }
            @{ Name = 'both, by position'; Script = { Get-InventoryEntry Custom:RackInfo i-00000001 -InputObject $items }; Rows = 'A1', 'B1' }
            @{ Name = 'a wildcard that nothing matches'; Script = { $items | Get-InventoryEntry AWS:* }; Rows = @() }
            @{ Name = 'a node in another case'; Script = { $items | Get-InventoryEntry -InstanceId I-00000001 }; Rows = @()
                Problem = "The input has no item for the node 'I-00000001'. Did you mean 'i-00000001'?" }
            @{ Name = 'a type that is missing'; Script = { $items | Get-InventoryEntry Custom:RakInfo, Custom:Location }; Rows = 'Dublin'
                Problem = "The input has no item of the type 'Custom:RakInfo'. Did you mean 'Custom:RackInfo'?" }
            @{ Name = 'a node without the type'; Script = { $items | Get-InventoryEntry Custom:Location i-00000001 }; Rows = @()
                Problem = "The input has no item for the node 'i-00000001' of the type Custom:Location." }
        ) {
            $found = & { $ErrorActionPreference = 'SilentlyContinue'; $Error.Clear(); & $Script }
            @($found | ForEach-Object { "$($_.Rack)$($_.Owner)$($_.Site)" }) | Should -Be $Rows
            "$Error" | Should -Be "$Problem"
            if ($Problem) {
                $Error.FullyQualifiedErrorId | Should -Be 'InventoryNotFound,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            }
        }

        It 'have the type unless exactly one is asked for, and the columns of all items of it' {
            ($items | Get-InventoryEntry Custom:RackInfo i-00000001)[0].PSObject.Properties.Name | Should -Be 'InstanceId', 'Rack', 'Shelf', 'Serial', 'Owner'
            ($items | Get-InventoryEntry Custom:RackInf* i-00000001)[0].PSObject.Properties.Name | Should -Contain TypeName
        }

        It 'are not said to be missing where one could not be read' {
            $items[0], @{ TypeName = 'Custom:X'; Content = 'text' } | Get-InventoryEntry Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.GetInventoryEntryCommand'
        }

        It 'refuse a path in the place of a type' {
            { $items | Get-InventoryEntry fleet.db } | Should -Throw -ErrorId 'PathNotExpected,InventoryTools.Cmdlets.GetInventoryEntryCommand'
        }

        It 'are not rows, which AWS is not asked for: <Name>' -ForEach @(
            @{ Name = 'of one type'; Script = { Get-InventoryEntry Custom:Rack i-00000001 -Path $store } }
            @{ Name = 'with their type'; Script = { $items[1] | Get-InventoryEntry } }
            @{ Name = 'out of a job'; Script = {
                    [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($items[1] | Get-InventoryEntry))) } }
        ) {
            & $Script | Get-InventoryEntry -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            "$problem" | Should -BeLike "*it is a row of Get-InventoryEntry, one entry of an item. *Pipe the items of Get-Inventory, or build items: *"
        }

        It 'are not text that can''t be a node, in <Command>' -ForEach @{ Command = 'Get-InventoryEntry' }, @{ Command = 'Get-Inventory' } {
            foreach ($target in @{}, @{ Path = $store }) {
                '{"x":1}' | & $Command @target -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
                $problem.FullyQualifiedErrorId | Should -Be "InvalidInstanceId,InventoryTools.Cmdlets.$($Command -replace '-')Command"
                $problem.TargetObject | Should -Be '{"x":1}'
            }

            @('[{"x":1}]', 'i-00000001 ', 'i-00000001' | & $Command Custom:Rack -Path $store -ErrorVariable problem -ErrorAction SilentlyContinue) | Should -HaveCount 1
            $problem | Should -HaveCount 2
        }

        It 'refuse a filter of another type' {
            { $items | Get-InventoryEntry -Filter 'Custom:Other.Rack -eq A1' } |
                Should -Throw -ErrorId 'InvalidFilter,InventoryTools.Cmdlets.GetInventoryEntryCommand' -ExpectedMessage "*'Custom:Other.Rack' is not an attribute of Custom:RackInfo, Custom:Location*"
        }

        It 'say so where they have a hash alone' {
            $hashed = $items[0..1] | ConvertTo-Json -Depth 5 | ConvertFrom-Json | ForEach-Object { $_ }
            $hashed[1].Content = $null
            $rows = $hashed | Get-InventoryEntry -WarningVariable warnings -WarningAction SilentlyContinue
            $rows | Should -HaveCount 2
            "$warnings" | Should -Be ('1 item gave no rows, because they have no content (the first is Custom:Location of i-00000002). ' +
                'A content hash alone says nothing about entries.')
        }

        It 'are told apart from nodes, rows with names, and what is none' {
            @('i-00000001' | Get-InventoryEntry Custom:Rack -Path $store) | Should -HaveCount 1
            @([pscustomobject]@{ InstanceId = 'i-00000002'; TypeName = 'Custom:Rack' } | Get-InventoryEntry -Path $store) | Should -HaveCount 1
            { Get-InventoryEntry -InputObject 'i-00000001' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            @{ TypeName = 'Custom:X'; Content = 'text' } | Get-InventoryEntry -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $problem.FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.GetInventoryEntryCommand'
        }
    }

    Context 'the context of a compliance item' {
        It 'stands in the rows of a store as in those of the service' {
            $compliance = Join-Path $TestDrive compliance.db
            $item = [pscustomobject]@{ Id = 'KB1'; Status = 'COMPLIANT'; Severity = 'LOW'; Title = 'x' } | New-InventoryItem AWS:ComplianceItem -InstanceId i-00000001
            $item.Context = [System.Collections.Generic.Dictionary[string, string]]::new()
            'ComplianceType', 'ExecutionId', 'ExecutionType' | ForEach-Object { $item.Context[$_] = 'Custom:Mine' }
            $item.Context['ExecutionTime'] = '2026-01-01T00:00:00Z'
            $item | Write-Inventory -Path $compliance
            $endpoint = Start-InventoryEndpoint $compliance -PassThru
            $called = Get-InventoryEntry AWS:ComplianceItem -EndpointUrl $endpoint.Url -Filter 'ComplianceType -eq Custom:Mine'
            $endpoint | Stop-InventoryEndpoint
            $called.ExecutionTime | Should -Be '2026-01-01T00:00:00Z'
            Get-InventoryEntry AWS:ComplianceItem -Path $compliance -Filter 'ComplianceType -eq Custom:Mine' | ConvertTo-Json | Should -Be ($called | ConvertTo-Json)
            ($item | Get-InventoryEntry).ComplianceType | Should -Be Custom:Mine
        }
    }

    Context 'versions' {
        BeforeAll {
            $versionStore = Join-Path $TestDrive versions.db
            '3.3.987.0', '3.3.4515.0', '3.10.1', '3.9', '1.1.1k', '10', 'n/a' | ForEach-Object { [pscustomobject]@{ Name = 'agent'; Version = $_; Release = $_ } } |
                New-InventoryItem AWS:Application -InstanceId i-00000001 | Write-Inventory -Path $versionStore
            $endpoint = Start-InventoryEndpoint $versionStore -PassThru
        }

        AfterAll {
            $endpoint | Stop-InventoryEndpoint
        }

        It 'are compared by their numbers: <Filter>' -ForEach @(
            @{ Filter = 'Version -gt 3.3.4514.9'; Versions = '3.3.4515.0', '3.10.1', '3.9', '10' }
            @{ Filter = 'Version -gt 3.9'; Versions = '3.10.1', '10' }
            @{ Filter = 'AWS:Application.Version -lt 3.3.4515.0'; Versions = '3.3.987.0', '1.1.1k' }
            @{ Filter = 'Version -lt 4'; Versions = '3.3.987.0', '3.3.4515.0', '3.10.1', '3.9', '1.1.1k' }
            @{ Filter = 'Release -gt 3.3.4514.9'; Versions = '3.3.4515.0', '3.10.1', '3.9', '10' }
            @{ Filter = 'Version -gt 3.3.1000 -and Version -lt 3.10'; Versions = '3.3.4515.0', '3.9' }
        ) {
            (Get-InventoryEntry AWS:Application -Path $versionStore -Filter $Filter).Version | Should -Be $Versions
            (Get-InventoryEntry AWS:Application -EndpointUrl $endpoint.Url -Filter $Filter).Version | Should -Be $Versions
            (Get-Inventory -Path $versionStore | Get-InventoryEntry -Filter $Filter).Version | Should -Be $Versions
        }

        It 'are not said to be in order where the service chooses nodes' {
            $null = Get-Inventory -Path $versionStore -Filter 'AWS:Application.Version -gt 3.9' -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -Be ("The filter 'AWS:Application.Version' compares versions. The service chooses the nodes, and its order of versions is not " +
                'documented: 10.0 may be less than 9.0. Get-InventoryEntry compares their numbers.')
        }
    }

    It 'stops reading when the next command has had enough' {
        (Get-InventoryEntry -Path $store | Select-Object -First 1).InstanceId | Should -Be i-00000001
    }

    Context 'on a store and behind an endpoint' {
        BeforeAll {
            . "$PSScriptRoot/fleet.ps1"
            $fleet = Start-Fleet
        }

        AfterAll {
            $fleet.Endpoint | Stop-InventoryEndpoint
        }

        It 'gives the same answer: <Command>' -ForEach @(
            @{ Count = 120; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry AWS:File nobody, i-00000000000000003 } }
            @{ Count = 120; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry Nothing, AWS:File } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry -InstanceId nobody } }
            @{ Count = 391; Command = { Get-InventoryEntry } }
            @{ Count = 180; Command = { Get-InventoryEntry AWS:Application } }
            @{ Count = 120; Command = { Get-InventoryEntry AWS:File i-00000000000000003 } }
            @{ Count = 32; Command = { Get-InventoryEntry AWS:File i-00000000000000003 -Filter 'AWS:File.Name -like file1*' } }
            @{ Count = 60; Command = { Get-InventoryEntry -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 180; Command = { Get-InventoryEntry AWS:File, AWS:Application -Filter 'AWS:Application.Name -eq app2', 'AWS:Application.Version -gt 1' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry Custom:RackInfo -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 60; Command = { Get-InventoryEntry aws:application -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry -Filter 'Name -eq app2' } }
            @{ Count = 60; Command = { Get-InventoryEntry -Filter 'aws:application.Name -eq app2' } }
            @{ Count = 13; Command = { Get-InventoryEntry Custom:RackInfo -Filter 'CUSTOM:rackinfo.Rack -eq R1' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry AWS:App* -Filter 'AWS:Aplication.Name -eq app2' } }
            @{ Count = 0; ErrorId = 'InvalidFilter'; Command = { Get-InventoryEntry Custom:* -Filter 'Custom:RakInfo.Rack -eq R1' } }
            @{ Count = 60; Command = { Get-InventoryEntry AWS:App* -Filter 'AWS:Application.Name -eq app2' } }
            @{ Count = 0; Command = { Get-InventoryEntry Custom:RackInfo i-00000000000000091 } }
            @{ Count = 0; ErrorId = 'InventoryNotFound'; Command = { Get-InventoryEntry AWS:File i-00000000000000091 } }
            @{ Count = 41; Command = { Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(1..41) + 1; Type = 'Equal' } } }
            @{ Count = 52; Command = { Get-InventoryEntry Custom:RackInfo -Filter @{ Key = 'Custom:RackInfo.Shelf'; Values = @(10..60) + 1; Type = 'BeginWith' } } }
            @{ Count = 91; Command = { Get-InventoryEntry AWS:InstanceInformation } }
            @{ Count = 2; ErrorId = 'InventoryNotFound'; Command = { 'i-00000000000000005', 'i-00000000000000999', 'i-00000000000000006' | Get-InventoryEntry Custom:* } }
            @{ Count = 120; Command = { Get-Inventory -Path $fleet.Path AWS:File | ForEach-Object { [pscustomobject]@{ InstanceId = $_.InstanceId; TypeName = $_.TypeName } } | Get-InventoryEntry } }
        ) {
            Assert-SameAnswer $fleet $Command $Count -ErrorId $(if ($ErrorId) { "$ErrorId,InventoryTools.Cmdlets.GetInventoryEntryCommand" })
        }

        It 'asks the nodes that the filter finds only' {
            $output = Get-InventoryEntry -Filter 'AWS:Application.Name -eq app2' -EndpointUrl $fleet.Endpoint.Url -Verbose 4>&1
            @($output | Where-Object { "$_" -like 'The read took *' }) | Should -Be 'The read took 62 calls (2 GetInventory, 60 ListInventoryEntries).'
        }

        It 'warns of an attribute of a filter that is not documented' {
            $answer = Get-Answer "Get-InventoryEntry -Filter 'AWS:Application.name -eq app2'" @{ Path = $fleet.Path }
            $answer.Objects | Should -HaveCount 0
            $answer.Warnings | Should -Be ("The filter 'AWS:Application.name' names no attribute of AWS:Application that is documented. " +
                "Case matters. Did you mean 'Name'? Get-InventorySchema AWS:Application lists them.")
        }

        It 'fetches no page that nobody wants: <Rows> rows are in <Calls> calls' -ForEach @{ Rows = 5; Calls = 1 }, @{ Rows = 60; Calls = 2 } {
            $before = $fleet.Endpoint.RequestCount
            Get-InventoryEntry AWS:File i-00000000000000003 -EndpointUrl $fleet.Endpoint.Url | Select-Object -First $Rows | Should -HaveCount $Rows
            $fleet.Endpoint.RequestCount - $before | Should -Be $Calls
        }

        It 'fetches the first nodes, and only the entries of those that come next' {
            $before = $fleet.Endpoint.RequestCount
            Get-InventoryEntry Custom:RackInfo -ThrottleLimit 4 -EndpointUrl $fleet.Endpoint.Url | Select-Object -First 5 | Should -HaveCount 5
            $calls = $fleet.Endpoint.RequestCount - $before
            $calls | Should -BeGreaterOrEqual 7
            $calls | Should -BeLessOrEqual 11
        }

        It 'gives the rows before a page that fails, and says what is missing' {
            # The second call fails.
            $shaky = Start-InventoryEndpoint $fleet.Path -Fault InternalServerError -Rate 0.5 -Seed 2 -FaultCount 1 -PassThru
            $arguments = @{ TypeName = 'AWS:File', 'Custom:RackInfo'; InstanceId = 'i-00000000000000003'; EndpointUrl = $shaky.Url }
            $rows = Get-InventoryEntry @arguments -RetryTimeoutSec 0 -ThrottleLimit 1 -ErrorAction SilentlyContinue -ErrorVariable problem
            $rows | Should -HaveCount 51
            $problem.FullyQualifiedErrorId | Should -Be 'InternalServerError,InventoryTools.Cmdlets.GetInventoryEntryCommand'
            "$problem" | Should -BeLike 'The result is incomplete: it has the first entries only of AWS:File from 1 node (i-00000000000000003). InternalServerError: *'
            $shaky | Stop-InventoryEndpoint
        }

        It 'takes the longest type of a filter whose key has more than one dot' {
            @{ Attr = 1 } | New-InventoryItem Custom:Rack.Info -InstanceId i-00000000000000001 | Write-Inventory -Path $store
            $dotted = Start-InventoryEndpoint $store -PassThru
            $output = Get-InventoryEntry -Filter 'Custom:Rack.Info.Attr -eq 1' -EndpointUrl $dotted.Url -Verbose 4>&1
            @($output | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Attr | Should -Be '1'
            $dotted | Stop-InventoryEndpoint
        }

        It 'waits when it is throttled, and reads on' -Tag Slow {
            $tired = Start-InventoryEndpoint $fleet.Path -PassThru -Rate 0.3 -FaultCount 6 -Seed 4 -Fault ThrottlingException,
                InternalServerError, ConnectionReset, LostAnswer
            Get-InventoryEntry AWS:Application -EndpointUrl $tired.Url | Should -HaveCount 180
            $tired.FaultCount | Should -Be 6
            $tired | Stop-InventoryEndpoint
        }

        It 'ends without an error when it is stopped while a call has no answer' {
            Assert-StopEndsCall $fleet 'Get-InventoryEntry AWS:File i-00000000000000003'
        }
    }
}
