BeforeAll {
    . "$PSScriptRoot/common.ps1"
}

Describe 'Get-InventoryRule' {
    It 'lists the rules as a table' {
        Get-InventoryRule Attribute* | Get-Text | Should -Match 'AttributeValueLength\s+Content\s+Error\s+at most 4096 characters'
    }
}
