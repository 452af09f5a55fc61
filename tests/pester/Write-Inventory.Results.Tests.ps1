BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'The results and errors of Write-Inventory' {
    BeforeEach {
        Push-Location TestDrive:
        Remove-Item *.db*
    }

    AfterEach {
        Pop-Location
    }

    Context 'results and errors' {
        BeforeAll {
            function New-Item1 {
                # An item of one entry.
                param($TypeName = 'Custom:X', $Value = 1)
                [pscustomobject]@{ A = $Value } | New-InventoryItem $TypeName -InstanceId i-01234567
            }
        }

        It 'reports each item in the order of the input' {
            New-Item1 | Write-Inventory -Path fleet.db
            $items = (New-Item1), (New-Item1 -Value 2), (New-Item1 custom:z), (New-Item1 Custom:Y)
            $results = $items | Write-Inventory -Path fleet.db -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue
            $results.Status | Should -Be 'Unchanged', 'Updated', 'Rejected', 'Created'
            $results.TypeName | Should -BeExactly 'Custom:X', 'Custom:X', 'custom:z', 'Custom:Y'
            $results.ErrorCode | Should -Be $null, $null, 'ValidationException', $null
            $results.Attempts | Should -Be 1, 1, 0, 1
            $results.Bytes | ForEach-Object { $_ | Should -BeGreaterThan 80; $_ | Should -BeLessThan 200 }
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
        }

        It 'names the one broken item among a hundred good ones, which are written' {
            $items = 0..100 | ForEach-Object {
                $serial = if ($_ -eq 42) { 'x' * 5000 } else { "SN-$_" }
                1..20 | ForEach-Object { [pscustomobject]@{ Slot = $_; Serial = $(if ($_ -eq 18) { $serial } else { 'x' }) } } |
                    New-InventoryItem Custom:Rack -InstanceId ('i-{0:x17}' -f $_)
            }
            $items | Write-Inventory -Path fleet.db -ErrorVariable problem -ErrorAction SilentlyContinue
            Get-Inventory -Path fleet.db | Should -HaveCount 100
            $problem | Should -HaveCount 1
            foreach ($part in 'Custom:Rack', 'i-0000000000000002a', 'Content[17].Serial', '5000 characters', '4096') {
                "$problem".Contains($part) | Should -BeTrue -Because "$problem"
            }
            $item = $problem[0].TargetObject
            $item.Content[17].serial = 'SN-42'
            ($item | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be 'Created'
            $rows = Get-InventoryEntry -Path fleet.db -TypeName Custom:Rack -InstanceId $item.InstanceId
            ($rows | Where-Object Slot -EQ 18).Serial | Should -Be 'SN-42'
        }

        It 'refuses an item with the fault that AWS answers: <Name>' -ForEach @(
            @{ Name = 'a capture time of another form'; Fault = 'ValidationException'
                Item = { @{ TypeName = 'Custom:X'; InstanceId = 'i-01234567'; SchemaVersion = '1.0'; CaptureTime = 'now'; Content = @{} } } }
            @{ Name = 'a custom type in lower case'; Fault = 'InvalidTypeNameException'; Item = { New-InventoryItem Custom:x -InstanceId i-01234567 } }
            @{ Name = 'an unknown schema version'; Fault = 'UnsupportedInventorySchemaVersionException'
                Item = { New-InventoryItem AWS:Network -SchemaVersion 2.0 -InstanceId i-01234567 } }
            @{ Name = 'a context that the type does not take'; Fault = 'UnsupportedInventoryItemContextException'
                Item = { New-InventoryItem Custom:X -Context @{ A = 1 } -InstanceId i-01234567 } }
            @{ Name = 'a context with an unknown name'; Fault = 'InvalidInventoryItemContextException'
                Item = { New-InventoryItem AWS:ComplianceItem -Context @{ ComplianceType = 'Patch'; ExecutionTime = 'x'; A = 1 } -InstanceId i-01234567 } }
            @{ Name = 'two spellings of an attribute'; Fault = 'InvalidItemContentException'
                Item = { @{ Vendor = 1 }, @{ vendor = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 } }
            @{ Name = 'more than 1 MB'; Fault = 'ItemSizeLimitExceededException'
                Item = { 1..300 | New-InventoryItem Custom:X -Property @{ n = 'A'; e = { 'x' * 4000 } } -InstanceId i-01234567 } }
            @{ Name = 'no node'; Fault = 'ValidationException'; Item = { New-InventoryItem Custom:X } }
            @{ Name = 'a node that is not one'; Fault = 'ValidationException'; Item = { New-InventoryItem Custom:X -InstanceId web-1 } }
        ) {
            & $Item | Write-Inventory -Path fleet.db -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be "$Fault,InventoryTools.Cmdlets.WriteInventoryCommand"
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
            Test-Path fleet.db | Should -BeFalse
        }

        It 'takes a hash alone only where it is the hash of what is stored' {
            $hashOnly = @{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; ContentHash = 'x' }
            $hashOnly | Write-Inventory -Path fleet.db -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem.FullyQualifiedErrorId | Should -Be 'InvalidItemContentException,InventoryTools.Cmdlets.WriteInventoryCommand'
            New-Item1 | Write-Inventory -Path fleet.db
            ($hashOnly | Write-Inventory -Path fleet.db -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue).Status | Should -Be 'Rejected'
            $problem.FullyQualifiedErrorId | Should -Be 'ItemContentMismatchException,InventoryTools.Cmdlets.WriteInventoryCommand'
            $problem[0].CategoryInfo.Category | Should -Be InvalidData
            $hashOnly.ContentHash = (Get-Inventory -Path fleet.db).ContentHash
            ($hashOnly | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be 'Unchanged'
            (Get-InventoryEntry -Path fleet.db).A | Should -Be '1'
        }

        It 'warns once for all nodes' {
            1..50 | ForEach-Object { [pscustomobject]@{ Node = "i-$($_ + 10000000)"; Colour = 'red' } } |
                New-InventoryItem AWS:Network -InstanceIdProperty Node |
                Write-Inventory -Path fleet.db -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match 'Colour'
            Get-Inventory -Path fleet.db | Should -HaveCount 50
        }

        It 'reports what is not an item and writes the others' {
            $results = & { 'text'; New-Item1; $null } | Write-Inventory -Path fleet.db -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue
            $results.Status | Should -Be 'Created'
            $problems.FullyQualifiedErrorId | Should -Be (@('NotAnInventoryItem,InventoryTools.Cmdlets.WriteInventoryCommand') * 2)
            $problems[0].CategoryInfo.Category | Should -Be InvalidArgument
        }

        It 'says what an object lacks without reading its other properties' {
            $other = [pscustomobject]@{ A = 1 } | Add-Member -MemberType ScriptProperty -Name Broken -Value { throw 'was read' } -PassThru
            $other | Write-Inventory -Path fleet.db -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.WriteInventoryCommand'
            "$problem" | Should -Match 'it is of type PSCustomObject and has no TypeName'
        }

        It 'writes the good items beside a refused one before -ErrorAction Stop ends the command' {
            { (New-Item1), (New-Item1 custom:z), (New-Item1 Custom:Y) | Write-Inventory -Path fleet.db -ErrorAction Stop } |
                Should -Throw -ErrorId 'ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand'
            (Get-Inventory -Path fleet.db).TypeName | Should -Be 'Custom:X', 'Custom:Y'
        }

        It 'hands the items back when the store can''t be used: <Id>' -ForEach @(
            @{ Id = 'StoreNotADatabase'; Category = 'InvalidData'; Path = 'text.txt' }
            @{ Id = 'StoreFolderNotFound'; Category = 'ObjectNotFound'; Path = 'missing/fleet.db' }
            @{ Id = 'StoreIsFolder'; Category = 'InvalidArgument'; Path = '.' }
        ) {
            'hello ' * 1000 | Set-Content text.txt
            $thrown = { New-Item1 | Write-Inventory -Path $Path -InstanceId i-aaaaaaaa } |
                Should -Throw -PassThru -ErrorId "$Id,InventoryTools.Cmdlets.WriteInventoryCommand"
            $thrown.CategoryInfo.Category | Should -Be $Category
            $thrown.TargetObject | Should -HaveCount 1
            $thrown.TargetObject[0].InstanceId | Should -Be 'i-aaaaaaaa'
            $thrown.TargetObject[0].TypeName | Should -Be 'Custom:X'
        }

        It 'gives each error an item of its own: what is repaired in one changes no other, and nothing that is still written' {
            $compliance = {
                param($Node, $Type)
                @{ Id = '1'; Title = 'a'; Severity = 'HIGH'; Status = 'COMPLIANT' } | New-InventoryItem AWS:ComplianceItem -InstanceId $Node `
                    -Context @{ ComplianceType = "Custom:Type$Type"; ExecutionTime = '2026-11-20T00:00:00Z' }
            }
            $full = 'i-00000001', 'i-00000002'
            foreach ($node in $full) {
                1..10 | ForEach-Object { & $compliance $node $_ } | Write-Inventory -Path fleet.db
            }
            # A node takes ten of these types. Errors of the first batch come while the second one is written.
            $others = 1..2500 | ForEach-Object { 'i-{0:d17}' -f $_ }
            $problems = & $compliance $full[0] 11 | Write-Inventory -Path fleet.db -InstanceId ($full + $others) -ErrorAction Continue 2>&1 |
                ForEach-Object {
                    $_.TargetObject.Content[0].Title += "b$($_.TargetObject.InstanceId)"
                    $_.TargetObject.Context.ComplianceType = 'Custom:Type1'
                    $_
                }
            $problems.TargetObject.InstanceId | Should -Be $full
            $problems.TargetObject.Content.Title | Should -Be 'abi-00000001', 'abi-00000002'
            $written = Get-Inventory -Path fleet.db | Where-Object InstanceId -In $others
            $written | Should -HaveCount 2500
            $written.Content.Title | Sort-Object -Unique | Should -Be 'a'
            $written.Context.ComplianceType | Sort-Object -Unique | Should -Be 'Custom:Type11'
        }

        It 'hands each refused item back as it was when it came, also when one object stands for all' {
            $item = New-Item1
            & { foreach ($n in 1..3) { $item.InstanceId = "i-0000000$n"; $item.Content[0].A = "$n" * 5000; $item } } |
                Write-Inventory -Path fleet.db -ErrorVariable problems -ErrorAction SilentlyContinue
            $problems.TargetObject.InstanceId | Should -Be 'i-00000001', 'i-00000002', 'i-00000003'
            $problems.TargetObject.ForEach({ $_.Content[0].A[0] }) | Should -Be '1', '2', '3'
        }

        It 'writes each item as it was when it came, also when one object stands for all' {
            $item = New-Item1
            & { foreach ($n in 1..1500) { $item.InstanceId = 'i-{0:d8}' -f $n; $item.Content[0].A = "$n"; $item } } |
                Write-Inventory -Path fleet.db
            $rows = @(Get-InventoryEntry -Path fleet.db)
            $rows | Should -HaveCount 1500
            $rows | Where-Object { 'i-{0:d8}' -f [int] $_.A -ne $_.InstanceId } | Should -BeNullOrEmpty
            (Get-Inventory -Path fleet.db).ContentHash | Select-Object -Unique | Should -HaveCount 1500
        }

        It 'obeys the preferences of the shell as the parameters' {
            $WhatIfPreference = $true
            New-Item1 | Write-Inventory -Path fleet.db -PassThru | Should -BeNullOrEmpty
            $WhatIfPreference = $false
            Test-Path fleet.db | Should -BeFalse
            New-Item1 | Write-Inventory -Path fleet.db -Verbose 4>&1 | Should -BeLike '*Write Custom:X (1 entry)*'
            $ConfirmPreference = 'Medium'
            { New-Item1 Custom:Y | Write-Inventory -Path fleet.db } | Should -Throw
            (New-Item1 Custom:Y | Write-Inventory -Path fleet.db -PassThru -Confirm:$false).Status | Should -Be Created
        }

        It 'makes no file with -WhatIf' {
            New-Item1 | Write-Inventory -Path fleet.db -PassThru -WhatIf | Should -BeNullOrEmpty
            Get-ChildItem *.db* | Should -BeNullOrEmpty
        }

        It 'makes no file for an item that is too large to be written, <Name>' -ForEach @(
            @{ Name = 'with -WhatIf'; Parameters = @{ WhatIf = $true } }
            @{ Name = 'which fills a batch alone'; Parameters = @{} }
        ) {
            $item = New-Item1
            $item.Content[0].A = 'x' * 5MB
            $result = $item | Write-Inventory -Path fleet.db -PassThru @Parameters -ErrorVariable problem -ErrorAction SilentlyContinue
            $result.Status | Should -Be Rejected
            $problem | Should -HaveCount 1
            Get-ChildItem *.db* | Should -BeNullOrEmpty
        }

        It 'shows long types and codes whole in a window of 80 columns' {
            $type = 'Custom:' + 'ContosoRack' * 8
            $items = @(
                1..200 | New-InventoryItem $type -InstanceId mi-0123456789abcdef0 -Property @{ n = 'A'; e = { 'x' * 4000 } }
                New-InventoryItem AWS:Network -SchemaVersion 2.0 -InstanceId mi-0123456789abcdef0
                New-Item1
            )
            $text = $items | Write-Inventory -Path fleet.db -PassThru -ErrorAction SilentlyContinue | Get-Text
            $text | Should -Match '(?m)^mi-0123456789abcdef0 Created    [0-9]{6}        1 Custom:ContosoRack'
            $text | Should -Match '(?m)^mi-0123456789abcdef0 Rejected       98        0 AWS:Network'
            $text | Should -Match '(?m)^i-01234567           Created       104        1 Custom:X\r?$'
            $cells = -join ($text -split '\r?\n' | Where-Object Length -GT 48 | ForEach-Object { $_.Substring(48).Trim() })
            $cells.Contains($type) | Should -BeTrue -Because $text
            $cells | Should -Match 'AWS:Network *\(UnsupportedInventorySchemaVersionException\)'
        }

        It 'shows long types and codes on one line in a wide window' {
            New-InventoryItem AWS:Network -SchemaVersion 2.0 -InstanceId mi-0123456789abcdef0 |
                Write-Inventory -Path fleet.db -PassThru -ErrorAction SilentlyContinue | Get-Text -Width 160 |
                Should -Match '(?m) AWS:Network \(UnsupportedInventorySchemaVersionException\)\r?$'
        }
    }
}
