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

    It 'refuses what is made for the screen' {
        { Get-ChildItem $PSScriptRoot | Format-Table | New-InventoryItem Custom:X } |
            Should -Throw -ErrorId 'InputIsFormatted,InventoryTools.Cmdlets.NewInventoryItemCommand'
    }

    It 'shows an item as a row' {
        [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 -CaptureTime '2026-01-31T12:00:00Z' | Get-Text |
            Should -Match 'InstanceId\s+CaptureTime\s+Entries\s+TypeName(.|\n)*i-01234567\s+2026-01-31T12:00:00Z\s+1 Custom:X'
    }
}
