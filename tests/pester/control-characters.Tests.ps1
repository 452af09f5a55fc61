# Text of files, servers and objects can't act on a terminal, whatever shows it. The properties of objects keep it.
BeforeDiscovery {
    $views = @(
        @{ View = 'InventoryItem'; Script = { New-InventoryItem "Custom:X$bad" -InstanceId "i-0$bad" -CaptureTime "now$bad" } }
        @{ View = 'InventoryFinding'; Script = { @{ "A$bad" = 'x' * 5000 } | New-InventoryItem "custom:X$bad" -InstanceId "i-0$bad" | Test-InventoryItem -Detailed } }
        @{ View = 'InventoryWriteResult'; Script = { $item | Write-Inventory -Path fleet.db -PassThru } }
        @{ View = 'InventoryWriteResult'; Script = { New-InventoryItem "custom:X$bad" -InstanceId "i-0$bad" | Write-Inventory -Path fleet.db -PassThru -ErrorAction Ignore } }
        @{ View = 'InventoryItemSchema'; Script = { $item | Write-Inventory -Path fleet.db; Get-InventorySchema Custom:* -Path fleet.db } }
        @{ View = 'InventoryDifference'; Script = { Compare-Inventory $item (@{ Name = "a$bad"; "B$bad" = "y$bad" } | New-InventoryItem "Custom:X$bad" -InstanceId i-00000001) -Key Name } }
        @{ View = 'InventoryDifference'; Script = { Compare-Inventory @() $item } }
        @{ View = 'InventoryDeletion'; Script = { $item | Write-Inventory -Path fleet.db; Remove-Inventory "Custom:X$bad" -Path fleet.db -Confirm:$false } }
    )
}

BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $bad = "$([char] 27)c$([char] 7)"
    $item = @{ Name = "a$bad"; "B$bad" = "x$bad" } | New-InventoryItem "Custom:X$bad" -InstanceId i-00000001

    function Get-Told {
        # All that a script tells people: its messages, and its output as the terminal would show it.
        param([Parameter(Mandatory)] [scriptblock] $Script)
        $records = try { & $Script *>&1 } catch { $_ }
        foreach ($record in $records) {
            "$record"
            if ($record -is [System.Management.Automation.ErrorRecord]) {
                "$($record.ErrorDetails)$(if (-not $record.ErrorDetails) { $record.Exception.Message })"
                "$($record.CategoryInfo)"
                $record.FullyQualifiedErrorId
            }
        }
    }
}

