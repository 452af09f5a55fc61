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

    It 'shows long values whole in a window of 80 columns' {
        $type = 'Custom:' + 'ContosoRack' * 8
        $old, $new = 'old', 'new' | ForEach-Object {
            [pscustomobject]@{ Name = 'a rack with a name that is long'; Description = "$_ words, " * 20 } |
                New-InventoryItem $type -InstanceId mi-0123456789abcdef0
        }
        $text = Compare-Inventory $old $new | Get-Text
        $text -replace '\s' | Should -Match "Item:mi-0123456789abcdef0$($type)Change"
        $text | Should -Match '(?m)^Changed a rack with a name that'
        $cells = ($text -split '\r?\n' | Where-Object Length -GT 47 | ForEach-Object { $_.Substring(47).Trim() }) -join ' '
        $cells.Contains("$('old words, ' * 20)-> $('new words, ' * 20)".Trim()) | Should -BeTrue -Because $text
    }

    It 'makes rows for Where-Object, Group-Object and Export-Csv' {
        (Compare-Inventory $before $after | Where-Object Change -eq Added).Key | Should -Be 'zsh'
        (Compare-Inventory $before $after | Group-Object Change -NoElement).Name | Should -Be 'Added', 'Changed'
        Compare-Inventory $before $after | Export-Csv TestDrive:/changes.csv
        (Import-Csv TestDrive:/changes.csv)[0].Difference | Should -Be '5.2'
    }
}
