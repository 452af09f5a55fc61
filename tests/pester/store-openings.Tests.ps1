# How often a command opens its store: once, whatever it is asked for.
BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $isCounted = $PSVersionTable.PSEdition -eq 'Core' -and $IsLinux
    if ($isCounted) {
        Add-Type -Path $Packages.ScriptedEndpoint
    }

    Push-Location (New-Item "TestDrive:/$([guid]::NewGuid())" -ItemType Directory)
    # More than one page of nodes, entries and changes of the ledger.
    1..120 | ForEach-Object { [pscustomobject]@{ Node = 'i-{0:d17}' -f $_; Rack = "R$($_ % 7)" } } |
        New-InventoryItem Custom:RackInfo -Property Rack -InstanceIdProperty Node | Write-Inventory -Path fleet.db
    1..60 | ForEach-Object { [pscustomobject]@{ Name = "app$_"; Version = '1.0' } } |
        New-InventoryItem AWS:Application -InstanceId i-00000000000000001 | Write-Inventory -Path fleet.db
}

AfterAll {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
    Pop-Location
}

Describe 'the openings of a store' -Tag Platform {
    It '<Command>' -ForEach @(
        @{ Command = 'Get-Inventory -Path fleet.db' }
        @{ Command = 'Get-Inventory AWS:* i-* -Path fleet.db' }
        @{ Command = "'i-00000000000000001', 'i-00000000000000002' | Get-Inventory Custom:RackInfo -Path fleet.db" }
        @{ Command = "Get-Inventory -Path fleet.db -Filter 'Custom:RackInfo.Rack -eq R1'" }
        @{ Command = 'Get-Inventory -Path fleet.db -Aggregator AWS:InstanceInformation.PlatformType, AWS:Application.Name' }
        @{ Command = "Get-Inventory -Path fleet.db -Aggregator AWS:Application.Name -Filter 'Custom:RackInfo.Rack -eq R1'" }
        @{ Command = 'Get-InventoryEntry -Path fleet.db' }
        @{ Command = "Get-InventoryEntry -Path fleet.db -Filter 'AWS:Application.Name -eq app1'" }
        @{ Command = 'Get-InventorySchema -Path fleet.db' }
        @{ Command = "'AWS:Application', 'AWS:Process', 'Custom:RackInfo' | Get-InventorySchema -Path fleet.db" }
        @{ Command = 'Get-InventorySchema -Aggregator -Path fleet.db' }
        @{ Command = 'Get-InventoryDeletion -Path fleet.db' }
        @{ Command = 'Get-Inventory -Path fleet.db | Export-Inventory out.jsonl -Format JsonLines' }
        @{ Command = 'Compare-Inventory -ReferencePath fleet.db -DifferencePath other.db' }
        @{ Command = 'Compare-Inventory -ReferencePath other.db -DifferencePath fleet.db' }
        @{ Command = 'Get-InventoryEntry -Path fleet.db | New-InventoryItem Custom:Row -InstanceIdProperty InstanceId | Test-InventoryItem' }
        @{ Command = "@{ Rack = 'R1' } | New-InventoryItem Custom:RackInfo -InstanceId i-00000000000000001 | Write-Inventory -Path fleet.db" }
        @{ Command = 'Sync-Inventory fleet.db -EndpointUrl $url' }
        @{ Command = 'Sync-Inventory fleet.db -EndpointUrl $url -Force -PassThru' }
        @{ Command = 'Sync-Inventory fleet.db -InstanceId i-00000000000000001 -EndpointUrl $url -WhatIf' }
        @{ Command = 'Remove-Inventory Custom:RackInfo -Path fleet.db -WhatIf' }
        @{ Command = 'Remove-Inventory Custom:RackInfo -Path fleet.db -Confirm:$false' }
    ) {
        if (-not $isCounted) {
            Set-ItResult -Skipped -Because 'the openings of a file are counted on Linux only'
            return
        }

        Copy-Item fleet.db other.db
        $url = (Start-InventoryEndpoint -PassThru).Url
        $path = (Resolve-Path fleet.db).ProviderPath
        $openings = [InventoryTools.Pester.FileOpenings]::new($path)
        try {
            [System.IO.File]::OpenRead($path).Dispose()
            $openings.Take() | Should -Be 1
            $null = & ([scriptblock]::Create($Command))
            $openings.Take() | Should -Be 1
        }
        finally {
            $openings.Dispose()
            Get-InventoryEndpoint | Stop-InventoryEndpoint
        }
    }
}
