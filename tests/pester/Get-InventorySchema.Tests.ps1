BeforeAll {
    . "$PSScriptRoot/common.ps1"
    1..120 | ForEach-Object { @{ Name = "file$_" } } | New-InventoryItem AWS:File -InstanceId i-0123456789abcdef0 | Write-Inventory -Path TestDrive:/store.db
    @{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0 | Write-Inventory -Path TestDrive:/store.db
    $endpoint = Start-InventoryEndpoint TestDrive:/store.db -PassThru
}

AfterAll {
    $endpoint | Stop-InventoryEndpoint
}

Describe 'The commands that read' {
    It 'list schemas as a table' {
        Get-InventorySchema Custom:* -Path TestDrive:/store.db | Get-Text | Should -Match 'Custom:RackInfo +1\.0 +Rack'
        Get-InventorySchema Custom:* -Path TestDrive:/store.db | Format-List | Get-Text | Should -Match 'Attributes\s+: {Rack \(STRING\)}'
    }

    It 'show every attribute of a schema in a window of 80 columns' {
        $schema = Get-InventorySchema AWS:InstanceDetailedInformation -Path TestDrive:/store.db
        $text = $schema | Get-Text
        $text | Should -Match '(?m)^AWS:InstanceDetailedInformation 1\.0     CPUModel,'
        $text -replace '\s' | Should -Match "$($schema.Attributes.Name -join ',')$"
    }

    It 'stop fetching with Select-Object -First' {
        $before = $endpoint.RequestCount
        (Get-InventoryEntry AWS:File i-0123456789abcdef0 -EndpointUrl $endpoint.Url | Select-Object -First 5).Count | Should -Be 5
        $endpoint.RequestCount - $before | Should -Be 1
    }

    It 'show what would be deleted, and delete it when that is confirmed' {
        Remove-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url -WhatIf
        Remove-Inventory Custom:RackInfo -EndpointUrl $endpoint.Url -Wait -Confirm:$false | Get-Text |
            Should -Match '[0-9a-f-]{36} Complete +0 of 1 Custom:RackInfo'
        Get-Inventory Custom:* -Path TestDrive:/store.db | Should -BeNullOrEmpty
        Get-InventoryDeletion -Path TestDrive:/store.db | Get-Text | Should -Match '(?m)^[0-9a-f-]{36} Complete +0 of 1 Custom:RackInfo\r?$'
        Get-InventoryDeletion -Path TestDrive:/store.db | Format-List | Get-Text | Should -Match 'Summary\s+: 0 of 1 remain'
    }
}
