BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $racks = [pscustomobject]@{ Rack = 'A1' } | New-InventoryItem Custom:RackInfo -InstanceId i-0123456789abcdef0
}

Describe 'Export-Inventory and Import-Inventory' {
    It 'take what Get-ChildItem returns' {
        $racks | Export-Inventory TestDrive:/one Agent
        $racks | Export-Inventory TestDrive:/two.jsonl JsonLines
        (Get-ChildItem TestDrive:/ | Import-Inventory).TypeName | Should -Be 'Custom:RackInfo', 'Custom:RackInfo'
        (Get-ChildItem TestDrive:/ -Recurse -File | Import-Inventory).Count | Should -Be 2
    }

    It 'show what was written as Get-ChildItem does' {
        $text = $racks | Export-Inventory TestDrive:/shown Agent -PassThru | Get-Text
        $text | Should -Match 'Directory: .*shown'
        $text | Should -Match '\s[0-9]+ RackInfo.json'
    }

    It 'say why the agent does not send what Windows PowerShell has written' {
        '{"SchemaVersion":"1.0","TypeName":"Custom:X","Content":{"A":"1"}}' | Out-File TestDrive:/x.json -Encoding utf8BOM
        Import-Inventory TestDrive:/x.json -ErrorVariable dropped -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$dropped" | Should -Match 'begins with a byte order mark of UTF-8, which the agent does not read'
        (Import-Inventory TestDrive:/x.json -Force -WarningAction SilentlyContinue).Content[0].A | Should -Be '1'
    }
}