Describe 'control characters' {
    BeforeEach {
        Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
    }

    AfterEach {
        Get-InventoryEndpoint | Stop-InventoryEndpoint
        Pop-Location
    }

    It 'are shown as codes in the messages of every command, which share one base' {
        foreach ($command in Get-Command -Module InventoryTools -CommandType Cmdlet) {
            for ($base = $command.ImplementingType; $base -and $base.Name -ne 'InventoryCmdlet'; $base = $base.BaseType) { }
            $base | Should -Not -BeNullOrEmpty -Because $command.Name
        }
    }

    It 'are shown as codes by <Script>' -ForEach @(
        @{ Script = { [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -Property A, "B$bad" } }
        @{ Script = { [pscustomobject]@{ A = 1; "B$bad" = { 1 } } | New-InventoryItem Custom:X -ErrorAction Continue } }
        @{ Script = { [pscustomobject]@{ A = 1 } | New-InventoryItem Custom:X -InstanceIdProperty "Node$bad" -ErrorAction Continue } }
        @{ Script = { [pscustomobject]@{ TypeName = 'Custom:X'; "Other$bad" = 1 } | Test-InventoryItem -ErrorAction Continue } }
        @{ Script = { (New-InventoryItem "custom:X$bad" -CaptureTime "now$bad" | Test-InventoryItem -Detailed).Message } }
        @{ Script = { "$(@{ "A$bad" = 'x' * 5000 } | New-InventoryItem Custom:X | Test-InventoryItem -Detailed)" } }
        @{ Script = { Get-InventoryRule "Rule$bad" -ErrorAction Continue } }
        @{ Script = { New-InventoryItem "custom:X$bad" -InstanceId "i-0$bad" | Write-Inventory -Path fleet.db -ErrorAction Continue } }
        @{ Script = { $item | Write-Inventory -Path fleet.db; Get-Inventory "Custom:Y$bad" "i-0$bad" -Path fleet.db -ErrorAction Continue } }
        @{ Script = { $item | Write-Inventory -Path fleet.db; Get-InventorySchema "Custom:Y$bad" -Path fleet.db -ErrorAction Continue } }
        @{ Script = { Get-Inventory -Path fleet.db -Filter "AWS:Application.Name$bad" } }
        @{ Script = { Get-Inventory -Path fleet.db -Filter @{ Key = 'AWS:Application.Name'; Values = 'x'; Type = "Equal$bad" } } }
        @{ Script = { Get-Inventory -Path fleet.db -Aggregator @{ "Expression$bad" = 'AWS:Application.Name' } } }
        @{ Script = { Start-InventoryEndpoint -Latency "1$bad" } }
        @{ Script = { Import-Inventory "no$bad.json" -ErrorAction Continue } }
    ) {
        $told = @(Get-Told $Script)
        $told -match '\\u001Bc\\u0007' | Should -Not -BeNullOrEmpty
        $told -match '\p{Cc}' | Should -BeNullOrEmpty
    }

    It 'are shown as codes by -WhatIf, which writes to the terminal itself' {
        $shell = Invoke-Shell @"
Import-Module '$ModulePath'
New-InventoryItem "Custom:X`$([char] 27)c" -InstanceId i-00000001 | Write-Inventory -Path fleet.db -WhatIf
"@
        $shell.Output -join ' ' | Should -Match '^What if: .*Custom:X\\u001Bc'
        $shell.Output -match '\p{Cc}' | Should -BeNullOrEmpty
    }

    It 'are shown as codes in the table of <View>: <Script>' -ForEach $views {
        $objects = & $Script
        $objects[0] | Should -BeOfType "InventoryTools.$View"
        $text = $objects | Get-Text -Width 300
        $text | Should -Match '\\u001Bc\\u0007'
        $text -replace '[\r\n]' | Should -Not -Match '\p{Cc}'
    }

    It 'are shown as codes in the table of endpoints' {
        if ($env:OS -eq 'Windows_NT') {
            Set-ItResult -Skipped -Because 'no file of Windows can have such a name'
            return
        }

        $text = Start-InventoryEndpoint "fleet$bad.db" -PassThru | Get-Text -Width 300
        $text | Should -Match 'fleet\\u001Bc\\u0007\.db'
        $text -replace '[\r\n]' | Should -Not -Match '\p{Cc}'
    }

    It 'are shown as codes in what Tab lists' {
        $item | Write-Inventory -Path fleet.db
        foreach ($line in 'Get-Inventory -Path fleet.db Custom:', 'Get-Inventory -Path fleet.db -Filter Custom:') {
            $offered = @((TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches)
            $offered | Should -Not -BeNullOrEmpty
            @($offered.ListItemText) + $offered.ToolTip -match '\p{Cc}' | Should -BeNullOrEmpty
        }
    }

    It 'stay as they are in the properties of objects' {
        $item | Write-Inventory -Path fleet.db
        $read = Get-Inventory -Path fleet.db
        $read.TypeName | Should -BeExactly "Custom:X$bad"
        $read.Content[0]["B$bad"] | Should -BeExactly "x$bad"
        (Get-InventoryEntry -Path fleet.db).Name | Should -BeExactly "a$bad"
        (New-InventoryItem "custom:X$bad" | Test-InventoryItem -Detailed)[0].TypeName | Should -BeExactly "custom:X$bad"
    }
}
