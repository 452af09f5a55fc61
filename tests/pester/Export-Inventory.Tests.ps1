BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $command = 'InventoryTools.Cmdlets.ExportInventoryCommand'
    $racks = [pscustomobject]@{ Rack = 'A1' }, [pscustomobject]@{ Rack = 'B7' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0
}

Describe 'Export-Inventory' {
    BeforeEach {
        $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    Context 'files' {
        It 'writes <Format> to <Expected>' -ForEach @(
            @{ Format = 'Agent'; Path = 'out'; Expected = 'out/RackInfo.json' }
            @{ Format = 'CliInputJson'; Path = 'out'; Expected = 'out/i-0123456789abcdef0.json' }
            @{ Format = 'JsonLines'; Path = 'out.jsonl'; Expected = 'out.jsonl' }
            @{ Format = 'ResourceDataSync'; Path = 'out'; Expected = 'out/Custom*RackInfo/accountid=123456789012/region=eu-west-1/resourcetype=ManagedInstanceInventory/i-0123456789abcdef0.json' }
        ) {
            $racks | Export-Inventory $Path $Format -AccountId 123456789012 -Region eu-west-1 | Should -BeNullOrEmpty
            (Get-ChildItem -Recurse -File).FullName | Should -Be (Get-Item $Expected).FullName
        }

        It 'writes each item as it was when it came, also when one object stands for all: <_>' -ForEach @('CliInputJson', 'JsonLines', 'ResourceDataSync') {
            $item = [pscustomobject]@{ A = '' } | New-InventoryItem Custom:X
            & { foreach ($n in 1..3) { $item.InstanceId = "i-0000000$n"; $item.Content[0].A = "$n"; $item } } |
                Export-Inventory out $_ -AccountId 123456789012 -Region eu-west-1
            Import-Inventory out | Sort-Object InstanceId | ForEach-Object { "$_ $($_.Content)" } |
                Should -Be 'Custom:X of i-00000001 A=1', 'Custom:X of i-00000002 A=2', 'Custom:X of i-00000003 A=3'
        }

        It 'returns each file as Get-Item does with -PassThru' {
            $file = $racks | Export-Inventory out Agent -PassThru
            $file | Should -BeOfType System.IO.FileInfo
            $file.FullName | Should -Be (Join-Path $folder.FullName out/RackInfo.json | Get-Item).FullName
            $file.PSParentPath | Should -BeLike "*::$($folder.FullName)*out"
        }

        It 'shows what was written as Get-ChildItem does' {
            $text = $racks | Export-Inventory TestDrive:/shown Agent -PassThru | Get-Text
            $text | Should -Match 'Directory: .*shown'
            $text | Should -Match '\s[0-9]+ RackInfo.json'
        }

        It 'takes a path as it is written: <Path>' -ForEach @(
            @{ Path = 'a[1]*.jsonl'; Windows = $false }
            @{ Path = 'a[1].jsonl'; Windows = $true }
            @{ Path = './deep/er/a.jsonl'; Windows = $true }
            @{ Path = 'TestDrive:/a.jsonl'; Windows = $true }
        ) {
            if (-not $Windows -and ($PSEdition -eq 'Desktop' -or $IsWindows)) {
                Set-ItResult -Skipped -Because 'Windows has no such file names'
            }
            $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
            ($racks | Export-Inventory $Path JsonLines -PassThru).FullName | Should -Be $full
            [System.IO.File]::ReadAllLines($full) | Should -HaveCount 1
        }

        It 'writes an empty file of JSON Lines where no item comes' {
            @() | Export-Inventory x.jsonl JsonLines -PassThru | ForEach-Object Length | Should -Be 0
        }

        It 'leaves nothing of a file where the pipeline ends early' {
            { & { $racks; throw 'upstream' } | Export-Inventory x.jsonl JsonLines } | Should -Throw upstream
            Get-ChildItem -Force | Should -BeNullOrEmpty
        }

        It 'leaves the file as it was where all items were refused' {
            'as it was' | Set-Content x.jsonl
            'no item' | Export-Inventory x.jsonl JsonLines -ErrorAction SilentlyContinue
            Get-Content x.jsonl | Should -Be 'as it was'
        }

        It 'says with -WhatIf what it would write, and writes nothing' -Tag Slow {
            'as it was' | Set-Content x.jsonl
            $said = Invoke-Shell "
                Import-Module '$ModulePath'
                Set-Location '$($folder.FullName)'
                `$item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000001
                `$item | Export-Inventory out Agent -WhatIf
                `$WhatIfPreference = `$true
                `$item | Export-Inventory x.jsonl JsonLines
                @() | Export-Inventory x.jsonl JsonLines"
            $said.Output | Should -Be @(
                "What if: Performing the operation `"Export Custom:X of i-00000001`" on target `"$(Join-Path $folder.FullName out)`"."
                "What if: Performing the operation `"Export Custom:X of i-00000001`" on target `"$(Join-Path $folder.FullName x.jsonl)`"."
                "What if: Performing the operation `"Export no items`" on target `"$(Join-Path $folder.FullName x.jsonl)`"."
            )
            (Get-ChildItem).Name | Should -Be x.jsonl
            Get-Content x.jsonl | Should -Be 'as it was'
        }
    }

    Context 'errors' {
        It 'refuses an item with <Id> and writes the others: <Name>' -ForEach @(
            @{ Name = 'not for the agent'; Id = 'NotForAgent'; Format = 'Agent'; Why = 'does not begin with Custom:'; Change = { $_.TypeName = 'AWS:File' } }
            @{ Name = 'no node'; Id = 'InstanceIdMissing'; Format = 'CliInputJson'; Why = 'Give New-InventoryItem -InstanceId'; Change = { $_.InstanceId = $null } }
            @{ Name = 'a path as a node'; Id = 'InvalidItem'; Format = 'ResourceDataSync'; Why = 'is not an instance ID'; Change = { $_.InstanceId = '../../i-00000001' } }
            @{ Name = 'half of a character'; Id = 'InvalidItem'; Format = 'JsonLines'; Why = 'half of a surrogate pair'; Change = { $_.Content[0].Rack = "x$([char]0xD83D)" } }
        ) {
            $bad = [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Bad -InstanceId i-0123456789abcdef0
            $bad | ForEach-Object $Change
            $written = $bad, $racks | Export-Inventory out $Format -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue
            $written | Should -HaveCount 1
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$command"
            $failed[0].CategoryInfo.Category | Should -Be InvalidArgument
            $failed[0].TargetObject | Should -Be $bad
            "$($failed[0])" | Should -Match $Why
        }

        It 'warns of files without a line, which an import does not read' {
            $empty = New-InventoryItem Custom:Empty -InstanceId i-0123456789abcdef0
            $racks, $empty | Export-Inventory empty ResourceDataSync -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -Be ("1 file without a line, for items without entries. Import-Inventory does not read them: " +
                'the layout has the time and the version of an item in its entries.')
            @(Import-Inventory empty -ErrorVariable failed -ErrorAction SilentlyContinue) | Should -HaveCount 1
            "$failed" | Should -BeLike '*it is empty*'
        }

        It 'does not leave the folder of the agent for a node that is a path' {
            $racks[0] | Select-Object * | ForEach-Object { $_.InstanceId = '../../i-00000001'; $_ } |
                Export-Inventory -Format Agent -PassThru -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "InvalidItem,$command"
            $failed[0].CategoryInfo.Category | Should -Be InvalidArgument
            "$($failed[0])" | Should -Match 'is not an instance ID'
        }

        It 'writes nothing of a node to the folder of another' {
            $other = [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-00000002
            $racks, $other | Export-Inventory out Agent -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -Be "NotForAgent,$command"
            "$($failed[0])" | Should -Match 'Export each node to its own folder'
        }

        It 'says how to read a store to who pipes its path' {
            'fleet.db' | Export-Inventory out Agent -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -Be "NotAnInventoryItem,$command"
            "$($failed[0])" | Should -Match 'Get-Inventory -Path reads the items of a store'
        }

        It 'ends with an error that can be caught: <Id>, <Name>' -ForEach @(
            @{ Name = 'no path'; Id = 'InvalidPath'; Arguments = @{ Format = 'JsonLines' }; Category = 'InvalidArgument'; Why = 'JsonLines needs one' }
            @{ Name = 'a folder'; Id = 'FileFailed'; Arguments = @{ Path = '.'; Format = 'JsonLines' }; Category = 'WriteError'; Why = 'It is a folder' }
            @{ Name = 'a file as a folder'; Id = 'FileFailed'; Arguments = @{ Path = 'file/x.jsonl'; Format = 'JsonLines' }; Category = 'WriteError'; Why = 'is a file, so nothing can be in it' }
            @{ Name = 'another provider'; Id = 'PathNotFileSystem'; Arguments = @{ Path = 'Variable:x'; Format = 'Agent' }; Category = 'InvalidArgument'; Why = 'Variable provider' }
            @{ Name = 'a format that is for reading'; Id = 'ParameterArgumentValidationError'; Arguments = @{ Path = 'x'; Format = 'Auto' }; Category = 'InvalidData'; Why = 'Auto' }
            @{ Name = 'an account that is a path'; Id = 'ParameterArgumentValidationError'; Arguments = @{ Path = 'x'; Format = 'ResourceDataSync'; AccountId = '../../123456' }; Category = 'InvalidData'; Why = 'AccountId' }
        ) {
            [System.IO.File]::WriteAllText((Join-Path $folder.FullName file), '')
            $thrown = { $racks | Export-Inventory @Arguments } | Should -Throw -ErrorId "$Id,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be $Category
            "$thrown" | Should -Match $Why
            (Get-ChildItem).Name | Should -Be file
        }

        It 'does not replace a store' {
            $racks | Write-Inventory -Path fleet.db
            $thrown = { $racks | Export-Inventory fleet.db JsonLines } | Should -Throw -ErrorId "FileFailed,$command" -PassThru
            $thrown.CategoryInfo.Category | Should -Be WriteError
            "$thrown" | Should -Match 'is a database, such as a store'
            Get-Inventory -Path fleet.db | Should -HaveCount 1
        }
    }

    It 'completes a format that can be written' {
        Get-Completion 'Export-Inventory out ' | Should -Be 'Agent', 'CliInputJson', 'JsonLines', 'ResourceDataSync'
    }
}
