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

        It 'makes no file with -WhatIf' {
            New-Item1 | Write-Inventory -Path fleet.db -PassThru -WhatIf | Should -BeNullOrEmpty
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
    }

    Context 'several processes' -Tag Slow {
        It 'loses nothing when they write one store at once' {
            $store = Join-Path $TestDrive fleet.db
            $shells = foreach ($writer in 0..2) {
                Start-Shell -Script "
                    Import-Module '$ModulePath'
                    1..100 | ForEach-Object {
                        [pscustomobject]@{ A = `$_ } | New-InventoryItem Custom:X -InstanceId ('i-$writer{0:d7}' -f `$_) | Write-Inventory -Path '$store'
                    }"
            }
            $results = $shells | ForEach-Object { Wait-Shell $_ }
            $results.ExitCode | Should -Be 0, 0, 0
            $results.Errors -join '' | Should -BeNullOrEmpty
            $results.Output | Should -BeNullOrEmpty
            Get-InventoryEntry -Path $store | Should -HaveCount 300
        }
    }

    # Each of them stops a pipeline that has no end, after it has reported what it wrote.
    Context 'a write that is stopped' {
        BeforeAll {
            $endless = {
                & { for ($n = 0; $true; $n++) { [pscustomobject]@{ Node = 'i-{0:x17}' -f $n; N = $n; Text = 'x' * 300 } } } |
                    New-InventoryItem Custom:X -InstanceIdProperty Node | Write-Inventory -Path $store -PassThru
            }

            function Get-EndlessScript {
                # For a process that prints the node of each item that was written.
                "Import-Module '$ModulePath'; `$store = '$store'; $endless | ForEach-Object { [Console]::Out.WriteLine(`$_.InstanceId) }"
            }

            function Read-Node {
                # The first nodes that a process reports.
                param([System.Diagnostics.Process] $Process, [int] $Count)
                for ($n = 0; $n -lt $Count; $n++) {
                    $line = $Process.StandardOutput.ReadLine()
                    if ($null -eq $line) { throw "The process ended: $($Process.StandardError.ReadToEnd())" }
                    $line
                }
            }

            function Test-Store {
                # The store has what was reported, and nothing that is not whole or out of order.
                param([string[]] $Reported)
                $rows = @(Get-InventoryEntry -Path $store)
                $nodes = [System.Collections.Generic.HashSet[string]]::new([string[]]$rows.InstanceId)
                @($Reported | Where-Object { -not $nodes.Contains($_) }) | Should -BeNullOrEmpty
                -join $rows.N | Should -BeExactly (-join (0..($rows.Count - 1)))
                $rows | ForEach-Object { $_.Text.Length } | Select-Object -Unique | Should -Be 300
                (New-InventoryItem Custom:Y -InstanceId i-01234567 | Write-Inventory -Path $store -PassThru).Status | Should -Be 'Created'
            }
        }

        BeforeEach {
            $store = Join-Path $TestDrive fleet.db
        }

        It 'leaves a store with all that was reported when the pipeline is stopped' -Tag Slow {
            $shell = [powershell]::Create()
            try {
                $null = $shell.AddCommand('Import-Module').AddArgument($ModulePath).Invoke()
                $shell.Commands.Clear()
                $null = $shell.AddScript("param(`$store) $endless").AddArgument($store)
                $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
                $output.BlockingEnumerator = $true
                $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
                $count = 0
                foreach ($result in $output) {
                    if (++$count -eq 2500) { break }
                }
                $count | Should -Be 2500
                $shell.Stop()
                $shell.InvocationStateInfo.State | Should -Be 'Stopped'
                { $shell.EndInvoke($running) } | Should -Throw -ExpectedMessage '*stopped*'
                $shell.Streams.Error | Should -BeNullOrEmpty
                $output.BlockingEnumerator = $false
                Test-Store @($output).InstanceId
            }
            finally {
                $shell.Dispose()
            }
        }

        It 'leaves a store with all that was reported when Ctrl+C ends the process' -Tag Slow {
            Skip-WithoutScriptedEndpoint
            $process = Start-InterruptibleShell (Get-EndlessScript)
            try {
                $reported = @(Read-Node $process 1500)
                $rest = $process.StandardOutput.ReadToEndAsync()
                $errors = $process.StandardError.ReadToEndAsync()
                Send-CtrlC $process
                $process.WaitForExit(10000) | Should -BeTrue -Because 'Ctrl+C ends the process within a second'
                $process.ExitCode | Should -Not -Be 0
                $errors.GetAwaiter().GetResult() | Should -BeNullOrEmpty
                Test-Store ($reported + ($rest.GetAwaiter().GetResult() -split '\r?\n' | Where-Object { $_ -match '^i-[0-9a-f]{17}$' }))
            }
            finally {
                if (-not $process.HasExited) { $process.Kill() }
                $process.Dispose()
            }
        }

        It 'leaves a store with all that was reported when the process is killed' -Tag Slow {
            $process = Start-Shell (Get-EndlessScript)
            try {
                $reported = @(Read-Node $process 2500)
                $process.Kill()
                $process.WaitForExit()
                Test-Store $reported
            }
            finally {
                if (-not $process.HasExited) { $process.Kill() }
                $process.Dispose()
            }
        }
    }
}
