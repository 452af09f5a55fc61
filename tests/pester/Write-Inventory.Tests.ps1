BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Write-Inventory' {
    BeforeEach {
        Push-Location TestDrive:
        Remove-Item *.db*
    }

    AfterEach {
        Pop-Location
    }

    It 'brings a CSV of 1,000 nodes there and back, byte for byte' {
        1..1000 | ForEach-Object {
            [pscustomobject]@{ InstanceId = 'i-{0:x17}' -f $_; Rack = "R$($_ % 7)"; Shelf = $_; Owner = "J$([char]0xf6)hn `"Q`", Ltd"; Note = "two`nlines"; Empty = '' }
        } | Export-Csv in.csv -NoTypeInformation -Encoding utf8
        Import-Csv in.csv -Encoding utf8 | New-InventoryItem Custom:RackInfo -InstanceIdProperty InstanceId | Write-Inventory -Path fleet.db
        Get-InventoryEntry -Path fleet.db -TypeName Custom:RackInfo | Export-Csv out.csv -NoTypeInformation -Encoding utf8
        (Get-FileHash out.csv).Hash | Should -Be (Get-FileHash in.csv).Hash
    }

    It 'reports Unchanged the second time' {
        $item = Get-Command -CommandType Cmdlet | New-InventoryItem Custom:Command -InstanceId i-01234567 -Property Name, Source, Version
        $item.Content.Count | Should -BeGreaterThan 100
        ($item | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Created
        ($item | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Unchanged
        ($item | Write-Inventory -Path fleet.db -PassThru | Get-Text) | Should -Match 'InstanceId\s+TypeName\s+Status\s+Bytes\s+Attempts\s+ErrorCode'
    }

    It 'lets a refused item be repaired and piped again' {
        $bad = [pscustomobject]@{ Serial = 'x' * 5000 } | New-InventoryItem Custom:X -InstanceId i-01234567
        $good = [pscustomobject]@{ Serial = 'y' } | New-InventoryItem Custom:Y -InstanceId i-01234567
        $bad, $good | Write-Inventory -Path fleet.db -ErrorVariable refused -ErrorAction SilentlyContinue
        (Get-Inventory -Path fleet.db).TypeName | Should -Be Custom:Y
        $refused[0].FullyQualifiedErrorId | Should -Be 'ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand'
        $refused[0].Exception.Findings[0].Path | Should -Be 'Content[0].Serial'
        $refused.TargetObject.Content[0].Serial = 'short'
        $refused.TargetObject | Write-Inventory -Path fleet.db
        (Get-InventoryEntry -Path fleet.db Custom:X).Serial | Should -Be short
    }

    It 'takes a hashtable, and an item that has been through JSON' {
        @{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; Content = @(@{ A = 1 }) } |
            Write-Inventory -Path fleet.db
        Get-Inventory -Path fleet.db | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Write-Inventory -Path copy.db
        (Get-InventoryEntry -Path copy.db).A | Should -Be 1
    }

    It 'writes on when the next command has had enough' {
        $items = 1..5 | ForEach-Object { New-InventoryItem Custom:X -InstanceId "i-0000000$_" }
        ($items | Write-Inventory -Path fleet.db -PassThru | Select-Object -First 1).InstanceId | Should -Be i-00000001
        Get-Inventory -Path fleet.db | Should -HaveCount 5
    }

    It 'writes nothing with -WhatIf' {
        New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path fleet.db -WhatIf
        Test-Path fleet.db | Should -BeFalse
    }

    It 'ends with an error that can be caught: <Id>' -ForEach @(
        @{ Id = 'StoreNotADatabase'; Path = 'text.txt' }
        @{ Id = 'StoreFolderNotFound'; Path = 'missing/fleet.db' }
        @{ Id = 'StoreIsFolder'; Path = '.' }
        @{ Id = 'PathNotFileSystem'; Path = 'Variable:x' }
    ) {
        'hello ' * 1000 | Set-Content text.txt
        { New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $Path } |
            Should -Throw -ErrorId "$Id,InventoryTools.Cmdlets.WriteInventoryCommand"
    }
}
