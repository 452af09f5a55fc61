BeforeAll {
    . "$PSScriptRoot/common.ps1"
    $before = [pscustomobject]@{ Name = 'bash'; Version = '5.1' } | New-InventoryItem AWS:Application -InstanceId i-0123456789abcdef0
    $after = [pscustomobject]@{ Name = 'bash'; Version = '5.2' }, [pscustomobject]@{ Name = 'zsh'; Version = '5.9' } |
        New-InventoryItem AWS:Application -InstanceId i-0123456789abcdef0
}

Describe 'Compare-Inventory' {
    It 'shows what differs as a table' {
        $text = Compare-Inventory $before $after | Get-Text
        $text | Should -Match 'Item: i-0123456789abcdef0 AWS:Application\s+Change +Key +Attribute +Reference -> Difference'
        $text | Should -Match 'Changed bash +Version +5\.1 -> 5\.2'
        $text | Should -Match 'Added +zsh +-> Name=zsh; Version=5\.9'
    }

    It 'makes rows for Where-Object, Group-Object and Export-Csv' {
        (Compare-Inventory $before $after | Where-Object Change -eq Added).Key | Should -Be 'zsh'
        (Compare-Inventory $before $after | Group-Object Change -NoElement).Name | Should -Be 'Added', 'Changed'
        Compare-Inventory $before $after | Export-Csv TestDrive:/changes.csv
        (Import-Csv TestDrive:/changes.csv)[0].Difference | Should -Be '5.2'
    }
}
