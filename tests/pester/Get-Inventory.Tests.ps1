BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $store = Join-Path $TestDrive fleet.db
    foreach ($node in 'i-00000001', 'i-00000002', 'i-00000003') {
        [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:Rack -InstanceId $node | Write-Inventory -Path $store
        New-InventoryItem AWS:Network -InstanceId $node | Write-Inventory -Path $store
    }
}

Describe 'Get-Inventory' {
    It 'gives items that go to another store' {
        $copy = Join-Path $TestDrive copy.db
        Get-Inventory -Path $store -TypeName Custom:* | Write-Inventory -Path $copy
        Get-Inventory -Path $copy | Should -HaveCount 3
    }

    It 'says which store is not there' {
        { Get-Inventory -Path TestDrive:missing.db } | Should -Throw -ErrorId 'StoreNotFound,InventoryTools.Cmdlets.GetInventoryCommand'
    }
}
