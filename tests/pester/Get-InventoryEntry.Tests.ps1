BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = Join-Path $TestDrive fleet.db
    foreach ($node in 'i-00000001', 'i-00000002', 'i-00000003') {
        1..3 | ForEach-Object { [pscustomobject]@{ Name = "package-$_"; Version = "1.$_" } } |
            New-InventoryItem AWS:Application -InstanceId $node | Write-Inventory -Path $store
        [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $store
    }
}

Describe 'Get-InventoryEntry' {
    It 'gives rows that can be filtered and exported' {
        $rows = Get-InventoryEntry -Path $store AWS:Application | Where-Object Name -EQ package-2
        $rows.InstanceId | Should -Be 'i-00000001', 'i-00000002', 'i-00000003'
        ($rows | ConvertTo-Csv -NoTypeInformation)[1] | Should -Be '"i-00000001","package-2","1.2"'
    }

    It 'shows rows as a table' {
        Get-InventoryEntry -Path $store AWS:Application i-00000001 | Get-Text | Should -Match 'InstanceId\s+Name\s+Version'
    }

    It 'stops reading when the next command has had enough' {
        (Get-InventoryEntry -Path $store | Select-Object -First 1).InstanceId | Should -Be i-00000001
    }
}
