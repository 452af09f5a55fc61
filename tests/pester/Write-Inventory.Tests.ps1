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
        ($item | Write-Inventory -Path fleet.db -PassThru | Get-Text) | Should -Match 'InstanceId\s+Status\s+Bytes\s+Attempts\s+TypeName \(ErrorCode\)'
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
        @{ Id = 'StoreNotADatabase'; Path = 'text.txt'; Category = 'InvalidData' }
        @{ Id = 'StoreFolderNotFound'; Path = 'missing/fleet.db'; Category = 'ObjectNotFound' }
        @{ Id = 'StoreIsFolder'; Path = '.'; Category = 'InvalidArgument' }
        @{ Id = 'PathNotFileSystem'; Path = 'Variable:x'; Category = 'InvalidArgument' }
    ) {
        'hello ' * 1000 | Set-Content text.txt
        $thrown = { New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path $Path } |
            Should -Throw -PassThru -ErrorId "$Id,InventoryTools.Cmdlets.WriteInventoryCommand"
        $thrown.CategoryInfo.Category | Should -Be $Category
    }

    Context 'parameters' {
        BeforeAll {
            $items = 'i-01234567', 'i-89abcdef' | ForEach-Object { New-InventoryItem Custom:X -InstanceId $_ }
        }

        It 'takes items <Name>' -ForEach @(
            @{ Name = 'from the pipeline'; Script = { $items | Write-Inventory -Path fleet.db -PassThru } }
            @{ Name = 'as an argument'; Script = { Write-Inventory -InputObject $items -Path fleet.db -PassThru } }
            @{ Name = 'by the alias -Item'; Script = { Write-Inventory -Item $items -Path fleet.db -PassThru } }
        ) {
            (& $Script).InstanceId | Should -Be 'i-01234567', 'i-89abcdef'
            Get-Inventory -Path fleet.db | Should -HaveCount 2
        }

        It 'writes no results unless -PassThru or -Summary asks for them' {
            $items | Write-Inventory -Path fleet.db | Should -BeNullOrEmpty
            $items | Write-Inventory -Path fleet.db -Summary | Should -Match '^2 items: 2 unchanged; '
        }

        It 'takes no -<Name> for a store' -ForEach @(
            @{ Name = 'ThrottleLimit'; Value = 1 }
            @{ Name = 'Force'; Value = $true }
            @{ Name = 'RefreshDays'; Value = 1 }
            @{ Name = 'StartJitter'; Value = 0 }
            @{ Name = 'RetryTimeoutSec'; Value = 0 }
            @{ Name = 'Region'; Value = 'eu-west-1' }
        ) {
            $arguments = @{ $Name = $Value }
            { $items | Write-Inventory -Path fleet.db @arguments } |
                Should -Throw -ErrorId 'AmbiguousParameterSet,InventoryTools.Cmdlets.WriteInventoryCommand'
            Test-Path fleet.db | Should -BeFalse
        }

        It 'writes the same items to each node of -InstanceId, whatever node they carry' {
            $results = $items[0] | Write-Inventory -Path fleet.db -InstanceId i-aaaaaaaa, web-1, i-bbbbbbbb -PassThru -ErrorVariable problem -ErrorAction SilentlyContinue
            $results.InstanceId | Should -Be 'i-aaaaaaaa', 'web-1', 'i-bbbbbbbb'
            $problem | Should -HaveCount 1
            $problem[0].FullyQualifiedErrorId | Should -Be 'ValidationException,InventoryTools.Cmdlets.WriteInventoryCommand'
            $problem[0].TargetObject.InstanceId | Should -Be 'web-1'
            "$problem" | Should -Match 'web-1'
            $items[0].InstanceId | Should -Be 'i-01234567'
            (Get-Inventory -Path fleet.db).InstanceId | Should -Be 'i-aaaaaaaa', 'i-bbbbbbbb'
        }

        It 'hands an item that the store refuses back with the node that it was meant for' {
            $hashOnly = @{ InstanceId = 'i-01234567'; TypeName = 'Custom:X'; SchemaVersion = '1.0'; CaptureTime = '2026-01-31T12:00:00Z'; ContentHash = 'x' }
            $hashOnly | Write-Inventory -Path fleet.db -InstanceId i-aaaaaaaa -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].TargetObject.InstanceId | Should -Be 'i-aaaaaaaa'
        }

        It 'takes a path that is relative to the location, not to the folder of the process' {
            [System.Environment]::CurrentDirectory | Should -Not -Be (Get-Item .).FullName
            $items | Write-Inventory -Path ./fleet.db
            Join-Path $TestDrive fleet.db | Should -Exist
        }

        It 'takes a path <Name>' -ForEach @(
            @{ Name = 'of a drive of PowerShell'; Path = { 'TestDrive:/fleet.db' } }
            @{ Name = 'with its provider'; Path = { "FileSystem::$(Join-Path $TestDrive fleet.db)" } }
            @{ Name = 'that begins at home'
                Path = {
                    $levels = (Get-PSProvider FileSystem).Home.Split([System.IO.Path]::DirectorySeparatorChar, [System.StringSplitOptions]::RemoveEmptyEntries).Count
                    $root = [System.IO.Path]::GetPathRoot($TestDrive)
                    '~/' + '../' * $levels + (Join-Path $TestDrive fleet.db).Substring($root.Length)
                } }
        ) {
            $items | Write-Inventory -Path (& $Path)
            Join-Path $TestDrive fleet.db | Should -Exist
            Get-Inventory -Path (& $Path) | Should -HaveCount 2
        }

        It 'takes brackets in a path as they are' {
            $items | Write-Inventory -Path 'a[1].db'
            Test-Path -LiteralPath 'a[1].db' | Should -BeTrue
        }
    }

    Context '-Confirm' -Tag Slow {
        It 'asks before it writes; the answer <Answer> writes <Count>' -ForEach @(
            @{ Answer = 'y'; Count = 1 }
            @{ Answer = 'n'; Count = 0 }
        ) {
            $store = Join-Path $TestDrive fleet.db
            $shell = Start-Shell -OwnConsole -Argument '-NoProfile' -Script "
                Import-Module '$ModulePath'
                @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory -Path '$store' -Confirm"
            $shell.StandardInput.WriteLine($Answer)
            $result = Wait-Shell $shell
            $result.ExitCode | Should -Be 0
            $result.Errors | Should -BeNullOrEmpty
            # On Windows the question goes to the console, which is not the output.
            if ($env:OS -ne 'Windows_NT') {
                "$($result.Output)" | Should -Match 'Write Custom:X \(1 entry\)'
            }
            @(if (Test-Path $store) { Get-Inventory -Path $store }).Count | Should -Be $Count
        }

        It 'writes at once what a person confirms' {
            $store = Join-Path $TestDrive confirmed.db
            $shell = Start-Shell -OwnConsole -Argument '-NoProfile' -Script "
                Import-Module '$ModulePath'
                try { & { 1, 2 | ForEach-Object { @{ A = `$_ } } | New-InventoryItem Custom:X -InstanceId i-01234567; throw 'gone' } | Write-Inventory -Path '$store' -Confirm }
                catch { `$_.Exception.Message }"
            $shell.StandardInput.WriteLine('y')
            $result = Wait-Shell $shell
            $result.Output | Should -Contain 'gone'
            (Get-Inventory -Path $store).Content.Count | Should -Be 2
        }
    }
}
