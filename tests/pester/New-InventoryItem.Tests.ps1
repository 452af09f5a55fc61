BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'New-InventoryItem' {
    It 'makes one item of what a command prints' {
        $item = Get-ChildItem $PSScriptRoot | New-InventoryItem Custom:File -Property Name, Length
        $item.Content.Count | Should -Be @(Get-ChildItem $PSScriptRoot).Count
        $item.Content[0].Name | Should -Be @(Get-ChildItem $PSScriptRoot)[0].Name
    }

    It 'makes one item for each node of a CSV' {
        $items = "NodeId,Rack`ni-01234567,A1`ni-89abcdef,B2`ni-01234567,A2" | ConvertFrom-Csv |
            New-InventoryItem Custom:Rack -InstanceIdProperty NodeId
        $items.InstanceId | Should -Be 'i-01234567', 'i-89abcdef'
        $items[0].Content.Rack | Should -Be 'A1', 'A2'
    }

    It 'takes what ConvertFrom-Json gives, nested as it is' {
        $item = '[{"Name":"a","Tags":["x","y"],"Owner":{"Mail":"m"},"Count":1.5,"Gone":null}]' | ConvertFrom-Json | New-InventoryItem Custom:Thing
        $item.Content[0].Tags | Should -Be 'x,y'
        $item.Content[0].Owner | Should -Be '{"Mail":"m"}'
        $item.Content[0].Count | Should -Be '1.5'
        $item.Content[0].Gone | Should -Be ''
    }

    It 'writes the same text under every culture: <_>' -ForEach 'da-DK', 'th-TH', 'tr-TR', 'ar-SA' {
        $before = [System.Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $_
            $entry = ([pscustomobject]@{ Number = 1234.5; Time = [datetime]::SpecifyKind([datetime]'2026-01-31 12:00', 'Utc') } | New-InventoryItem Custom:X).Content[0]
        }
        finally {
            [System.Threading.Thread]::CurrentThread.CurrentCulture = $before
        }
        $entry.Number | Should -BeExactly '1234.5'
        $entry.Time | Should -BeExactly '2026-01-31T12:00:00Z'
    }

    It 'records the property that a cmdlet added' {
        $item = [pscustomobject]@{ A = 1 } | Add-Member -NotePropertyName B -NotePropertyValue 2 -PassThru | New-InventoryItem Custom:X
        $item.Content[0].Keys | Should -Be 'A', 'B'
    }

    It 'names the property whose getter throws and loses no other object' {
        $broken = [pscustomobject]@{ A = 1 } | Add-Member -MemberType ScriptProperty -Name Bad -Value { throw 'out of order' } -PassThru
        $item = [pscustomobject]@{ A = 0 }, $broken, [pscustomobject]@{ A = 2 } |
            New-InventoryItem Custom:X -ErrorVariable problem -ErrorAction SilentlyContinue
        $item.Content.A | Should -Be '0', '2'
        $problem[0].FullyQualifiedErrorId | Should -Be 'PropertyGetterFailed,InventoryTools.Cmdlets.NewInventoryItemCommand'
        "$($problem[0])" | Should -Match "'Bad'.*out of order"
        $problem[0].TargetObject.A | Should -Be 1
    }

    It 'refuses the ID of a node where another name is needed: <Name>' -ForEach @(
        @{ Name = 'as -Property'; Arguments = 'Custom:R', 'mi-0123456789abcdef0'; Parameter = 'Property' }
        @{ Name = 'among names'; Arguments = 'Custom:R', ('Rack', 'i-01234567'); Parameter = 'Property' }
        @{ Name = 'as the type'; Arguments = 'i-01234567', 'Custom:R'; Parameter = 'TypeName' }
    ) {
        $problem = { [pscustomobject]@{ Rack = 1 } | New-InventoryItem @Arguments } |
            Should -Throw -ErrorId 'InstanceIdNotExpected,InventoryTools.Cmdlets.NewInventoryItemCommand' -PassThru
        "$problem" | Should -Match "^'m?i-[0-9a-f]+' is a node ID, and here stands -$Parameter\. Use -InstanceId, as in: New-InventoryItem "
        ([pscustomobject]@{ Rack = 1 } | New-InventoryItem Custom:R Rack -InstanceId i-01234567).InstanceId | Should -Be i-01234567
    }

    It 'refuses what is made for the screen' {
        { Get-ChildItem $PSScriptRoot | Format-Table | New-InventoryItem Custom:X } |
            Should -Throw -ErrorId 'InputIsFormatted,InventoryTools.Cmdlets.NewInventoryItemCommand'
    }

    It 'shows an item as a row' {
        [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 -CaptureTime '2026-01-31T12:00:00Z' | Get-Text |
            Should -Match 'InstanceId\s+CaptureTime\s+Entries\s+TypeName(.|\n)*i-01234567\s+2026-01-31T12:00:00Z\s+1 Custom:X'
    }

    Context 'parameters' {
        It 'takes the type and the properties by position' {
            [pscustomobject]@{ A = 1; B = 2 } | New-InventoryItem Custom:X B | Get-EntryText | Should -Be 'B=2'
        }

        It 'takes objects by value: <Name>' -ForEach @(
            @{ Name = 'from the pipeline'; Script = { 1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } } | New-InventoryItem Custom:X } }
            @{ Name = 'as an argument'; Script = { New-InventoryItem Custom:X -InputObject @(1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } }) } }
        ) {
            & $Script | Get-EntryText | Should -Be 'A=1|A=2|A=3'
        }

        It 'binds no property of an object to a parameter' {
            $item = [pscustomobject]@{ TypeName = 'Custom:Y'; InstanceId = 'i-01234567'; Property = 'A' } | New-InventoryItem Custom:X
            $item.TypeName | Should -Be 'Custom:X'
            $item.InstanceId | Should -BeNullOrEmpty
            $item | Get-EntryText | Should -Be 'TypeName=Custom:Y InstanceId=i-01234567 Property=A'
        }

        It 'takes either a node or a property that names it' {
            { New-InventoryItem Custom:X -InstanceId i-01234567 -InstanceIdProperty Node } |
                Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.NewInventoryItemCommand'
        }

        It 'refuses an empty -<_>' -ForEach 'TypeName', 'SchemaVersion', 'InstanceId', 'InstanceIdProperty' {
            $arguments = @{ TypeName = 'Custom:X' }
            $arguments[$_] = ''
            { New-InventoryItem @arguments } |
                Should -Throw -ErrorId 'ParameterArgumentValidationError,InventoryTools.Cmdlets.NewInventoryItemCommand'
        }

        It 'refuses an argument that has no text: <Name>' -ForEach @(
            @{ Name = 'a script block as -CaptureTime'; Arguments = @{ CaptureTime = { 1 } }; Id = 'InvalidCaptureTime' }
            @{ Name = 'two values as -CaptureTime'; Arguments = @{ CaptureTime = 'a', 'b' }; Id = 'InvalidCaptureTime' }
            @{ Name = 'a script block in -Context'; Arguments = @{ Context = @{ A = { 1 } } }; Id = 'InvalidContext' }
            @{ Name = 'one name twice in -Context'; Arguments = @{ Context = @{ 1 = 'x'; $('1') = 'y' } }; Id = 'InvalidContext' }
        ) {
            $thrown = { New-InventoryItem Custom:X @Arguments } | Should -Throw -PassThru -ErrorId "$Id,InventoryTools.Cmdlets.NewInventoryItemCommand"
            $thrown.CategoryInfo.Category | Should -Be InvalidArgument
        }

        It 'refuses a -Property that Select-Object refuses: <Name>' -ForEach @(
            @{ Name = 'a number'; Property = 1 }
            @{ Name = 'a name without an expression'; Property = @{ Name = 'x' } }
            @{ Name = 'an expression that is a number'; Property = @{ Name = 'x'; Expression = 1 } }
            @{ Name = 'keys that are unknown'; Property = @{ Nam = 'x'; Value = 'y' } }
        ) {
            $thrown = { [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -Property $Property } |
                Should -Throw -PassThru -ErrorId 'InvalidPropertyArgument,InventoryTools.Cmdlets.NewInventoryItemCommand'
            $thrown.CategoryInfo.Category | Should -Be InvalidArgument
        }

        It 'completes the types of AWS' {
            Get-Completion 'New-InventoryItem AWS:Net' | Should -Be 'AWS:Network'
        }
    }

    Context 'entries' {
        It 'makes an entry of <Name>' -ForEach @(
            @{ Name = 'an object'; Entries = 'A=1 B=x'; Script = { [pscustomobject]@{ A = 1; B = 'x' } | New-InventoryItem Custom:X } }
            @{ Name = 'a hashtable'; Entries = 'A=1'; Script = { @{ A = 1 } | New-InventoryItem Custom:X } }
            @{ Name = 'an ordered dictionary, in its order'; Entries = 'Z=1 A= M=True'
                Script = { [ordered]@{ Z = 1; A = $null; M = $true } | New-InventoryItem Custom:X } }
            @{ Name = 'an instance of a class'; Entries = 'Name=r Shelf=3'
                Script = { class Rack { [string] $Name = 'r'; [int] $Shelf = 3 }; [Rack]::new() | New-InventoryItem Custom:X } }
            @{ Name = 'a .NET object'; Entries = 'Major=1 Minor=2 MajorRevision=-1 MinorRevision=-1'
                Script = { [version]'1.2' | New-InventoryItem Custom:X -Property M* } }
            @{ Name = 'nested values, as JSON'; Entries = 'A={"B":1.5} C=1,2 D=[{"E":"x"}]'
                Script = { [pscustomobject]@{ A = @{ B = 1.5 }; C = 1, 2; D = @([pscustomobject]@{ E = 'x' }) } | New-InventoryItem Custom:X } }
            @{ Name = 'a nested value that is null'; Entries = 'A={"B":null}'
                Script = { [pscustomobject]@{ A = [pscustomobject]@{ B = $null } } | New-InventoryItem Custom:X } }
            @{ Name = 'chosen properties, in the order of -Property'; Entries = 'B=3 AB=1 AC=2'
                Script = { [pscustomobject]@{ AB = 1; AC = 2; B = 3 } | New-InventoryItem Custom:X -Property B, A* } }
            @{ Name = 'what -ExcludeProperty leaves'; Entries = 'B=3'
                Script = { [pscustomobject]@{ AB = 1; AC = 2; B = 3 } | New-InventoryItem Custom:X -ExcludeProperty A* } }
            @{ Name = 'what -ExcludeProperty leaves of -Property'; Entries = 'AB=1'
                Script = { [pscustomobject]@{ AB = 1; B = 3 } | New-InventoryItem Custom:X -Property AB, B -ExcludeProperty b } }
            @{ Name = 'a property under the name that was typed'; Entries = 'serial=1'
                Script = { [pscustomobject]@{ Serial = 1 } | New-InventoryItem Custom:X -Property serial } }
            @{ Name = 'calculated properties'; Entries = 'V=2 W=1,5 N='
                Script = { 1 | New-InventoryItem Custom:X -Property @{ Name = 'V'; Expression = { $_ * 2 } }, @{ n = 'W'; e = { $_, 5 } }, @{ l = 'N'; e = { } } } }
            @{ Name = 'a renamed property and a bare expression'; Entries = 'B=1 $_.A + 1=2'
                Script = { [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -Property @{ Label = 'B'; Expression = 'A' }, { $_.A + 1 } } }
            @{ Name = 'each object of an argument'; Entries = 'A=1|A=2 B=3'
                Script = { New-InventoryItem Custom:X -InputObject @([pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2; B = 3 }) } }
        ) {
            & $Script | Get-EntryText | Should -BeExactly $Entries
        }

        It 'makes an item without entries of <Name>' -ForEach @(
            @{ Name = 'an empty pipeline'; Script = { @() | New-InventoryItem Custom:X } }
            @{ Name = 'no input'; Script = { New-InventoryItem Custom:X } }
        ) {
            $item = @(& $Script)
            $item | Should -HaveCount 1
            $item[0].Content.Count | Should -Be 0
        }

        It 'makes no item of nothing with -SkipEmpty: <Name>' -ForEach @(
            @{ Name = 'an empty pipeline'; Script = { @() | New-InventoryItem Custom:X -SkipEmpty } }
            @{ Name = 'no input'; Script = { New-InventoryItem Custom:X -SkipEmpty } }
            @{ Name = 'for each node'; Script = { @() | New-InventoryItem Custom:X -InstanceIdProperty Node -SkipEmpty } }
        ) {
            & $Script | Should -BeNullOrEmpty
        }

        It 'makes the same item of objects with -SkipEmpty' {
            [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -SkipEmpty | Get-EntryText | Should -Be 'A=1'
            $item = @() | New-InventoryItem Custom:X -SkipEmpty:$false
            $item.Content.Count | Should -Be 0
        }

        It 'makes an entry of a row of a table, and null empty text' {
            $table = [System.Data.DataTable]::new()
            $table.Columns.Add('Name', [string]), $table.Columns.Add('Count', [int]) | Out-Null
            $table.Rows.Add('x', 1), $table.Rows.Add([System.DBNull]::Value, 2) | Out-Null
            $table.Rows | New-InventoryItem Custom:X -Property Name, Count | Get-EntryText | Should -Be 'Name=x Count=1|Name= Count=2'
        }

        It 'takes the columns of a row, not the properties of its table' {
            $table = [System.Data.DataTable]::new()
            $table.Columns.Add('Name', [string]), $table.Columns.Add('RowState', [int]) | Out-Null
            $table.Rows.Add('x', 1) | Out-Null
            $table.Rows | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'Name=x RowState=1'
            $table.DefaultView | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'Name=x RowState=1'
        }

        It 'records nothing as empty text: <Name>' -ForEach @(
            @{ Name = 'null'; Value = { $null } }
            @{ Name = 'what a command returns that returns nothing'; Value = { & { } } }
            @{ Name = 'DBNull'; Value = { [System.DBNull]::Value } }
        ) {
            [pscustomobject]@{ A = & $Value; B = @{ C = & $Value } } | New-InventoryItem Custom:X | Get-EntryText | Should -Be 'A= B={"C":null}'
        }

        It 'takes a name literally before it takes it as a pattern: <Name>' -ForEach @(
            @{ Name = 'brackets'; Property = 'Size[GB]'; Row = { [ordered]@{ 'Size[GB]' = 1; SizeG = 2 } }; Entries = 'Size[GB]=1' }
            @{ Name = 'in another case'; Property = 'size[gb]'; Row = { [ordered]@{ SizeG = 2; 'Size[GB]' = 1 } }; Entries = 'Size[GB]=1' }
            @{ Name = 'a star'; Property = 'Name*'; Row = { [pscustomobject]@{ Namesake = 2; 'Name*' = 1 } }; Entries = 'Name*=1' }
            @{ Name = 'a question mark'; Property = 'Ok?', 'A'; Row = { [pscustomobject]@{ 'Ok?' = 1; Okd = 2; A = 3 } }; Entries = 'Ok?=1 A=3' }
            @{ Name = 'an object without it'; Property = 'Size[GB]'; Row = { [pscustomobject]@{ SizeG = 2; Size = 1 } }; Entries = 'SizeG=2' }
            @{ Name = 'escaped'; Property = 'Size`[GB`]', 'N`*'; Row = { [pscustomobject]@{ SizeG = 2; 'Size[GB]' = 1; 'N*' = 3; N = 4 } }; Entries = 'Size[GB]=1 N*=3' }
            @{ Name = 'half a pattern'; Property = 'Size[GB'; Row = { [pscustomobject]@{ 'Size[GB' = 1 } }; Entries = 'Size[GB=1' }
            @{ Name = 'an expression'; Property = @{ n = 'GB'; e = 'Size[GB]' }; Row = { [pscustomobject]@{ 'Size[GB]' = 1 } }; Entries = 'GB=1' }
        ) {
            & $Row | New-InventoryItem Custom:X -Property $Property -WarningVariable warnings | Get-EntryText | Should -BeExactly $Entries
            $warnings | Should -BeNullOrEmpty
        }

        It 'excludes a name literally before it takes it as a pattern: <Name>' -ForEach @(
            @{ Name = 'brackets'; Exclude = 'Size[GB]'; Entries = 'SizeG=2 A=3' }
            @{ Name = 'escaped'; Exclude = 'size`[gb`]'; Entries = 'SizeG=2 A=3' }
            @{ Name = 'half a pattern'; Exclude = 'Size[GB'; Entries = 'Size[GB]=1 SizeG=2 A=3'; Warning = "Did you mean 'Size[GB]'?" }
            @{ Name = 'a pattern'; Exclude = 'Size*'; Entries = 'A=3' }
            @{ Name = 'a pattern that is no name here'; Exclude = '[SA]*'; Entries = '' }
        ) {
            $item = [pscustomobject]@{ 'Size[GB]' = 1; SizeG = 2; A = 3 } | New-InventoryItem Custom:X -ExcludeProperty $Exclude -WarningVariable warnings -WarningAction SilentlyContinue
            $item | Get-EntryText | Should -BeExactly $Entries
            "$warnings".EndsWith("$Warning") | Should -BeTrue -Because "$warnings"
            @($warnings) | Should -HaveCount $(if ($Warning) { 1 } else { 0 })
        }

        It 'names a node by a property with brackets' {
            ([pscustomobject]@{ 'Node[ID]' = 'i-01234567'; A = 1 } | New-InventoryItem Custom:X -InstanceIdProperty 'Node[ID]').InstanceId | Should -Be i-01234567
        }

        It 'warns once of a pattern that matches nothing: <Name>' -ForEach @(
            @{ Name = 'in -Property'; Arguments = @{ Property = 'A', 'Serial*' }; Warning = "No property of the 3 objects matches 'Serial\*'" }
            @{ Name = 'in -ExcludeProperty'; Arguments = @{ ExcludeProperty = 'Serial*' }; Warning = "matches 'Serial\*' of -ExcludeProperty" }
            @{ Name = 'a name in -ExcludeProperty'; Arguments = @{ ExcludeProperty = 'Serial' }; Warning = "matches 'Serial' of -ExcludeProperty; nothing is left out for it\.$" }
        ) {
            1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } } |
                New-InventoryItem Custom:X @Arguments -WarningVariable warnings -WarningAction SilentlyContinue | Get-EntryText | Should -Be 'A=1|A=2|A=3'
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match $Warning
        }

        It 'does not warn where <Name>' -ForEach @(
            @{ Name = 'a pattern matches one object alone'; Arguments = @{ Property = 'A', 'L*' } }
            @{ Name = 'a pattern matches what is excluded'; Arguments = @{ Property = 'A', 'L*'; ExcludeProperty = 'Last' } }
            @{ Name = 'a name that one object alone has is excluded'; Arguments = @{ ExcludeProperty = 'last' } }
            @{ Name = 'a name is excluded that is not asked for'; Arguments = @{ Property = 'A'; ExcludeProperty = 'Last' } }
            @{ Name = 'what is left out anyway is excluded'; Arguments = @{ ExcludeProperty = 'PSComputerName', 'RunspaceId', 'CimClass', 'NameString' } }
            @{ Name = 'everything is asked for'; Arguments = @{ Property = '*' } }
        ) {
            [pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2; Last = 3 } | New-InventoryItem Custom:X @Arguments -WarningVariable warnings | Out-Null
            @() | New-InventoryItem Custom:X @Arguments -WarningVariable +warnings | Out-Null
            $warnings | Should -BeNullOrEmpty
        }

        It 'proposes the name that was meant in -ExcludeProperty: <Name>' -ForEach @(
            @{ Name = 'a text'; Password = 'x'; Errors = 0 }
            @{ Name = 'a secret, with which the object is left out'; Password = [securestring]::new(); Errors = 1 }
        ) {
            [pscustomobject]@{ A = 1; Password = $Password } | New-InventoryItem Custom:X -ExcludeProperty Pasword -ErrorVariable problems `
                -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue | Out-Null
            "$warnings" | Should -Be "No property of the object matches 'Pasword' of -ExcludeProperty; nothing is left out for it. Did you mean 'Password'?"
            $problems | Should -HaveCount $Errors
        }

        It 'leaves a property that no object has empty, and warns once' {
            $item = 1..3 | ForEach-Object { [pscustomobject]@{ A = $_ } } |
                New-InventoryItem Custom:X -Property A, Seriall -WarningVariable warnings -WarningAction SilentlyContinue
            $item | Get-EntryText | Should -Be 'A=1 Seriall=|A=2 Seriall=|A=3 Seriall='
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match "'Seriall'"
        }

        It 'does not warn of a property that is excluded' {
            [pscustomobject]@{ A = 1 } |
                New-InventoryItem Custom:X -Property A, B -ExcludeProperty B -WarningVariable warnings -WarningAction SilentlyContinue |
                Get-EntryText | Should -Be 'A=1'
            $warnings | Should -BeNullOrEmpty
        }
    }

    Context 'schema version, capture time and context' {
        It 'takes version <Version> of <Type> unless another is given' -ForEach @(
            @{ Type = 'Custom:X'; Version = '1.0' }
            @{ Type = 'AWS:Application'; Version = '1.1' }
            @{ Type = 'AWS:Network'; Version = '1.0' }
        ) {
            (New-InventoryItem $Type).SchemaVersion | Should -Be $Version
            (New-InventoryItem $Type -SchemaVersion 3.7).SchemaVersion | Should -Be '3.7'
        }

        It 'is captured now, in UTC' {
            $format = "yyyy-MM-dd'T'HH:mm:ss'Z'"
            $invariant = [System.Globalization.CultureInfo]::InvariantCulture
            $before = [datetime]::UtcNow.ToString($format, $invariant)
            $time = (New-InventoryItem Custom:X).CaptureTime
            $after = [datetime]::UtcNow.ToString($format, $invariant)
            $before, $time, $after | Sort-Object | Should -Be $before, $time, $after
        }

        It 'is captured when -CaptureTime says: <Name>' -ForEach @(
            @{ Name = 'a date'; Time = [datetime]::new(2026, 1, 31, 12, 0, 0, [System.DateTimeKind]::Utc); Text = '2026-01-31T12:00:00Z' }
            @{ Name = 'a date with an offset'; Time = [datetimeoffset]::new(2026, 1, 31, 13, 0, 0, [timespan]::FromHours(1)); Text = '2026-01-31T12:00:00Z' }
            @{ Name = 'text, as it is'; Time = 'yesterday'; Text = 'yesterday' }
        ) {
            (New-InventoryItem Custom:X -CaptureTime $Time).CaptureTime | Should -BeExactly $Text
        }

        It 'has a context of text, a copy for each item' {
            $items = 'i-01234567', 'i-89abcdef' | ForEach-Object { [pscustomobject]@{ Node = $_; V = 1 } } |
                New-InventoryItem Custom:X -InstanceIdProperty Node -Context @{ ExecutionId = 7 }
            $items[0].Context['ExecutionId'] | Should -BeExactly '7'
            $items[0].Context['ExecutionId'] = '8'
            $items[1].Context['ExecutionId'] | Should -BeExactly '7'
        }
    }

    Context 'one item for each node' {
        It 'gathers the entries of a node in any order' {
            $items = 'b1', 'a1', 'b2', 'c1' | ForEach-Object { [pscustomobject]@{ Node = "i-$($_[0])"; V = $_ } } |
                New-InventoryItem Custom:X -InstanceIdProperty node
            $items.InstanceId | Should -Be 'i-b', 'i-a', 'i-c'
            $items | Get-EntryText | Should -Be 'V=b1|V=b2', 'V=a1', 'V=c1'
        }

        It 'records the node as an attribute only where -Property names it: <Name>' -ForEach @(
            @{ Name = 'no -Property'; Arguments = @{}; Entries = 'V=1' }
            @{ Name = 'a wildcard'; Arguments = @{ Property = '*' }; Entries = 'V=1' }
            @{ Name = 'its name'; Arguments = @{ Property = 'V', 'Node' }; Entries = 'V=1 Node=i-a' }
        ) {
            [pscustomobject]@{ Node = 'i-a'; V = 1 } | New-InventoryItem Custom:X -InstanceIdProperty Node @Arguments |
                Get-EntryText | Should -Be $Entries
        }

        It 'reports an object without a node and keeps the others' {
            $items = [pscustomobject]@{ Node = 'i-a'; V = 1 }, [pscustomobject]@{ Node = ''; V = 2 }, [pscustomobject]@{ V = 3 }, [pscustomobject]@{ Node = 'i-b'; V = 4 } |
                New-InventoryItem Custom:X -InstanceIdProperty Node -ErrorVariable problems -ErrorAction SilentlyContinue
            $items.InstanceId | Should -Be 'i-a', 'i-b'
            $problems.FullyQualifiedErrorId | Should -Be (@('InstanceIdMissing,InventoryTools.Cmdlets.NewInventoryItemCommand') * 2)
            $problems.TargetObject.V | Should -Be 2, 3
        }

        It 'tells once of a property that no object has, with those that there are: <Name>' -ForEach @(
            @{ Name = 'another name'; Rows = "Computer,Rack`ni-01234567,A1`ni-89abcdef,B2`ni-00000000,C3"; Why = "no property 'NodeId'.*It has 'Computer', 'Rack'\." }
            @{ Name = 'semicolons'; Rows = "NodeId;Rack`ni-01234567;A1`ni-89abcdef;B2`ni-00000000;C3"; Why = "only property is 'NodeId;Rack'.*separated by ';'. Use Import-Csv -Delimiter ';'" }
            @{ Name = 'tabs'; Rows = "NodeId`tRack`ni-01234567`tA1`ni-89abcdef`tB2`ni-00000000`tC3"; Why = 'separated by tabs. Use Import-Csv -Delimiter "`t"' }
            @{ Name = 'bars'; Rows = "NodeId|Rack`ni-01234567|A1`ni-89abcdef|B2`ni-00000000|C3"; Why = "Use Import-Csv -Delimiter '\|'" }
            @{ Name = 'commas'; Rows = "`"NodeId,Rack`"`n`"i-01234567,A1`"`n`"i-89abcdef,B2`"`n`"i-00000000,C3`""; Why = "Use Import-Csv -Delimiter ','" }
        ) {
            $rows = $Rows | ConvertFrom-Csv
            $rows | New-InventoryItem Custom:X -InstanceIdProperty NodeId -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue |
                Should -BeNullOrEmpty
            $problems | Should -HaveCount 1
            $problems[0].FullyQualifiedErrorId | Should -Be 'InstanceIdMissing,InventoryTools.Cmdlets.NewInventoryItemCommand'
            $problems[0].CategoryInfo.Category | Should -Be InvalidData
            $problems[0].TargetObject | Should -Be $rows[0]
            "$problems" | Should -Match $Why
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match "3 objects were left out: they have no property 'NodeId'"
        }

        It 'tells of each object without a node where others have one' {
            [pscustomobject]@{ B = 1 }, [pscustomobject]@{ Node = 'i-a'; V = 1 }, [pscustomobject]@{ V = 2 }, [pscustomobject]@{ V = 3 } |
                New-InventoryItem Custom:X -InstanceIdProperty Node -ErrorVariable problems -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue |
                Get-EntryText | Should -Be 'V=1'
            $problems | Should -HaveCount 3
            $warnings | Should -BeNullOrEmpty
        }
    }

    Context 'view' {
        It 'shows long names whole in a window of 80 columns' {
            $type = 'Custom:' + 'ContosoRack' * 8
            $items = @(
                New-InventoryItem Custom:X -CaptureTime '2026-01-31T12:00:00Z'
                1..1000 | ForEach-Object { @{ A = $_ } } | New-InventoryItem $type -InstanceId mi-0123456789abcdef0 -CaptureTime '2026-01-31T12:00:00Z'
            )
            $text = $items | Get-Text
            $text | Should -Match '(?m)^ {20} 2026-01-31T12:00:00Z       0 Custom:X'
            $text | Should -Match '(?m)^mi-0123456789abcdef0 2026-01-31T12:00:00Z    1000 Custom:ContosoRack'
            $text -replace '\s' | Should -Match "1000$type$"
        }

        It 'shows long names on one line in a wide window' {
            $type = 'Custom:' + 'ContosoRack' * 8
            New-InventoryItem $type -InstanceId mi-0123456789abcdef0 | Get-Text -Width 160 | Should -Match "(?m)0 $type\r?$"
        }

        It 'shows an item that carries only a hash as such' {
            $item = New-InventoryItem Custom:X -InstanceId i-01234567
            $item.Content = $null
            $item.ContentHash = 'abc'
            $item | Get-Text | Should -Match 'Z  \(hash\) Custom:X'
        }
    }
}
