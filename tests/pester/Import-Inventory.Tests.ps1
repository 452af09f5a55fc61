BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $command = 'InventoryTools.Cmdlets.ImportInventoryCommand'
    $racks = [ordered]@{ Rack = 'A1'; Text = "Z$([char]0xfc)rich `"<&>`" $([char]::ConvertFromUtf32(0x1F600))" }, [ordered]@{ Rack = 'B7' } |
        New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 -CaptureTime 2026-01-31T12:00:00Z

    function Write-Text([string] $Path, [string] $Text) {
        $full = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path)
        [void] (New-Item (Split-Path $full) -ItemType Directory -Force)
        [System.IO.File]::WriteAllText($full, $Text)
    }
}

Describe 'Import-Inventory' {
    BeforeEach {
        $folder = New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
    }

    Context 'of each format' {
        It 'reads what Export-Inventory has written as <Format>' -ForEach @(
            @{ Format = 'Agent'; Path = 'out' }
            @{ Format = 'CliInputJson'; Path = 'out' }
            @{ Format = 'JsonLines'; Path = 'out.jsonl' }
            @{ Format = 'ResourceDataSync'; Path = 'out' }
        ) {
            $racks | Export-Inventory $Path $Format
            foreach ($items in (Import-Inventory $Path -InstanceId i-0123456789abcdef0), (Import-Inventory $Path $Format -InstanceId i-0123456789abcdef0)) {
                $items | Should -HaveCount 1
                $items | Should -BeOfType InventoryTools.InventoryItem
                $items.InstanceId | Should -Be i-0123456789abcdef0
                Compare-Inventory $racks $items | Should -BeNullOrEmpty
            }
        }

        It 'reads items that Write-Inventory takes' {
            $racks | Export-Inventory out.jsonl JsonLines
            (Import-Inventory out.jsonl | Write-Inventory -Path fleet.db -PassThru).Status | Should -Be Created
            Get-Inventory -Path fleet.db | Compare-Inventory $racks | Should -BeNullOrEmpty
        }

        It 'gives -InstanceId to an item whose file has none only' {
            Write-Text agent.json '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"1"}}'
            $racks | Export-Inventory racks.jsonl JsonLines
            (Import-Inventory agent.json).InstanceId | Should -BeNullOrEmpty
            (Import-Inventory agent.json, racks.jsonl -InstanceId i-0123456789abcdef0).InstanceId | Should -Be i-0123456789abcdef0, i-0123456789abcdef0
            Import-Inventory racks.jsonl -InstanceId i-00000001 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -Be "Contradiction,$command"
            "$failed" | Should -Match 'belongs to the node i-0123456789abcdef0, and -InstanceId is i-00000001'
            (Import-Inventory racks.jsonl -InstanceId i-00000001 -Force -WarningAction SilentlyContinue).InstanceId | Should -Be i-0123456789abcdef0
        }
    }

    Context 'paths' {
        It 'takes what Get-ChildItem returns' {
            $racks | Export-Inventory one Agent
            $racks | Export-Inventory two.jsonl JsonLines
            (Get-ChildItem | Import-Inventory).TypeName | Should -Be 'Custom:RackInfo', 'Custom:RackInfo'
            (Get-ChildItem -Recurse -File | Import-Inventory) | Should -HaveCount 2
        }

        It 'takes <Name>' -ForEach @(
            @{ Name = 'paths by pipeline'; Import = { './a[[]1].jsonl', 'b.jsonl' | Import-Inventory } }
            @{ Name = 'several paths'; Import = { Import-Inventory b.jsonl, (Join-Path $folder.FullName b.jsonl) } }
            @{ Name = 'wildcards'; Import = { Import-Inventory *.jsonl } }
            @{ Name = 'names with brackets, as they are written'; Import = { Import-Inventory -LiteralPath 'a[1].jsonl', b.jsonl } }
            @{ Name = 'files by their property'; Import = { Get-ChildItem *.jsonl | Select-Object FullName | Import-Inventory } }
            @{ Name = 'paths of a drive'; Import = { 1..2 | ForEach-Object { Import-Inventory "TestDrive:/$($folder.Name)/b.jsonl" } } }
        ) {
            'a[1].jsonl', 'b.jsonl' | ForEach-Object { $racks | Export-Inventory $_ JsonLines }
            & $Import | Should -HaveCount 2
        }

        It 'reports <Id> and reads the others: <Name>' -ForEach @(
            @{ Name = 'no such file'; Id = 'PathNotFound'; Category = 'ObjectNotFound'; Arguments = @{ Path = 'none.json', 'b.jsonl' }; Target = 'none.json' }
            @{ Name = 'a wildcard that is a name'; Id = 'PathNotFound'; Category = 'ObjectNotFound'; Arguments = @{ LiteralPath = '*.jsonl', 'b.jsonl' }; Target = '*.jsonl' }
            @{ Name = 'another provider'; Id = 'PathNotFileSystem'; Category = 'InvalidArgument'; Arguments = @{ Path = 'Env:PATH', 'b.jsonl' }; Target = 'Env:PATH' }
        ) {
            $racks | Export-Inventory b.jsonl JsonLines
            Import-Inventory @Arguments -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 1
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$command"
            $failed[0].CategoryInfo.Category | Should -Be $Category
            $failed[0].TargetObject | Should -Be $Target
        }

        It 'says once that <Name> is JSON text, and reads the others' -ForEach @(
            @{ Name = 'a file that is piped as a whole'; Import = { Get-Content -Raw x.json | Import-Inventory } }
            @{ Name = 'a file that is piped line by line'; Import = { Get-Content x.json | Import-Inventory } }
            @{ Name = 'a whole file as an argument'; Import = { Import-Inventory (Get-Content -Raw x.json) } }
            @{ Name = 'a file of lines as an argument'; Import = { Import-Inventory (Get-Content x.json) } }
            @{ Name = 'a whole file beside a path'; Import = { (Get-Content -Raw x.json), 'b.jsonl' | Import-Inventory }; Count = 1 }
            @{ Name = 'each of its lines beside a path'; Import = { @(Get-Content x.json) + 'b.jsonl' | Import-Inventory }; Count = 1 }
            @{ Name = 'JSON Lines'; Import = { Get-Content b.jsonl | Import-Inventory } }
            @{ Name = 'an object'; Import = { '{"a":[1]}' | Import-Inventory } }
            @{ Name = 'an empty object'; Import = { '{ }' | Import-Inventory } }
            @{ Name = 'a list of objects'; Import = { '[{"a":1}]' | Import-Inventory } }
            @{ Name = 'a list of lists'; Import = { '[ [ {' | Import-Inventory } }
            @{ Name = 'an empty list'; Import = { '[]' | Import-Inventory } }
            @{ Name = 'text after a mark'; Import = { "$([char] 0xFEFF){" | Import-Inventory } }
            @{ Name = 'a part of a file'; Import = { '  "TypeName": "Custom:X",', '  "Content": [', '  ]', '}' | Import-Inventory } }
            @{ Name = 'text as a literal path'; Import = { Import-Inventory -LiteralPath '{"a":[1]}' }; Parameter = 'LiteralPath' }
        ) {
            $racks | Export-Inventory b.jsonl JsonLines
            Write-Text x.json "{`n  `"TypeName`": `"Custom:X`",`n`n  `"SchemaVersion`": `"1.0`",`n  `"Content`": [`n    {`n      `"A`": `"1`"`n    },`n    1.5,`n    null`n  ]`n}`n"
            $parameter = if ($Parameter) { $Parameter } else { 'Path' }
            $out = @(& { $ErrorActionPreference = 'Continue'; & $Import } 2>&1)
            $errors, $read = $out.Where({ $_ -is [System.Management.Automation.ErrorRecord] }, 'Split')
            $read | Should -HaveCount ([int] $Count)
            $errors | Should -HaveCount 1
            $errors[0].FullyQualifiedErrorId | Should -Be "Invalid$parameter,$command"
            $errors[0].CategoryInfo.Category | Should -Be InvalidArgument
            "$($errors[0])" | Should -Be "The value of -$parameter can't be used. It is JSON text, not a path. Name the file: Import-Inventory x.json"
        }

        It 'says <Id> for <Name>' -ForEach @(
            @{ Name = 'a wildcard without a file'; Path = 'none*.json'; Id = 'PathNotFound' }
            @{ Name = 'a set without a file'; Path = '[xyz]none.json'; Id = 'PathNotFound' }
            @{ Name = 'a bracket without an end'; Path = 'x[.json'; Id = 'PathNotFound' }
            @{ Name = 'a bracket alone before a name'; Path = '[.json'; Id = 'PathNotFound' }
            @{ Name = 'a name in brackets that is not there'; Path = 'x[9].json'; Id = 'PathNotFound' }
            @{ Name = 'an empty folder'; Path = 'empty/*'; Id = 'PathNotFound' }
            @{ Name = 'a wildcard on a drive that is not there'; Path = 'none:/x[1].json'; Id = 'PathNotFound' }
            @{ Name = 'a path in quotation marks'; Path = '"b.jsonl"'; Id = 'PathNotFound' }
            @{ Name = 'an empty path'; Path = ''; Id = 'InvalidPath' }
        ) {
            [void] (New-Item empty -ItemType Directory)
            $racks | Export-Inventory b.jsonl JsonLines
            $Path, 'b.jsonl' | Import-Inventory -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 1
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$command"
            $failed[0].TargetObject | Should -Be $Path
        }

        It 'reads <Path>, which is a pattern and a name' -ForEach @{ Path = 'x[1].json' }, @{ Path = './x[1].json' }, @{ Path = 'in[a]/y.json' }, @{ Path = '{"a"}.json' }, @{ Path = '[.json' } {
            if ($Path -match '"' -and ($PSEdition -eq 'Desktop' -or $IsWindows)) {
                Set-ItResult -Skipped -Because 'Windows has no such file names'
                return
            }
            Write-Text $Path '{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[]}'
            Write-Text x2.json '{}'
            (Import-Inventory $Path).TypeName | Should -Be Custom:X
        }

        It 'takes a pattern for a pattern where it has files' {
            Write-Text 'x[1].json' '{}'
            Write-Text x1.json '{"TypeName":"Custom:X","SchemaVersion":"1.0","Content":[]}'
            (Import-Inventory 'x[1].json').TypeName | Should -Be Custom:X
        }

        It 'does not take -Path and -LiteralPath together' {
            { Import-Inventory -Path a -LiteralPath b } | Should -Throw -ErrorId "AmbiguousParameterSet,$command"
        }
    }

    Context 'files of the SSM agent' {
        It 'says why the agent does not send what Windows PowerShell has written, and reads it with -Force' {
            [System.IO.File]::WriteAllText((Join-Path $folder.FullName x.json), '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"1"}}', [System.Text.Encoding]::UTF8)
            Import-Inventory x.json Agent -ErrorVariable dropped -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $dropped[0].FullyQualifiedErrorId | Should -Be "AgentFileDropped,$command"
            $dropped[0].CategoryInfo.Category | Should -Be InvalidData
            $dropped[0].TargetObject | Should -Be (Join-Path $folder.FullName x.json)
            "$dropped" | Should -Match 'begins with a byte order mark of UTF-8, which the agent does not read'
            (Import-Inventory x.json Agent -Force -WarningVariable told -WarningAction SilentlyContinue).Content[0].A | Should -Be '1'
            "$told" | Should -Be "$dropped"
        }

        It 'warns of an entry that the agent leaves out' {
            Write-Text x.json '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":[{"A":1},{"A":"2"}]}'
            (Import-Inventory x.json Agent -WarningVariable told -WarningAction SilentlyContinue).Content | Should -HaveCount 1
            $told | Should -HaveCount 1
            "$told" | Should -Match 'leaves Content\[0\] out without a word: the value of A is not text but 1'
            (Import-Inventory x.json Agent -Force -WarningAction SilentlyContinue).Content.A | Should -Be '1', '2'
        }

        It 'refuses a folder of 21 files, and reads it with -Force' {
            1..20 | ForEach-Object { Write-Text "in/$_.json" "{`"SchemaVersion`":`"1.0`",`"TypeName`":`"Custom:T$_`",`"Content`":[]}" }
            [void] (New-Item in/old.json -ItemType Directory)
            Import-Inventory in Agent -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $refused.FullyQualifiedErrorId | Should -Be "AgentFolderRefused,$command"
            "$refused" | Should -Match 'sends no inventory at all, of no type: there are 21 files in it, and 20 are allowed'
            Import-Inventory in Agent -Force -WarningVariable told -WarningAction SilentlyContinue | Should -HaveCount 20
            "$($told[1])" | Should -Match 'old\.json.: it is a folder, and counts as a file'
        }

        It 'judges as the agent only where the agent reads, or where it is asked to' {
            $json = '{"SchemaVersion":"1","TypeName":"AWS:File","Content":{"A":"1"}}'
            Write-Text x.json $json
            Write-Text i-00000001/inventory/custom/x.json $json
            (Import-Inventory x.json).TypeName | Should -Be AWS:File
            foreach ($arguments in @{ Path = 'i-00000001/inventory/custom/x.json' }, @{ Path = 'i-00000001/inventory/custom' }, @{ Path = 'x.json'; Format = 'Agent' }) {
                Import-Inventory @arguments -ErrorVariable dropped -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
                $dropped.FullyQualifiedErrorId | Should -Be "AgentFileDropped,$command"
            }
        }

        It 'tells what the agent does not read of a file, and keeps it with -Force' {
            Write-Text i-00000001/inventory/custom/x.json '{"SchemaVersion":"1.0","TypeName":"Custom:X","CaptureTime":"2020-01-31T12:00:00Z","InstanceId":"i-00000001","Content":{"A":"1"},"Context":{"B":"2"}}'
            $item = Import-Inventory i-00000001/inventory/custom -WarningVariable told -WarningAction SilentlyContinue
            "$told" | Should -Match 'the SSM agent does not read CaptureTime, InstanceId, Context\. It sends'
            $item.CaptureTime | Should -Not -Be 2020-01-31T12:00:00Z
            $item = Import-Inventory i-00000001/inventory/custom -Force -WarningVariable told
            $told | Should -BeNullOrEmpty
            $item.InstanceId, $item.CaptureTime, $item.Context['B'] | Should -Be i-00000001, 2020-01-31T12:00:00Z, '2'
        }

        It 'does not give a node the file of another' {
            Write-Text i-00000001/inventory/custom/x.json '{"SchemaVersion":"1.0","TypeName":"Custom:X","InstanceId":"i-00000002","Content":{"A":"1"}}'
            Import-Inventory i-00000001/inventory/custom -Force -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -Be "Contradiction,$command"
            Import-Inventory i-00000001/inventory/custom -InstanceId i-00000003 -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            $failed.FullyQualifiedErrorId | Should -Be "Contradiction,$command"
        }
    }

    Context 'broken files' {
        It 'reports a broken line with its number and reads the others' {
            $racks, $racks | Export-Inventory x.jsonl JsonLines
            $lines = @(Get-Content x.jsonl)
            Write-Text x.jsonl "$($lines[0])`n{`"TypeName`":1}`n$($lines[1])"
            Import-Inventory x.jsonl -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 2
            $failed[0].FullyQualifiedErrorId | Should -Be "InvalidFile,$command"
            $failed[0].CategoryInfo.Category | Should -Be InvalidData
            $failed[0].TargetObject | Should -Be (Join-Path $folder.FullName x.jsonl)
            "$($failed[0])" | Should -Match "x\.jsonl', line 2: "
        }

        It 'reports <Id> for <Name>' -ForEach @(
            @{ Name = 'a folder without inventory'; Id = 'InvalidFile'; Make = { Write-Text in/read.me 'no inventory' }; Why = 'no file in this folder is one of inventory' }
            @{ Name = 'a store'; Id = 'InvalidFile'; Make = { $racks | Write-Inventory -Path in }; Why = 'Get-Inventory -Path reads the items of a store' }
            @{ Name = 'half of a file of a data sync'; Id = 'InvalidFile'; Make = { $racks | Export-Inventory in ResourceDataSync -PassThru | Add-Content -Value '{"Rack":"C' -NoNewline }; Why = 'line 3: ' }
        ) {
            & $Make
            Import-Inventory in -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$command"
            $failed[0].CategoryInfo.Category | Should -Be InvalidData
            "$($failed[0])" | Should -Match $Why
        }

        It 'reports FileFailed for a file that it cannot open' {
            Write-Text x.jsonl ''
            $locked = [System.IO.File]::Open((Join-Path $folder.FullName x.jsonl), 'Open', 'ReadWrite', 'None')
            try {
                Import-Inventory x.jsonl -ErrorVariable failed -ErrorAction SilentlyContinue
            }
            finally {
                $locked.Dispose()
            }
            $failed[0].FullyQualifiedErrorId | Should -Be "FileFailed,$command"
        }
    }
}
