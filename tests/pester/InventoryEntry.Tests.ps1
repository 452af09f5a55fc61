# Items and entries in the hands of a script.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $make = {
        1..3 | ForEach-Object { [pscustomobject]@{ Rack = "A$($_ % 2)"; Shelf = $_; Serial = "SN-$_" } } |
            New-InventoryItem Custom:RackInfo -InstanceId i-01234567 -CaptureTime '2026-01-31T12:00:00Z'
    }
}

Describe 'InventoryEntry' {
    BeforeEach { $item = & $make }

    It 'shows its attributes as properties to <Name>' -ForEach @(
        @{ Name = 'Select-Object'; Script = { ($item.Content | Select-Object Rack, Shelf | ForEach-Object { "$_" }) -join ' ' }
            Result = '@{Rack=A1; Shelf=1} @{Rack=A0; Shelf=2} @{Rack=A1; Shelf=3}' }
        @{ Name = 'Select-Object -ExpandProperty'; Script = { ($item.Content | Select-Object -ExpandProperty Serial) -join ' ' }; Result = 'SN-1 SN-2 SN-3' }
        @{ Name = 'Select-Object with a wildcard'; Script = { ($item.Content | Select-Object S*el* | ForEach-Object { "$_" }) -join ' ' }; Result = '@{Shelf=1} @{Shelf=2} @{Shelf=3}' }
        @{ Name = 'Group-Object'; Script = { ($item.Content | Group-Object Rack | Sort-Object Name | ForEach-Object { "$($_.Name):$($_.Count)" }) -join ' ' }; Result = 'A0:1 A1:2' }
        @{ Name = 'Sort-Object'; Script = { ($item.Content | Sort-Object Rack, { -[int]$_.Shelf } | ForEach-Object { $_.Shelf }) -join ' ' }; Result = '2 3 1' }
        @{ Name = 'Measure-Object'; Script = { ($item.Content | Measure-Object Shelf -Sum).Sum }; Result = 6 }
        @{ Name = 'Where-Object'; Script = { ($item.Content | Where-Object Rack -EQ A1).Count }; Result = 2 }
        @{ Name = 'ForEach-Object'; Script = { ($item.Content | ForEach-Object Rack) -join ' ' }; Result = 'A1 A0 A1' }
        @{ Name = 'Compare-Object'; Script = { (Compare-Object $item.Content[0] $item.Content[1] -Property Rack).Rack -join ' ' }; Result = 'A0 A1' }
        @{ Name = 'a dot'; Script = { $item.Content.Serial -join ' ' }; Result = 'SN-1 SN-2 SN-3' }
        @{ Name = 'a parameter that takes properties'; Script = { function f { param([Parameter(ValueFromPipelineByPropertyName)] $Serial) process { $Serial } }; ($item.Content | f) -join ' ' }; Result = 'SN-1 SN-2 SN-3' }
        @{ Name = 'Get-Member'; Script = { ($item.Content | Get-Member -MemberType Property).Name -join ' ' }; Result = 'Rack Serial Shelf' }
    ) {
        & $Script | Should -BeExactly $Result
    }

    It 'completes each attribute once: <_>' -ForEach '$entry.', '$item.Content[0].' {
        Set-Variable item $item -Scope Global
        Set-Variable entry $item.Content[0] -Scope Global
        try {
            $offered = @(Get-Completion $_)
        }
        finally {
            Remove-Variable item, entry -Scope Global
        }

        $offered | Should -Contain Rack
        $offered | Should -Contain Shelf
        $offered | Should -Contain Keys
        $offered | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    It 'is its attributes to <Name>' -ForEach @(
        @{ Name = 'ConvertTo-Json'; Script = { $item.Content | ConvertTo-Json -Compress }
            Result = '[{"Rack":"A1","Shelf":"1","Serial":"SN-1"},{"Rack":"A0","Shelf":"2","Serial":"SN-2"},{"Rack":"A1","Shelf":"3","Serial":"SN-3"}]' }
        @{ Name = 'ConvertTo-Json of the item'; Script = { $item.Context = @{ A = 1 }; ($item | ConvertTo-Json -Compress -Depth 4) }
            Result = '{"InstanceId":"i-01234567","TypeName":"Custom:RackInfo","SchemaVersion":"1.0","CaptureTime":"2026-01-31T12:00:00Z","Content":[{"Rack":"A1","Shelf":"1","Serial":"SN-1"},{"Rack":"A0","Shelf":"2","Serial":"SN-2"},{"Rack":"A1","Shelf":"3","Serial":"SN-3"}],"ContentHash":null,"Context":{"A":"1"}}' }
        @{ Name = 'New-InventoryItem'; Script = { "$(($item.Content | New-InventoryItem Custom:X).Content)" }; Result = 'Rack=A1; Shelf=1; Serial=SN-1 Rack=A0; Shelf=2; Serial=SN-2 Rack=A1; Shelf=3; Serial=SN-3' }
    ) {
        & $Script | Should -BeExactly $Result
    }

    It 'is a line of a CSV' {
        if ($PSEdition -eq 'Desktop') { Set-ItResult -Skipped -Because 'Windows PowerShell writes the properties of .NET of every dictionary' }
        $item.Content | ConvertTo-Csv | Should -Be '"Rack","Shelf","Serial"', '"A1","1","SN-1"', '"A0","2","SN-2"', '"A1","3","SN-3"'
    }

    It 'is shown as a row: <Name>' -ForEach @(
        @{ Name = 'by itself'; Show = { $item.Content }; Text = '(?m)^Rack +Shelf +Serial *\r?\n-+ +-+ +-+\s+A1 +1 +SN-1 *\r?\nA0 +2 +SN-2 *\r?\nA1 +3 +SN-3' }
        @{ Name = 'by Format-Table'; Show = { $item.Content | Format-Table Rack, Serial }; Text = '(?m)^Rack +Serial *\r?\n-+ +-+ *\r?\nA1 +SN-1' }
        @{ Name = 'by Format-List'; Show = { $item.Content[0] | Format-List Rack, Serial }; Text = '(?m)^Rack +: A1 *\r?\nSerial +: SN-1' }
        @{ Name = 'with control characters as codes'; Show = { $item.Content[0].Rack = "a$([char]27)[2J"; $item.Content[0] }; Text = 'a\\u001B\[2J +1 ' }
    ) {
        $shown = & $Show | Get-Text
        $shown | Should -Match $Text
        $shown | Should -Not -Match "$([char]27)"
        $shown | Should -Not -Match 'IsReadOnly'
    }

    It 'keeps what a dictionary has' {
        $entry = $item.Content[0]
        $entry.Count, ($entry.Keys -join ','), ($entry.Values -join ','), $entry['shelf'], $entry.shelf, $entry.Missing |
            Should -Be 3, 'Rack,Shelf,Serial', 'A1,1,SN-1', '1', '1', $null
        $entry.serial = 'SN-9'
        $entry.New = 'n'
        $entry['Other'] = 'o'
        $entry.Remove('Shelf') | Should -BeTrue
        "$entry" | Should -Be 'Rack=A1; Serial=SN-9; New=n; Other=o'
        $entry.Count = 'seven'
        ($item.Content[0] | Select-Object Count).Count | Should -Be 'seven' -Because 'an attribute comes before a property of .NET'
    }

    It 'takes any text as a name' {
        $entry = ([ordered]@{ 'Size [GB]' = 1; '' = 2; a = 3; '*' = 5 } | New-InventoryItem Custom:X).Content[0]
        $entry.Add('A', '4')
        $entry.'Size [GB]', $entry['*'] | Should -Be '1', '5'
        { $entry | Select-Object * } | Should -Not -Throw
        { $entry | Get-Text } | Should -Not -Throw
    }

    It 'is completed by Tab' {
        Set-Variable InventoryEntryTest $item -Scope Global
        try {
            Get-Completion '$InventoryEntryTest.Content[0].Ra' | Should -Contain 'Rack'
        }
        finally {
            Remove-Variable InventoryEntryTest -Scope Global
        }
    }
}

Describe 'InventoryItem' {
    BeforeEach { $item = & $make }

    It 'takes maps and objects as content: <Name>' -ForEach @(
        @{ Name = 'maps'; Set = { $item.Content = @{ Rack = 'Z' }, [ordered]@{ B = 1; A = [datetime]::new(2026, 1, 31, 12, 0, 0, [System.DateTimeKind]::Utc) } }; Text = 'Rack=Z|B=1; A=2026-01-31T12:00:00Z' }
        @{ Name = 'one map'; Set = { $item.Content = @{ Rack = 'Z' } }; Text = 'Rack=Z' }
        @{ Name = 'objects'; Set = { $item.Content = 'Rack,Shelf', 'Z,1', 'Y,2' | ConvertFrom-Csv }; Text = 'Rack=Z; Shelf=1|Rack=Y; Shelf=2' }
        @{ Name = 'entries of another item'; Set = { $item.Content = (& $make).Content | Select-Object -First 1 }; Text = 'Rack=A1; Shelf=1; Serial=SN-1' }
        @{ Name = 'an addition'; Set = { $item.Content = @{ Rack = 'Z' }; $item.Content += @{ Rack = 'Y' } }; Text = 'Rack=Z|Rack=Y' }
        @{ Name = 'Add'; Set = { $item.Content.Clear(); $item.Content.Add(@{ Rack = 'Z' }); $item.Content.Add([pscustomobject]@{ Day = [System.DayOfWeek]::Friday }) }; Text = 'Rack=Z|Day=Friday' }
        @{ Name = 'Insert and an index'; Set = { $item.Content = @{ A = 1 }, @{ A = 2 }; $item.Content.Insert(1, @{ A = 3 }); $item.Content[0] = @{ A = 4 } }; Text = 'A=4|A=3|A=2' }
        @{ Name = 'none'; Set = { $item.Content = @() }; Text = '' }
    ) {
        & $Set
        $item.Content.GetType().Name | Should -Be InventoryContent
        @($item.Content | ForEach-Object { "$_" }) -join '|' | Should -BeExactly $Text
    }

    It 'takes a map as context, and null' {
        $item.Context = @{ ExecutionId = 1; ComplianceType = 'Custom:Cis' }
        "$($item.Context)" | Should -BeExactly 'ComplianceType=Custom:Cis; ExecutionId=1'
        $item.Context.ExecutionId = '2'
        $item.Context['ExecutionId'] | Should -BeExactly '2'
        $item.Context = '{"A":"1"}' | ConvertFrom-Json
        $item.Context.A | Should -Be '1'
        $item.Context = $null
        $item.Content = $null
        $item.Context, $item.Content | Should -Be $null, $null
    }

    It 'is made of a hashtable' {
        $item = [InventoryTools.InventoryItem]@{
            InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'
            Content = @{ Rack = 'A1' }, @{ Rack = 'B2' }
        }
        $item | Test-InventoryItem | Should -BeTrue
        $item.Content.Rack | Should -Be 'A1', 'B2'
    }

    It 'refuses what can''t be recorded whole, and says why: <Name>' -ForEach @(
        @{ Name = 'a number as content'; Set = { $item.Content = 5 }; Why = 'Content\[0\] is not a map of names to text. It is of type Int32' }
        @{ Name = 'a number among maps'; Set = { $item.Content = @{ A = 1 }, 5 }; Why = 'Content\[1\] is not a map' }
        @{ Name = 'null among maps'; Set = { $item.Content = @{ A = 1 }, $null }; Why = 'Content\[1\] is not a map of names to text. It is null' }
        @{ Name = 'a script block'; Set = { $item.Content.Add(@{ A = { 1 } }) }; Why = 'is a script block, not data' }
        @{ Name = 'text as context'; Set = { $item.Context = 'x' }; Why = 'It is text. A hashtable is needed' }
        @{ Name = 'text as an entry'; Set = { $item.Content.Add('Rack=A1') }; Why = 'The entry is not a map of names to text. It is text. A hashtable is needed, such as @{ Rack = ''A1'' }, or an object' }
    ) {
        ($Set | Should -Throw -PassThru).Exception.Message | Should -Match $Why
        $item.Content.Count | Should -Be 3
    }
}
