# An empty collector does not wipe data unnoticed, and every error says which item it is about.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Write-Inventory' {
    BeforeEach {
        $to = @{ Path = Join-Path $TestDrive "$([guid]::NewGuid()).db" }
    }

    Context 'items that lose their entries' {
        It 'warns of an item of a store that had entries' {
            @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to
            $result = @() | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
            $result.Status | Should -Be Updated
            $warnings | Should -HaveCount 1
            "$warnings" | Should -Match 'The item Custom:X of i-01234567 had entries, and was replaced by one without.*-SkipEmpty'
        }

        It 'warns with -WhatIf of what would lose its entries, and leaves it: <_>' -ForEach store, AWS {
            $endpoint = if ($_ -eq 'AWS') { Start-InventoryEndpoint -PassThru }
            try {
                if ($endpoint) { $to = @{ EndpointUrl = $endpoint.Url } }
                foreach ($node in 'i-01234567', 'i-01234568') { @{ A = 1 } | New-InventoryItem Custom:X -InstanceId $node | Write-Inventory @to }
                @() | New-InventoryItem Custom:X -InstanceId i-0123456a | Write-Inventory @to
                'i-01234567', 'i-01234568', 'i-01234569', 'i-0123456a' | ForEach-Object { @() | New-InventoryItem Custom:X -InstanceId $_ } |
                    Write-Inventory @to -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue
                $warnings | Should -HaveCount 2
                "$($warnings[0])" | Should -BeLike 'The item Custom:X of i-01234567 has entries, and would be replaced by one without. *'
                "$($warnings[1])" | Should -Be '1 more item Custom:X has entries, and would be replaced by one without.'
                (Get-InventoryEntry Custom:X @to).A | Should -Be 1, 1
            }
            finally {
                if ($endpoint) { Stop-InventoryEndpoint $endpoint.Port }
            }
        }

        It 'makes no store with -WhatIf' {
            @() | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to -WhatIf -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
            $to.Path | Should -Not -Exist
        }

        It 'does not warn of <Name>' -ForEach @(
            @{ Name = 'an item that is new'; First = $null; Second = @() }
            @{ Name = 'an item that had none'; First = @(); Second = @() }
            @{ Name = 'other entries'; First = @(@{ A = 1 }, @{ A = 2 }); Second = @(@{ A = 3 }) }
            @{ Name = 'entries after none'; First = @(); Second = @(@{ A = 3 }) }
        ) {
            if ($null -ne $First) { $First | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to }
            $Second | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to -WarningVariable warnings
            $Second | New-InventoryItem Custom:X -InstanceId i-01234567 -CaptureTime '2026-01-31T12:00:00Z' | Write-Inventory @to -WarningVariable +warnings
            $warnings | Should -BeNullOrEmpty
        }

        It 'names the first item of each type and counts the others' {
            $nodes = 1..4 | ForEach-Object { 'i-{0:x8}' -f $_ }
            foreach ($rows in @(@{ A = 1 }), @()) {
                & { foreach ($node in $nodes) { $rows | New-InventoryItem Custom:X -InstanceId $node }; $rows | New-InventoryItem Custom:Y -InstanceId $nodes[0] } |
                    Write-Inventory @to -WarningVariable warnings -WarningAction SilentlyContinue
            }

            $warnings | Should -HaveCount 3
            "$($warnings[0])" | Should -Match 'Custom:X of i-00000001 had entries'
            "$($warnings[1])" | Should -Match 'Custom:Y of i-00000001 had entries'
            "$($warnings[2])" | Should -Match '3 more items Custom:X had entries, and were replaced by items without'
        }

        It 'warns on AWS of what the ledger knows' {
            $endpoint = Start-InventoryEndpoint -PassThru
            try {
                $to = @{ EndpointUrl = $endpoint.Url; WarningVariable = 'warnings'; WarningAction = 'SilentlyContinue' }
                @() | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to
                $warnings | Should -BeNullOrEmpty
                @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to
                $warnings | Should -BeNullOrEmpty
                @() | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to
                "$warnings" | Should -Match 'The item Custom:X of i-01234567 had entries'
                @() | New-InventoryItem Custom:X -InstanceId i-01234567 | Write-Inventory @to
                $warnings | Should -BeNullOrEmpty
            }
            finally {
                Stop-InventoryEndpoint $endpoint.Port
            }
        }
    }

    Context 'the names of items in errors' {
        It 'names an item by type, node, or its number: <Name>' -ForEach @(
            @{ Name = 'type and node'; Item = @{ TypeName = 'Custom:X'; InstanceId = 'i-01234567'; Content = @(@{ A = { 1 } }) }; Who = "^The item Custom:X of i-01234567 can't be read: Content\[0\]\.A:" }
            @{ Name = 'type'; Item = @{ TypeName = 'Custom:X'; Content = 1 }; Who = "^The item Custom:X can't be read: Content\[0\] is not a map" }
            @{ Name = 'node'; Item = @{ TypeName = ''; InstanceId = 'i-01234567'; Content = 1 }; Who = "^An item without a type name of i-01234567 can't be read" }
            @{ Name = 'neither'; Item = @{ Content = 1 }; Who = '^Object 3 of the input is not an inventory item: it is of type Hashtable and has no TypeName' }
        ) {
            $good = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
            $cases = @{
                'Write-Inventory'    = { $good, $good, $Item | Write-Inventory @to -ErrorVariable script:problems -ErrorAction SilentlyContinue }
                'Test-InventoryItem' = { $good, $good, $Item | Test-InventoryItem -ErrorVariable script:problems -ErrorAction SilentlyContinue | Out-Null }
                'Export-Inventory'   = { $good, $good, $Item | Export-Inventory (Join-Path $TestDrive x.jsonl) JsonLines -ErrorVariable script:problems -ErrorAction SilentlyContinue }
                'Compare-Inventory'  = { $good, $good, $Item | Compare-Inventory $good -ErrorVariable script:problems -ErrorAction SilentlyContinue | Out-Null }
            }
            foreach ($command in $cases.Keys) {
                $script:problems = $null
                & $cases[$command]
                $script:problems | Should -HaveCount 1 -Because $command
                $script:problems[0].FullyQualifiedErrorId | Should -BeLike 'NotAnInventoryItem,*' -Because $command
                "$($script:problems[0])" | Should -Match $Who -Because $command
            }
        }

        It 'names an item that has neither type nor node by its number where it is not valid' {
            $good = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
            $bad = @{ A = 1 } | New-InventoryItem Custom:X
            $bad.TypeName = ''
            $good, $bad | Export-Inventory (Join-Path $TestDrive out) CliInputJson -ErrorVariable problem -ErrorAction SilentlyContinue
            "$($problem[0])" | Should -Match '^Number 2 of the input: The item without a type name names no node'
        }

        It 'says what to do about an item that ConvertTo-Json has cut off' {
            $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
            $cut = @{ Items = @($item) } | ConvertTo-Json -Depth 3 -WarningAction SilentlyContinue | ConvertFrom-Json
            $cut.Items | Test-InventoryItem -ErrorVariable problem -ErrorAction SilentlyContinue
            "$problem" | Should -Match "^The item Custom:X of i-01234567 can't be read: Content\[0\] is not a map of names to text. It is text: .*ConvertTo-Json -Depth"
        }

        It 'says what left the content out, or what is needed, and speaks of JSON where there was some: <Name>' -ForEach @(
            @{ Name = 'Export-Csv'; Make = { $item | ConvertTo-Csv | ConvertFrom-Csv }
                Why = "Content[0] is not a map of names to text. It is 'InventoryTools.InventoryContent', the name of a type: the program that wrote it left the content out. Instead of Export-Csv use Export-Inventory, or Get-InventoryEntry | Export-Csv." }
            @{ Name = 'text'; Make = { [pscustomobject]@{ TypeName = 'Custom:X'; Content = 'A=1' } }
                Why = "Content[0] is not a map of names to text. It is text. A hashtable is needed, such as @{ Rack = 'A1' }, or an object with properties." }
            @{ Name = 'a list of texts'; Make = { [pscustomobject]@{ TypeName = 'Custom:X'; Content = 'a', 'b' } }
                Why = "Content[0] is not a map of names to text. It is text. A hashtable is needed, such as @{ Rack = 'A1' }, or an object with properties." }
            @{ Name = 'objects in JSON'; Make = { [pscustomobject]@{ TypeName = 'Custom:X'; Content = '@{a=1}', '@{b=2}' } }; Why = 'Content[0] is *. Use ConvertTo-Json -Depth 5.' }
            @{ Name = 'hashtables in JSON'; Make = { @{ TypeName = 'Custom:X'; Content = @(@{ a = 1 }, @{ b = 2 }) } | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json }
                Why = 'Content[0] is *. Use ConvertTo-Json -Depth 5.' }
            @{ Name = 'a list of hashtables in JSON'; Make = { @{ TypeName = 'Custom:X'; Content = @(@{ a = 1 }, @{ b = 2 }) } | ConvertTo-Json -Depth 0 -WarningAction Ignore | ConvertFrom-Json }
                Why = 'Content[0] is *. Use ConvertTo-Json -Depth 5.' }
        ) {
            $item = @{ A = 1 } | New-InventoryItem Custom:X -InstanceId i-01234567
            & $Make | Test-InventoryItem -ErrorVariable problem -ErrorAction SilentlyContinue
            $problem[0].FullyQualifiedErrorId | Should -Be 'NotAnInventoryItem,InventoryTools.Cmdlets.TestInventoryItemCommand'
            "$problem" -replace "^The item .* can't be read: " | Should -BeLike ($Why -replace '\[0\]', '`[0`]')
        }

        It 'says what a context is where text was given' {
            $problem = { New-InventoryItem Custom:X -Context 'x=1' } | Should -Throw -ErrorId 'InvalidContext,InventoryTools.Cmdlets.NewInventoryItemCommand' -PassThru
            "$problem" | Should -Be ("The value of -Context can't be used. Context is not a map of names to text. It is text. " +
                "A hashtable is needed, such as @{ Rack = 'A1' }, or an object with properties.")
        }

        It 'says which years a capture time may have' {
            $finding = New-InventoryItem Custom:X -InstanceId i-01234567 -CaptureTime '1999-12-31T00:00:00Z' | Test-InventoryItem -Detailed
            "$($finding.Actual) $($finding.Limit)" | Should -Match '1999-12-31T00:00:00Z.*of the years 2000 to 2099'
        }
    }
}
