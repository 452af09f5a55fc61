BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $racks = 1..6 | ForEach-Object { [pscustomobject]@{ Node = 'mi-{0:x17}' -f $_; Rack = "R$_" } } |
        New-InventoryItem Custom:RackInfo -Property Rack -InstanceIdProperty Node
}

AfterAll {
    Get-InventoryEndpoint | Stop-InventoryEndpoint
}

Describe 'Sync-Inventory' {
    It 'sends what has come in while there was no way, and nothing twice' {
        $racks | Write-Inventory -Path TestDrive:/outbox.db
        Sync-Inventory TestDrive:/outbox.db -EndpointUrl http://127.0.0.1:1 -RetryTimeoutSec 0 -ErrorAction SilentlyContinue -ErrorVariable failed |
            Should -Match '^6 items: 6 failed; .*; ConnectionRefused 6$'
        $failed.Count | Should -Be 6
        $endpoint = Start-InventoryEndpoint TestDrive:/target.db -PassThru
        Sync-Inventory TestDrive:/outbox.db -EndpointUrl $endpoint.Url | Should -Match '^6 items: 6 accepted; 6 calls, 0 repeated, '
        Sync-Inventory TestDrive:/outbox.db -EndpointUrl $endpoint.Url | Should -Match '^0 items; 6 accepted before; '
        Compare-Inventory -ReferencePath TestDrive:/outbox.db -DifferencePath TestDrive:/target.db | Should -BeNullOrEmpty
    }
}
